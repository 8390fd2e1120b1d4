import type { Measure } from './measure.ts'
import type { Allotment, FinancingSource, Post } from './money.ts'
import type { Status } from './status.ts'

/** Days before the end at which a cliff is told, once more each time: a budget year ahead, half a year, and when it is nearly too late. */
export const cliffLevels = [90, 180, 365] as const
export type CliffLevel = (typeof cliffLevels)[number]

/** Funding or posts that end while the work goes on, and nobody has said how. */
export type Cliff = {
  endsOn: string
  /** the narrowest of the levels it has come within */
  level: CliffLevel
  source?: FinancingSource
  post?: Pick<Post, 'title' | 'grade' | 'hundredths'>
  /** whose work ends with it, by number */
  measures: Pick<Measure, 'id' | 'number' | 'title'>[]
}

/** Statuses of work that somebody counts on. */
const goingOn: readonly Status[] = ['planned', 'started', 'running', 'made-regular']

type Parts = {
  measures: readonly Pick<Measure, 'id' | 'number' | 'title' | 'status' | 'continuation'>[]
  sources: readonly FinancingSource[]
  allotments: readonly Pick<Allotment, 'sourceId' | 'measureId'>[]
  posts: readonly Post[]
}

/** Every cliff of the coming 365 days, the nearest first. */
export function cliffsOf({ measures, sources, allotments, posts }: Parts, today: string): Cliff[] {
  const open = new Map(
    measures.filter(({ status, continuation }) => goingOn.includes(status) && continuation === '').map(measure => [measure.id, measure]),
  )
  const paidFrom = Map.groupBy(allotments, ({ sourceId }) => sourceId)
  const ofSources = sources.flatMap((source): Cliff[] => {
    const level = levelOf(source.endsOn, today)
    const ending = new Set((paidFrom.get(source.id) ?? []).flatMap(({ measureId }) => open.get(measureId) ?? []))
    return level && source.continuation === '' && ending.size > 0
      ? [{ endsOn: source.endsOn!, level, source, measures: inOrder([...ending]) }]
      : []
  })
  // A post stands once a year in the plan of posts; it ends once.
  const onePerPost = new Map(
    posts.map(post => [JSON.stringify([post.measureId, post.title, post.grade, post.hundredths, post.fundedUntil]), post]),
  )
  const ofPosts = [...onePerPost.values()].flatMap((post): Cliff[] => {
    const level = levelOf(post.fundedUntil, today)
    const measure = open.get(post.measureId)
    return level && measure ? [{ endsOn: post.fundedUntil!, level, post, measures: inOrder([measure]) }] : []
  })
  return [...ofSources, ...ofPosts].sort((a, b) => a.endsOn.localeCompare(b.endsOn))
}

function levelOf(endsOn: string | null, today: string): CliffLevel | undefined {
  if (endsOn === null || endsOn < today) return undefined
  const days = (Date.parse(endsOn) - Date.parse(today)) / 86_400_000
  return cliffLevels.find(level => days <= level)
}

const inOrder = (measures: Parts['measures'][number][]) =>
  measures.map(({ id, number, title }) => ({ id, number, title })).sort((a, b) => a.number.localeCompare(b.number, 'de', { numeric: true }))
