import { fixed, type Retention } from '#platform/privacy'
import { deleteOldImports, forgetHolders, forgetResponsible } from './retention.store.ts'

const lists = ['plan', 'action_field', 'target_group']
const goals = ['goal', 'goal_sentence']
const measures = ['measure', 'measure_department', 'measure_partner', 'milestone', 'measure_goal', 'measure_sentence', 'measure_statement']
const money = ['cost', 'financing_source', 'allotment', 'spending', 'post']
/** What was asked and answered, without whom: that goes with the link. */
const said = ['measure_change', 'update_round', 'update_link_measure', 'update_reminder']

/** How long the plan keeps what it stores. */
export const planRetention: readonly Retention[] = [
  {
    kind: 'responsible',
    tables: ['department', 'measure', 'measure_change'],
    days: { usual: 365, least: 30, most: 1095 },
    ground: 'task',
    outcome: 'deleted',
    inTown: forgetResponsible,
  },
  {
    kind: 'update-link',
    tables: ['update_link'],
    days: { usual: 365, least: 30, most: 1095 },
    ground: 'task',
    outcome: 'anonymised',
    inTown: forgetHolders,
  },
  { kind: 'plan-import', tables: ['plan_import'], days: fixed(30), ground: 'task', outcome: 'deleted', inTown: deleteOldImports },
  {
    kind: 'plan',
    tables: [...lists, ...goals, ...measures, ...money, ...said, 'progress_report', 'plan_paper'],
    ground: 'impersonal',
    outcome: 'stays',
  },
]
