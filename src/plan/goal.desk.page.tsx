import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Badge, Button, Buttons, Card, EmptyState, Notice, Prose, Section, Stack, type TownContext } from '#platform/web'
import type { PublishedSentence } from '#vision'
import { GoalForm } from './goal.form.desk.page.tsx'
import { GoalFrame } from './goal.frame.desk.page.tsx'
import type { LinkableSentence } from './goal.sentence.ts'
import { type Goal, isDemand } from './goal.ts'
import type { GoalRefusals, GoalValues } from './goal.values.ts'
import { paths } from './paths.ts'
import type { ActionField } from './plan.ts'
import type { Status } from './status.ts'
import { StatusBadge } from './words.page.tsx'

export type NewGoalDesk = { fields: ActionField[]; values: GoalValues; sentence?: PublishedSentence; refusals?: GoalRefusals }

/** A new goal, for a sentence from which nothing follows yet, or for none. */
export function NewGoalPage({ c, desk: { fields, values, sentence, refusals } }: { c: TownContext; desk: NewGoalDesk }) {
  const { t, municipality } = c.var
  const at = { town: municipality.slug }
  return (
    <GoalFrame c={c} title={t('plan.goal.add')} below>
      {fields.length === 0 ? (
        <EmptyState
          title={t('plan.goal.fields-first')}
          action={<Button label={t('plan.goal.to-fields')} href={paths.desk.fields.to(at)} icon="forward" />}
        >
          {t('plan.goal.fields-first-text')}
        </EmptyState>
      ) : (
        <Stack>
          {sentence && <ForSentence c={c} sentence={sentence} />}
          <GoalForm
            c={c}
            action={paths.desk.newGoal.to(at)}
            fields={fields}
            values={values}
            hidden={sentence && { sentence: sentence.id }}
            refusals={refusals}
          />
        </Stack>
      )}
    </GoalFrame>
  )
}

function ForSentence({ c, sentence: { number, text, language } }: { c: TownContext; sentence: PublishedSentence }) {
  const { t, municipality } = c.var
  return (
    <Card title={t('plan.goal.for-sentence', { number })} tone="tint">
      <p>
        <Written c={c} text={text} language={language} />
      </p>
      <p class="muted">
        {t('plan.goal.or-existing')} <a href={paths.desk.goals.to({ town: municipality.slug })}>{t('plan.goal.title')}</a>
      </p>
    </Card>
  )
}

export type GoalDesk = {
  goal: Goal
  fields: ActionField[]
  values: GoalValues
  seen: string
  sentences: LinkableSentence[]
  measures: { number: string; title: string; status: Status }[]
  refusals?: GoalRefusals
  done?: string
}

/** One goal: what it says, which sentences it serves, which measures serve it. */
export function GoalDeskPage({ c, desk }: { c: TownContext; desk: GoalDesk }) {
  const { t, municipality } = c.var
  const { goal, fields, values, seen, refusals, done } = desk
  const action = paths.desk.goal.to({ town: municipality.slug, goal: goal.number })
  return (
    <GoalFrame
      c={c}
      title={goal.title}
      way={t('plan.goal.number', { number: goal.number })}
      preline={
        <>
          {t('plan.goal.number', { number: goal.number })} {goal.isDropped && <Badge label={t('plan.goal.dropped')} />}
        </>
      }
      below
    >
      {done && <Notice tone="success" title={t(done === 'angelegt' ? 'plan.goal.added' : 'plan.goal.done')} live />}
      <Sentences c={c} goal={goal} sentences={desk.sentences} />
      <Measures c={c} goal={goal} measures={desk.measures} />
      <Section title={t('plan.goal.wording')}>
        <GoalForm c={c} action={action} fields={fields} values={values} hidden={{ seen }} refusals={refusals} />
      </Section>
      <Section
        title={t(goal.isDropped ? 'plan.goal.take-back' : 'plan.goal.drop')}
        lead={t(goal.isDropped ? 'plan.goal.take-back-text' : 'plan.goal.drop-text')}
      >
        <form action={action} method="post">
          <CsrfField c={c} />
          {goal.isDropped ? (
            <Button label={t('plan.goal.take-back')} name="deed" value="restore" kind="secondary" icon="undo" />
          ) : (
            <Button label={t('plan.goal.drop')} name="deed" value="drop" kind="danger" icon="bin" />
          )}
        </form>
      </Section>
    </GoalFrame>
  )
}

function Sentences({ c, goal, sentences }: { c: TownContext; goal: Goal; sentences: LinkableSentence[] }) {
  const { t, municipality } = c.var
  return (
    <Section title={t('plan.goal.sentences')}>
      <Stack>
        {sentences.length === 0 ? (
          <p class="muted">{t('plan.goal.no-sentences')}</p>
        ) : (
          <Prose>
            <ul>
              {sentences.map(({ number, text, language, isDropped }) => (
                <li>
                  {number}. <Written c={c} text={text} language={language} />{' '}
                  {isDropped && <Badge label={t('plan.goal.sentence-dropped')} tone="warning" />}
                </li>
              ))}
            </ul>
          </Prose>
        )}
        <Buttons>
          <Button
            label={t('plan.goal.choose-sentences')}
            href={paths.desk.goalSentences.to({ town: municipality.slug, goal: goal.number })}
            kind={sentences.length === 0 ? 'primary' : 'secondary'}
            icon="edit"
          />
        </Buttons>
      </Stack>
    </Section>
  )
}

function Measures({ c, goal, measures }: { c: TownContext; goal: Goal; measures: GoalDesk['measures'] }) {
  const { t, municipality } = c.var
  return (
    <Section title={t('plan.goal.measures')}>
      {measures.length === 0 ? (
        <p class="muted">{t(isDemand(goal) ? 'plan.goal.demand-without-measures' : 'plan.goal.no-measures')}</p>
      ) : (
        <Prose>
          <ul>
            {measures.map(({ number, title, status }) => (
              <li>
                {number} <a href={paths.desk.measure.to({ town: municipality.slug, measure: number })}>{title}</a>{' '}
                <StatusBadge c={c} status={status} />
              </li>
            ))}
          </ul>
        </Prose>
      )}
    </Section>
  )
}
