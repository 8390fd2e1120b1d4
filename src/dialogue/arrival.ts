import type { ChannelPeople, ChannelTally } from './channel.results.ts'
import type { Channel } from './channel.ts'
import type { LevelTally } from './level.results.ts'
import type { Level } from './level.ts'
import type { VoteList } from './opinion-map.ts'
import type { PeopleOfLevel, ToldPeople } from './told.ts'

/** When somebody first answered a statement that counts, by which channel, and at which level they speak. */
export type Arrival = { day: string; channel: Channel; level: Level }

/** What a dialogue tells of its people besides the map. */
export type ArrivalFigures = Pick<ToldPeople, 'participation' | 'levels' | 'channels'>

/**
 * Who came when and answered how often, and what people of each level and channel have said. Counts, not for showing: what of them is told is
 * for the small-number rule to say. Statements go by their numbers.
 */
export function arrivalFigures(votes: VoteList, arrivalOf: ReadonlyMap<string, Arrival>): ArrivalFigures {
  const arrivals = votes.participantIds.map(id => arrivalOf.get(id) ?? missing(id))
  const numbers = votes.statementIds.map(Number)
  const channels = { people: peopleOfWays(arrivals), tallies: talliesOfWays(votes, arrivals, numbers) }
  return {
    participation: participationOf(votes, arrivals),
    levels: {
      people: peopleByLevel(channels.people),
      tallies: talliesByLevel(channels.tallies),
    },
    channels,
  }
}

function missing(participant: string): never {
  throw new Error(`Nobody has said how participant ${participant} came.`)
}

/** In the order of days and, on each, of answers given: an order that tells nothing of who came after whom. */
function participationOf({ participant, participantIds }: VoteList, arrivals: readonly Arrival[]): ArrivalFigures['participation'] {
  const answers = new Uint32Array(participantIds.length)
  for (const person of participant) answers[person]!++
  const byDay = Map.groupBy(arrivals.keys(), person => arrivals[person]!.day)
  const days = [...byDay.keys()].sort()
  return {
    votesPerPerson: days.flatMap(day =>
      byDay
        .get(day)!
        .map(person => answers[person]!)
        .sort((a, b) => a - b),
    ),
    newcomersByDay: days.map(day => ({ day, people: byDay.get(day)!.length })),
  }
}

const wayOf = ({ channel, level }: Omit<Arrival, 'day'>) => `${channel} ${level}`

const peopleOfWays = (arrivals: readonly Arrival[]) =>
  [...Map.groupBy(arrivals, wayOf).values()].map(of => ({ channel: of[0]!.channel, level: of[0]!.level, people: of.length }))

function talliesOfWays(votes: VoteList, arrivals: readonly Arrival[], numbers: readonly number[]): ChannelTally[] {
  const ways = [...new Map(arrivals.map(arrival => [wayOf(arrival), arrival])).values()]
  const placeOf = new Map(ways.map((way, place) => [wayOf(way), place]))
  const wayOfPerson = Uint8Array.from(arrivals, arrival => placeOf.get(wayOf(arrival))!)
  const counts = new Uint32Array(ways.length * numbers.length * 3)
  for (let vote = 0; vote < votes.answer.length; vote++) {
    const cell = wayOfPerson[votes.participant[vote]!]! * numbers.length + votes.statement[vote]!
    counts[cell * 3 + votes.answer[vote]! + 1]!++
  }
  return ways.flatMap(({ channel, level }, way) =>
    numbers.flatMap((statement, place) => {
      const first = (way * numbers.length + place) * 3
      const [disagree, pass, agree] = [counts[first]!, counts[first + 1]!, counts[first + 2]!]
      return agree + pass + disagree === 0 ? [] : [{ channel, level, statement, agree, pass, disagree }]
    }),
  )
}

/** The same without the channel. */
const peopleByLevel = (people: readonly ChannelPeople[]): PeopleOfLevel[] =>
  [...Map.groupBy(people, ({ level }) => level)].map(([level, of]) => ({ level, people: sum(of.map(({ people }) => people)) }))

const talliesByLevel = (tallies: readonly ChannelTally[]): LevelTally[] =>
  [...Map.groupBy(tallies, ({ level, statement }) => `${level} ${statement}`).values()].map(of => ({
    level: of[0]!.level,
    statement: of[0]!.statement,
    agree: sum(of.map(({ agree }) => agree)),
    pass: sum(of.map(({ pass }) => pass)),
    disagree: sum(of.map(({ disagree }) => disagree)),
  }))

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
