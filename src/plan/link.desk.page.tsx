import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Button, Field, Form, Missing, Notice, Section } from '#platform/web'
import { type Linkable, type LinkKind, linkKinds, mostShown, onlyBySearch } from './link.ts'
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
  const isAsked = isSearched || !onlyBySearch(kind)
  return (
    <Section title={t(`plan.link.kind.${kind}`)} lead={kind === 'goals' ? undefined : t(`plan.link.what.${kind}`)}>
      {!isAsked && <p class="muted">{t('plan.link.search-first')}</p>}
      {isAsked && shown.length === 0 && <Missing text={t(isSearched ? 'plan.link.nothing-found' : 'plan.link.nothing-there')} />}
      {[...Map.groupBy(shown, ({ within }) => within)].map(([within, group]) => (
        <Field
          kind="checkboxes"
          name={kind}
          id={`${kind}-${within}`}
          label={group[0]!.withinName || t(`plan.link.what.${kind}`)}
          values={group.filter(({ isLinked }) => isLinked).map(({ id }) => id)}
          options={group.map(({ id, number, text, language }) => ({
            value: id,
            label: (
              <>
                {number}. <Written c={c} text={text} language={language} />
              </>
            ),
          }))}
        />
      ))}
      {found.length > shown.length && <Notice tone="info" title={t('plan.link.more', { most: mostShown })} />}
    </Section>
  )
}

const shownOf = (found: readonly Linkable[]) => found.slice(0, mostShown)
