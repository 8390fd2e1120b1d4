import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Field, Form, Missing, Notice, Section } from '#platform/web'
import { type Linkable, type LinkKind, linkKinds, mostShown } from './link.ts'
import { MeasureFrame, ofMeasure } from './measure.frame.desk.page.tsx'
import type { MeasureContext } from './measure.visitor.ts'
import { paths } from './paths.ts'

export type LinkDesk = { search: string; found: Record<LinkKind, Linkable[]>; done?: boolean }

/** What a measure serves: goals, sentences and statements, searched for and ticked. */
export function LinksPage({ c, desk: { search, found, done } }: { c: MeasureContext; desk: LinkDesk }) {
  const { t } = c.var
  const action = paths.desk.measureLinks.to(ofMeasure(c))
  const shown = Object.fromEntries(
    linkKinds.map(kind => [
      `shown-${kind}`,
      shownOf(found[kind])
        .map(({ id }) => id)
        .join(' '),
    ]),
  )
  return (
    <MeasureFrame c={c} tab="links" lead={t('plan.link.lead')} done={done}>
      <Form action={action} method="get" label={t('plan.link.search')}>
        <Field kind="search" name="suche" label={t('plan.link.search')} hint={t('plan.link.search-hint')} value={search} width="medium" />
        <Button label={t('plan.link.find')} kind="secondary" icon="search" />
      </Form>
      <Form action={paths.desk.measureLinks.to(ofMeasure(c), { suche: search || undefined })} hidden={shown}>
        <CsrfField c={c} />
        {linkKinds.map(kind => (
          <Choice c={c} kind={kind} found={found[kind]} isSearched={search !== ''} />
        ))}
        <Button label={t('plan.measure.save')} />
      </Form>
    </MeasureFrame>
  )
}

type ChoiceProps = { c: MeasureContext; kind: LinkKind; found: Linkable[]; isSearched: boolean }

function Choice({ c, kind, found, isSearched }: ChoiceProps) {
  const { t } = c.var
  const shown = shownOf(found)
  return (
    <Section title={t(`plan.link.kind.${kind}`)} lead={t(`plan.link.what.${kind}`)}>
      {shown.length === 0 && <Missing text={t(isSearched ? 'plan.link.nothing-found' : 'plan.link.nothing-there')} />}
      {[...Map.groupBy(shown, ({ within, language }) => `${within}-${language}`)].map(([place, group]) => (
        <Group c={c} kind={kind} place={place} group={group} />
      ))}
      {found.length > shown.length && <Notice tone="info" title={t('plan.link.more', { most: mostShown })} />}
    </Section>
  )
}

type GroupProps = { c: MeasureContext; kind: LinkKind; place: string; group: Linkable[] }

/** What stands in one vision or dialogue, in the language it was written in. */
function Group({ c, kind, place, group }: GroupProps) {
  const { language, withinName } = group[0]!
  const isForeign = language !== c.var.language.code
  return (
    <div lang={isForeign ? language : undefined} dir={isForeign ? languageOf(language).direction : undefined}>
      <Field
        kind="checkboxes"
        name={kind}
        id={`${kind}-${place}`}
        label={withinName || c.var.t(`plan.link.kind.${kind}`)}
        values={group.filter(({ isLinked }) => isLinked).map(({ id }) => id)}
        options={group.map(({ id, number, text }) => ({ value: id, label: `${number}. ${text}` }))}
      />
    </div>
  )
}

const shownOf = (found: readonly Linkable[]) => found.slice(0, mostShown)
