import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Buttons, EmptyState, Field, Form, Notice, type TownContext } from '#platform/web'
import { GoalFrame } from './goal.frame.desk.page.tsx'
import type { LinkableSentence } from './goal.sentence.ts'
import type { Goal } from './goal.ts'
import { paths } from './paths.ts'

export type GoalSentencesDesk = { goal: Goal; shown: LinkableSentence[]; left: number; search: string }

/** Which sentences a goal serves: searched for, and ticked. */
export function GoalSentencesPage({ c, desk: { goal, shown, left, search } }: { c: TownContext; desk: GoalSentencesDesk }) {
  const { t, municipality } = c.var
  const at = { town: municipality.slug, goal: goal.number }
  const action = paths.desk.goalSentences.to(at)
  const byVision = [...Map.groupBy(shown, ({ vision }) => vision).values()]
  return (
    <GoalFrame c={c} title={t('plan.goal.choose-sentences')} lead={goal.title} below under={goal}>
      <Form action={action} method="get" label={t('plan.goal.search')}>
        <Field kind="search" name="suche" label={t('plan.goal.search')} value={search} width="medium" />
        <Button label={t('plan.goal.search-go')} kind="secondary" icon="search" />
      </Form>
      {left > 0 && <Notice tone="info" title={t('plan.goal.more-sentences', { count: left })} />}
      {shown.length === 0 ? (
        <EmptyState title={t(search === '' ? 'plan.goal.no-texts' : 'plan.goal.nothing-found')}>
          {t(search === '' ? 'plan.goal.no-texts-text' : 'plan.goal.nothing-found-text')}
        </EmptyState>
      ) : (
        <Form action={action} hidden={{ shown: shown.map(({ id }) => id).join(' ') }}>
          <CsrfField c={c} />
          {byVision.map(sentences => (
            <SentenceChoice c={c} sentences={sentences} />
          ))}
          <Buttons>
            <Button label={t('plan.desk.save')} />
            <Button label={t('plan.goal.back')} href={paths.desk.goal.to(at)} kind="quiet" />
          </Buttons>
        </Form>
      )}
    </GoalFrame>
  )
}

/** The sentences of one vision, in the language it is written in. */
function SentenceChoice({ c, sentences }: { c: TownContext; sentences: LinkableSentence[] }) {
  const { vision, visionTitle, language } = sentences[0]!
  const isForeign = language !== c.var.language.code
  return (
    <div lang={isForeign ? language : undefined} dir={isForeign ? languageOf(language).direction : undefined}>
      <Field
        kind="checkboxes"
        name="sentences"
        id={`leitbild-${vision}`}
        label={visionTitle}
        values={sentences.filter(({ isLinked }) => isLinked).map(({ id }) => id)}
        options={sentences.map(({ id, number, text, chapter }) => ({ value: id, label: `${number}. ${text}`, hint: chapter }))}
      />
    </div>
  )
}
