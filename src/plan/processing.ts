import type { Processing } from '#platform/privacy'
import type { Contacts } from './plan.ts'

/** Whether the plan of a town names people now, and what of them it publishes. */
export type PlanFacts = { namesPeople: boolean; contacts: Contacts }

/** What the plan does with personal data: one entry each. */
export const planProcessings: readonly Processing<PlanFacts>[] = [
  {
    key: 'responsible',
    activeWhen: ({ namesPeople }) => namesPeople,
    basis: 'task',
    subjects: 'staff',
    retention: ['responsible', 'update-link', 'plan-import', 'plan'],
    values: ({ contacts }) => ({ contacts }),
  },
]
