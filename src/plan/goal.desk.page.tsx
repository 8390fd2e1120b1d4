import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import {
  Badge,
  Breadcrumb,
  Button,
  Buttons,
  EmptyState,
  Notice,
  Page,
  PageHead,
  Prose,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import { GoalForm } from './goal.form.desk.page.tsx'
import type { LinkableSentence } from './goal.sentence.ts'
import { type Goal, isDemand } from './goal.ts'
import type { GoalRefusals, GoalValues } from './goal.values.ts'
import { paths } from './paths.ts'
import type { ActionField } from './plan.ts'
import type { Status } from './status.ts'
import { StatusBadge } from './words.page.tsx'

type Figures = { sentences: number; measures: number }
export type GoalsDesk = {
  fields: ActionField[]
  goals: Goal[]
  dropped: Goal[]
  figures: ReadonlyMap<string, Figures>
  mayWrite: boolean
}

/** All goals by action field; those that were dropped at the end. */
export function GoalsDeskPage({ c, desk }: { c: TownContext; desk: GoalsDesk }) {
  const { t, municipality } = c.var
  const { fields, goals, dropped, mayWrite } = desk
  const add = mayWrite && <Button label={t('plan.goal.add')} href={paths.desk.newGoal.to({ town: municipality.slug })} icon="plus" />
  return (
    <GoalFrame c={c} title={t('plan.goal.title')} lead={t('plan.goal.lead')} deeds={goals.length > 0 && add}>
      {goals.length === 0 && (
        <EmptyState title={t('plan.goal.none')} action={add}>
          {t('plan.goal.none-text')}
        </EmptyState>
      )}
      {goals.length > 0 && <GoalTable c={c} caption={t('plan.goal.title')} goals={inOrderOf(fields, goals)} desk={desk} />}
      {dropped.length > 0 && (
        <Section title={t('plan.goal.dropped-ones')}>
          <GoalTable c={c} caption={t('plan.goal.dropped-ones')} goals={dropped} desk={desk} />
        </Section>
      )}
    </GoalFrame>
  )
}

function GoalTable({ c, caption, goals, desk }: { c: TownContext; caption: string; goals: Goal[]; desk: GoalsDesk }) {
  const { t, municipality } = c.var
  const numbers = new Intl.NumberFormat(c.var.language.locale)
  const { fields, figures, mayWrite } = desk
  const nameOf = new Map(fields.map(({ id, name }) => [id, name]))
  return (
    <Table
      caption={caption}
      captionHidden
      columns={[
        { label: t('plan.goal.goal') },
        { label: t('plan.goal.field.field') },
        { label: t('plan.goal.field.influence') },
        { label: t('plan.goal.sentences'), numeric: true },
        { label: t('plan.goal.measures'), numeric: true },
      ]}
      rows={goals.map(goal => [
        <>
          {goal.number}.{' '}
          {mayWrite ? <a href={paths.desk.goal.to({ town: municipality.slug, goal: goal.number })}>{goal.title}</a> : goal.title}{' '}
          {!goal.isPublic && <Badge label={t('plan.goal.not-public')} icon="lock" />}
        </>,
        nameOf.get(goal.fieldId) ?? '–',
        isDemand(goal) ? (
          <Badge label={t('plan.goal.demand-to', { addressee: goal.addressee })} tone="warning" />
        ) : (
          `${t(`plan.word.level.${goal.level}`)}: ${t(`plan.word.influence.${goal.influence}`)}`
        ),
        numbers.format(figures.get(goal.id)?.sentences ?? 0),
        numbers.format(figures.get(goal.id)?.measures ?? 0),
      ])}
    />
  )
}

/** By action field, in the order of the fields, then by number. */
function inOrderOf(fields: ActionField[], goals: Goal[]): Goal[] {
  const inField = Map.groupBy(goals, ({ fieldId }) => fieldId)
  return fields.flatMap(({ id }) => inField.get(id) ?? [])
}

export type NewGoalDesk = { fields: ActionField[]; values: GoalValues; refusals?: GoalRefusals }

export function NewGoalPage({ c, desk: { fields, values, refusals } }: { c: TownContext; desk: NewGoalDesk }) {
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
        <GoalForm c={c} action={paths.desk.newGoal.to(at)} fields={fields} values={values} refusals={refusals} />
      )}
    </GoalFrame>
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
        <GoalForm c={c} action={action} fields={fields} values={values} seen={seen} refusals={refusals} />
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

type FrameProps = {
  c: TownContext
  title: string
  /** how the page is called among the ways to it, where that is shorter */
  way?: string
  preline?: Child
  lead?: string
  deeds?: Child
  /** a page under the list, or, with a goal, under that goal */
  below?: boolean
  under?: Goal
  children?: Child
}

/** The frame of every page about goals at the desk. */
export function GoalFrame({ c, title, way = title, preline, lead, deeds, below = false, under, children }: FrameProps) {
  const { t, municipality } = c.var
  const town = municipality.slug
  const ways = [
    { label: t('menu.desk-plan'), href: paths.desk.plan.to({ town }) },
    ...(below ? [{ label: t('plan.goal.title'), href: paths.desk.goals.to({ town }) }] : []),
    ...(under ? [{ label: t('plan.goal.number', { number: under.number }), href: paths.desk.goal.to({ town, goal: under.number }) }] : []),
  ]
  return (
    <Page c={c} title={title} width={below ? 'normal' : undefined} noIndex>
      <Breadcrumb label={t('page.breadcrumb')} items={[...ways, { label: way }]} />
      <PageHead title={title} preline={preline} lead={lead}>
        {deeds}
      </PageHead>
      <Stack>{children}</Stack>
    </Page>
  )
}
