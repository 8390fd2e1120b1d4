import { Badge, Button, EmptyState, Section, Table, type TownContext } from '#platform/web'
import { GoalFrame } from './goal.frame.desk.page.tsx'
import { type Goal, isDemand } from './goal.ts'
import { paths } from './paths.ts'
import type { ActionField } from './plan.ts'

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
        <span>
          {goal.number}.{' '}
          {mayWrite ? <a href={paths.desk.goal.to({ town: municipality.slug, goal: goal.number })}>{goal.title}</a> : goal.title}{' '}
          {!goal.isPublic && <Badge label={t('plan.goal.not-public')} icon="lock" />}
        </span>,
        nameOf.get(goal.fieldId) ?? '–',
        isDemand(goal) ? (
          <>
            <Badge label={t('plan.goal.demand')} tone="warning" /> {t('plan.goal.demand-to', { addressee: goal.addressee })}
          </>
        ) : (
          t('plan.goal.competence', { influence: t(`plan.word.influence.${goal.influence}`), level: t(`plan.word.level.${goal.level}`) })
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
