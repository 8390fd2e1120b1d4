/** Formats in which the plan is taken along. */
export const planFiles = ['xlsx', 'csv', 'json'] as const
export type PlanFile = (typeof planFiles)[number]
