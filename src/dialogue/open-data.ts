import { createHmac } from 'node:crypto'
import type { Dialogue } from './dialogue.ts'
import type { OpinionMap, VoteList } from './opinion-map.ts'
import { commentIdOf } from './polis-import.ts'
import type { EnteredFor } from './statement.ts'
import { fewestToShow } from './suppression.ts'
import type { PublishedTranslation, TownItem } from './translation.ts'
import type { AnswerCode } from './vote.ts'

/** All answers of one person, as stored. Lists run in parallel, by ascending number of the statement. */
export type StoredBallot = { participantId: string; numbers: readonly number[]; answers: readonly AnswerCode[]; days: readonly string[] }

/** All answers of one person as they may be published. */
export type ReleasedBallot = Omit<StoredBallot, 'days'> & { day: string }

/** What is published of the votes of a dialogue; `until`: while it is open, the last day that counts. */
export type Release = { ballots: ReleasedBallot[]; until: string | null }

/** Somebody with the number they have in the files, which says nothing but that these answers are one person's. */
export type Voter = Omit<ReleasedBallot, 'participantId'> & { id: number; group: number | null }

export type PublishedStatement = {
  number: number
  text: string
  language: string
  enteredFor: EnteredFor | null
  enteredForName: string
  submittedOn: string
  translations: readonly PublishedTranslation[]
  agrees: number
  disagrees: number
  passes: number
}

/** Everything that stands in the files of a dialogue. */
export type Publication = {
  municipality: { slug: string; name: string }
  dialogue: Pick<Dialogue, 'slug' | 'question' | 'description' | 'phase' | 'licence' | 'sourceNote'>
  /** Of question and description: the language they were written in, and what they say in others. */
  language: string
  translations: Record<TownItem, readonly PublishedTranslation[]>
  /** Page of the dialogue. */
  url: string
  until: string | null
  /** Number of opinion groups; 1 means: no stable groups. */
  k: number
  statements: PublishedStatement[]
  /** By their numbers, which are given in an order of chance. */
  voters: Voter[]
  votes: number
}

/**
 * What may be published without telling of anybody, undefined if too few have voted. Votes keep no day of their own: everyone has one
 * day, that of their first vote, and days on which fewer than five people began are put together with the next. While the dialogue is
 * open, files could be compared from one day to the next: so votes come only in batches of days on which at least five people voted,
 * newcomers only when there are five, and the newest batch waits for the next one, lest the last few stand alone when the dialogue ends.
 */
export function released(ballots: readonly StoredBallot[], { isOver, today }: { isOver: boolean; today: string }): Release | undefined {
  const until = isOver ? null : lastDayOfBatches(ballots, today)
  if (until === undefined) return undefined
  const counted = until === null ? ballots.map(withFirstDay) : ballots.flatMap(ballot => answersUntil(ballot, until))
  const spans = spansOf(counted, isOver)
  const kept = counted.flatMap(ballot => {
    const day = spans.get(ballot.day)
    return day === undefined ? [] : [{ ...ballot, day }]
  })
  return kept.length < fewestToShow ? undefined : { ballots: kept, until }
}

/** The last day of the newest batch but one: batches are the shortest runs of days, today's not among them, with enough people each. */
function lastDayOfBatches(ballots: readonly StoredBallot[], today: string): string | undefined {
  const peopleOn = new Map<string, Set<string>>()
  for (const { participantId, days } of ballots) {
    for (const day of days) {
      if (day < today) peopleOn.set(day, (peopleOn.get(day) ?? new Set()).add(participantId))
    }
  }
  const ends: string[] = []
  let batch = new Set<string>()
  for (const day of [...peopleOn.keys()].sort()) {
    batch = batch.union(peopleOn.get(day)!)
    if (batch.size < fewestToShow) continue
    ends.push(day)
    batch = new Set()
  }
  return ends.at(-2)
}

const withFirstDay = ({ days, ...ballot }: StoredBallot): ReleasedBallot => ({ ...ballot, day: days.reduce(earlier) })
const earlier = (a: string, b: string) => (a < b ? a : b)

function answersUntil(ballot: StoredBallot, until: string): ReleasedBallot[] {
  const places = [...ballot.days.keys()].filter(place => ballot.days[place]! <= until)
  return places.length > 0 ? [withFirstDay(partOf(ballot, places))] : []
}

/** For every first day the day that is published, the first of a run of days on which enough people began. */
function spansOf(ballots: readonly ReleasedBallot[], isOver: boolean): Map<string, string> {
  const runs = runsOf(ballots)
  const left = runs.at(-1)?.isComplete === false ? runs.pop()! : undefined
  // when nobody can come any more the last few go with those before, else the newest run waits
  if (isOver && left) runs.at(-1)?.days.push(...left.days)
  if (!isOver) runs.pop()
  return new Map(runs.flatMap(({ days }) => days.map(day => [day, days[0]!])))
}

function runsOf(ballots: readonly ReleasedBallot[]): { days: string[]; isComplete: boolean }[] {
  const people = new Map<string, number>()
  for (const { day } of ballots) people.set(day, (people.get(day) ?? 0) + 1)
  const runs: { days: string[]; isComplete: boolean }[] = []
  let count = 0
  for (const day of [...people.keys()].sort()) {
    if (count === 0) runs.push({ days: [], isComplete: false })
    const run = runs.at(-1)!
    run.days.push(day)
    count += people.get(day)!
    if (count < fewestToShow) continue
    run.isComplete = true
    count = 0
  }
  return runs
}

/** Answers to these statements alone; whoever gave no other is left out. */
export function answersTo(ballots: readonly StoredBallot[], numbers: readonly number[]): StoredBallot[] {
  const known = new Set(numbers)
  return ballots.flatMap(ballot => {
    const places = [...ballot.numbers.keys()].filter(place => known.has(ballot.numbers[place]!))
    return places.length > 0 ? [partOf(ballot, places)] : []
  })
}

function partOf({ participantId, numbers, answers, days }: StoredBallot, places: readonly number[]): StoredBallot {
  const of = <T>(list: readonly T[]) => places.map(place => list[place]!)
  return { participantId, numbers: of(numbers), answers: of(answers), days: of(days) }
}

/**
 * The order in which people get their numbers: by a keyed digest of the votes and the pseudonym. The same votes give the same order; without
 * the key of the instance nobody can tell which pseudonym has which number, and it has nothing to do with who came first.
 */
export function inOrderOfChance(ballots: readonly ReleasedBallot[], secret: Buffer): ReleasedBallot[] {
  const key = createHmac('sha256', secret).update('open-data').digest()
  const votes = createHmac('sha256', key)
  for (const { participantId, numbers, answers, day } of byPseudonym(ballots))
    votes.update(`${participantId} ${day} ${numbers} ${answers}\n`)
  const own = votes.digest()
  const rank = new Map(ballots.map(({ participantId }) => [participantId, createHmac('sha256', own).update(participantId).digest('hex')]))
  return [...ballots].sort((a, b) => (rank.get(a.participantId)! < rank.get(b.participantId)! ? -1 : 1))
}

const byPseudonym = (ballots: readonly ReleasedBallot[]) => [...ballots].sort((a, b) => (a.participantId < b.participantId ? -1 : 1))

/** The votes as the opinion map takes them, under the names they have in the files, so that whoever reads those gets the same map. */
export function voteListOf(ballots: readonly ReleasedBallot[], numbers: readonly number[]): VoteList {
  const placeOf = new Map(numbers.map((number, place) => [number, place]))
  const participant: number[] = []
  const statement: number[] = []
  const answer: number[] = []
  ballots.forEach((ballot, person) => {
    ballot.numbers.forEach((number, i) => {
      participant.push(person)
      statement.push(placeOf.get(number)!)
      answer.push(ballot.answers[i]!)
    })
  })
  return {
    participantIds: ballots.map((_, person) => String(person)),
    statementIds: numbers.map(number => String(commentIdOf(number))),
    participant: Uint32Array.from(participant),
    statement: Uint32Array.from(statement),
    answer: Int8Array.from(answer),
  }
}

/**
 * The place for voluntary answers, once there are any: a row may carry one only where at least `fewestToShow` people have the same
 * combination. There are none yet, so a voter is a number, a day, a group and answers.
 */
export const votersOf = (ballots: readonly ReleasedBallot[], map: Pick<OpinionMap, 'assignments'>): Voter[] =>
  ballots.map(({ numbers, answers, day }, id) => ({ id, day, group: map.assignments[id] ?? null, numbers, answers }))

export type StatementToPublish = Pick<
  PublishedStatement,
  'number' | 'text' | 'language' | 'enteredFor' | 'enteredForName' | 'submittedOn' | 'translations'
>

export function talliedStatements(statements: readonly StatementToPublish[], voters: readonly Voter[]): PublishedStatement[] {
  const tallied = new Map(statements.map(statement => [statement.number, { ...statement, agrees: 0, disagrees: 0, passes: 0 }]))
  for (const { numbers, answers } of voters) {
    numbers.forEach((number, i) => {
      const tally = tallied.get(number)!
      if (answers[i] === 1) tally.agrees++
      else if (answers[i] === -1) tally.disagrees++
      else tally.passes++
    })
  }
  return [...tallied.values()]
}

export type Licence = { name: string; url: string | undefined }

export const licenceOf = (code: string): Licence => licences[code] ?? { name: code, url: undefined }

const licences: Record<string, Licence> = {
  'CC-BY-4.0': { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  'CC-BY-SA-4.0': { name: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
  'CC0-1.0': { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  'DL-DE-BY-2.0': { name: 'dl-de/by-2-0', url: 'https://www.govdata.de/dl-de/by-2-0' },
  'DL-DE-ZERO-2.0': { name: 'dl-de/zero-2-0', url: 'https://www.govdata.de/dl-de/zero-2-0' },
}

/** Whom to name when using the data. */
export const attributionOf = ({ municipality, dialogue }: Pick<Publication, 'municipality' | 'dialogue'>) =>
  [`${municipality.name}: „${dialogue.question}“`, dialogue.sourceNote].filter(Boolean).join('. ')
