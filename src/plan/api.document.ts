import type { ApiOperation } from '#dialogue'
import { apiPaths } from './api.paths.ts'
import { componentOf } from './api.schema.ts'

const noPlan = 'There is no such municipality, or it has not published its plan.'

/** What the API answers about plans; the dialogues' document lists it with their own. */
export const planOperations: ApiOperation[] = [
  { path: apiPaths.plan.pattern, id: 'plan', answer: componentOf.plan, summary: 'Its plan, once it is published', missing: noPlan },
  { path: apiPaths.measures.pattern, id: 'measures', answer: componentOf.measures, summary: 'The measures of its plan', missing: noPlan },
  {
    path: apiPaths.measure.pattern,
    id: 'measure',
    answer: componentOf.measure,
    summary: 'One measure: where it stands, who does it, what it serves and costs',
    missing: 'There is no such published measure.',
  },
  { path: apiPaths.goals.pattern, id: 'goals', answer: componentOf.goals, summary: 'The goals of its plan', missing: noPlan },
  {
    path: apiPaths.goal.pattern,
    id: 'goal',
    answer: componentOf.goal,
    summary: 'One goal with the sentences it serves and the measures that serve it',
    missing: 'There is no such published goal.',
  },
  { path: apiPaths.matrix.pattern, id: 'planMatrix', answer: componentOf.matrix, summary: 'Who does what', missing: noPlan },
  {
    path: apiPaths.budget.pattern,
    id: 'planBudget',
    answer: componentOf.budget,
    summary: 'What its measures cost and who pays, to the cent',
    missing: 'The municipality has published no plan, or keeps its money to itself.',
  },
]
