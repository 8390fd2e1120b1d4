import { type Channel, channels } from './channel.ts'
import type { Level } from './level.ts'
import { visibleCounts } from './suppression.ts'
import { agreement, type Tally } from './vote.ts'

/** Who came in by one channel at one level. */
export type ChannelCell = { channel: Channel; level: Level }
export type ChannelPeople = ChannelCell & { people: number }
export type ChannelTally = ChannelCell & Tally & { statement: number }

/** Agreement by channel, one row a statement, in the order of `channels`; null where too few have taken a side to tell. */
export type ChannelComparison = {
  channels: { channel: Channel; people: number }[]
  rows: { statement: number; agreements: (number | null)[] }[]
}

/**
 * Sets channels side by side where numbers allow, so that neither what is shown nor the totals everybody knows tell of a few people.
 * `areLevelsShown`: the same votes are published by level as well; then the one view could be subtracted from the other, and every channel
 * at every level must be large enough by itself. Undefined where no two channels can be told.
 */
export function compareChannels(
  people: readonly ChannelPeople[],
  tallies: readonly ChannelTally[],
  areLevelsShown: boolean,
  fewest: number,
): ChannelComparison | undefined {
  const cells = people.filter(one => one.people > 0)
  if (areLevelsShown && cells.some(one => one.people < fewest)) return undefined
  const present = channels.filter(channel => cells.some(one => one.channel === channel))
  const counts = present.map(channel => sum(cells.filter(one => one.channel === channel).map(one => one.people)))
  const visible = visibleCounts(counts, fewest)
  const told = present.flatMap((channel, place) => (visible[place] ? [{ channel, people: counts[place]! }] : []))
  if (told.length < 2) return undefined
  const rows = [...Map.groupBy(tallies, ({ statement }) => statement)].flatMap(([statement, given]) => {
    if (areLevelsShown && given.some(tally => sidesOf(tally) > 0 && sidesOf(tally) < fewest)) return []
    const agreements = agreementsIn(
      given,
      told.map(({ channel }) => channel),
      fewest,
    )
    return agreements.filter(share => share !== null).length < 2 ? [] : [{ statement, agreements }]
  })
  return { channels: told, rows: rows.sort((a, b) => a.statement - b.statement) }
}

/** Of one statement: what is told of a channel must not give away, by subtraction from all, what is not told of another. */
function agreementsIn(given: readonly ChannelTally[], told: readonly Channel[], fewest: number): (number | null)[] {
  const tallies = told.map(channel => total(given.filter(tally => tally.channel === channel)))
  const untold = sum(given.filter(({ channel }) => !told.includes(channel)).map(sidesOf))
  const visible = visibleCounts(tallies.map(sidesOf), fewest, untold)
  return tallies.map((tally, place) => (visible[place] ? (agreement(tally, fewest) ?? null) : null))
}

const total = (tallies: readonly Tally[]): Tally => ({
  agree: sum(tallies.map(({ agree }) => agree)),
  pass: sum(tallies.map(({ pass }) => pass)),
  disagree: sum(tallies.map(({ disagree }) => disagree)),
})
const sidesOf = ({ agree, disagree }: Tally) => agree + disagree
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
