export const levels = ['municipality', 'district', 'state', 'federation', 'shared'] as const
/** Who is competent. */
export type Level = (typeof levels)[number]

export const influences = ['decides', 'co-decides', 'demands'] as const
/** What the town itself can do about it. */
export type Influence = (typeof influences)[number]

/** What a goal is measured by. Baseline and target are null while nobody has set them; real data arrive with the monitor. */
export type Indicator = {
  name: string
  unit: string
  baseline: number | null
  baselineYear: number | null
  target: number | null
  targetYear: number | null
}

export type Goal = {
  id: string
  number: number
  fieldId: string
  title: string
  description: string
  level: Level
  influence: Influence
  /** to whom the demand goes; '' unless the town can only demand */
  addressee: string
  demand: string
  /** null: none is named, or the goal is a demand */
  indicator: Indicator | null
  isPublic: boolean
  isDropped: boolean
}

/** What others decide is no percentage of the town's: it appears as a demand with its addressee. */
export const isDemand = ({ influence }: Pick<Goal, 'influence'>) => influence === 'demands'
