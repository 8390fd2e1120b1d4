/** What there is of a plan, and what waits there for somebody. */
export type PlanFigures = {
  departments: number
  /** departments in use to which no mail can be sent */
  withoutMail: number
  fields: number
  groups: number
  goals: number
  /** goals that serve no sentence */
  withoutSentence: number
  /** goals no measure serves; demands need none */
  withoutMeasure: number
  measures: number
  /** measures still of concern that nobody leads for certain */
  leadsOpen: number
  lightsRed: number
  milestonesOverdue: number
  sources: number
  /** update rounds under way */
  roundsOpen: number
  reports: number
}

export const planSteps = ['departments', 'fields', 'goals', 'measures', 'leads', 'publication'] as const
export type PlanStep = (typeof planSteps)[number]
export type StepState = 'done' | 'current' | 'open'

/** The way to a published plan, and how far it has come: the first step that is not done is the one to do. */
export function stepsOf(figures: PlanFigures): { step: PlanStep; state: StepState }[] {
  const isDone: Record<PlanStep, boolean> = {
    departments: figures.departments > 0,
    fields: figures.fields > 0,
    goals: figures.goals > 0,
    measures: figures.measures > 0,
    leads: figures.measures > 0 && figures.leadsOpen === 0,
    publication: false,
  }
  const current = planSteps.find(step => !isDone[step])
  return planSteps.map(step => ({ step, state: isDone[step] ? 'done' : step === current ? 'current' : 'open' }))
}

export const tasks = ['leadsOpen', 'lightsRed', 'milestonesOverdue', 'withoutMail', 'withoutSentence', 'withoutMeasure'] as const
/** What waits for somebody in a plan that is under way. */
export type Task = (typeof tasks)[number]
