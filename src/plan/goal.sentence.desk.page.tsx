import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Buttons, EmptyState, Field, Form, Notice, type TownContext } from '#platform/web'
import { GoalFrame } from './goal.frame.desk.page.tsx'
import type { LinkableSentence } from './goal.sentence.ts'
import type { Goal } from './goal.ts'
import { paths } from './paths.ts'

export type GoalSentencesDesk = { goal: Goal; shown: LinkableSentence[]; left: number; search: string }

/** Which sentences a goal serves: searched for, and ticked. One form, so that searching loses no tick. */
export function GoalSentencesPage({ c, desk: { goal, shown, left, search } }: { c: TownContext; desk: GoalSentencesDesk }) {
  const { t, municipality } = c.var
  const at = { town: municipality.slug, goal: goal.number }
  const byVision = [...Map.groupBy(shown, ({ vision }) => vision).values()]
  return (
    <GoalFrame c={c} title={t('plan.goal.choose-sentences')} lead={goal.title} below under={goal}>
      {shown.length === 0 && search === '' ? (
        <EmptyState title={t('plan.goal.no-texts')}>{t('plan.goal.no-texts-text')}</EmptyState>
      ) : (
        <Form action={paths.desk.goalSentences.to(at)} hidden={{ shown: shown.map(({ id }) => id).join(' ') }}>
          <CsrfField c={c} />
          <Field
            kind="search"
            name="search"
            label={t('plan.goal.search')}
            hint={t('plan.goal.search-hint')}
            value={search}
            maxlength={longestSearch}
            width="medium"
          />
          <Button label={t('plan.goal.search-go')} name="deed" value="search" kind="secondary" icon="search" />
          {left > 0 && <Notice tone="info" title={t('plan.goal.more-sentences', { count: left })} />}
          {search !== '' && shown.every(({ isLinked }) => isLinked) && <Notice tone="info" title={t('plan.goal.nothing-found')} />}
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

export const longestSearch = 200

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
        options={sentences.map(({ id, number, text, chapter, isDropped }) => ({
          value: id,
          label: `${number}. ${text}`,
          hint: isDropped ? `${chapter} · ${c.var.t('plan.goal.sentence-dropped')}` : chapter,
        }))}
      />
    </div>
  )
}
