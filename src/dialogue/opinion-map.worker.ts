import { parentPort } from 'node:worker_threads'
import { type Arrival, type ArrivalFigures, arrivalFigures } from './arrival.ts'
import { blockFrom, joined, type KnownPeople, type PeopleBlock, type PeopleOnMap, peoplePerBlock } from './map-people.ts'
import { alone, type Crew } from './opinion-map.crew.ts'
import { carriedOver, identified, type Letters } from './opinion-map.identity.ts'
import { LiveMap } from './opinion-map.live.ts'
import { type BallotPage, Reading } from './opinion-map.reading.ts'
import { openCrew } from './opinion-map.threads.ts'
import { type OpinionMap, opinionMap, type VoteList } from './opinion-map.ts'
import { pictureOf } from './opinion-picture.ts'
import { divisionOf } from './routing.division.ts'
import { addVotes, noSums, type Routing, routingFrom } from './routing.ts'

/**
 * What the worker is asked. Dialogues that it is to keep have a key; their statements are told by number. They are read page by page, before
 * that the people of the stored map, and ballots put in later. Areas of the picture are made by at least `fewest` people. Of a map that was
 * found the people are asked for a few at a time.
 */
export type Asked =
  | { deed: 'compute'; votes: VoteList }
  | { deed: 'begin'; key: string; statementIds: readonly string[]; letters: Letters }
  | { deed: 'known'; key: string; people: readonly KnownPeople[] }
  | { deed: 'page'; key: string; page: BallotPage }
  | { deed: 'finish'; key: string; fewest: number; knownDigest: string | undefined }
  | { deed: 'put'; key: string; page: BallotPage }
  | { deed: 'find'; key: string; fewest: number }
  | { deed: 'people'; key: string; from: number; blocks: number }

/**
 * What a map says of everybody, as JSON text in UTF-8, which is handed over without a copy, with the letters of its groups, its picture where
 * there are enough people for one, and what is kept of the day.
 */
export type MapText = {
  json: Uint8Array<ArrayBuffer>
  picture: string | null
  votes: number
  digest: string
  letters: Letters
  /** What the next statements are chosen by. */
  routing: Routing
  day: { participants: number; mapped: number; groups: { label: number; size: number }[] }
  /** What is told of the people besides the map. */
  arrivals: ArrivalFigures
}

/** `unchanged`: the votes are those of the known digest. `unknown`: no such dialogue is kept; it has to be read again. */
export type Told = { json: string } | MapText | PeopleBlock[] | 'unchanged' | 'unknown' | 'heard'

export type MapRequest = { id: number; asked: Asked }
export type MapAnswer = { id: number; told: Told } | { id: number; failure: string }

/** Dialogues kept at once, the latest; what one holds is about ten bytes a vote. */
const mostKept = 4
/** Fewer votes are done before other threads have begun. */
const votesForThreads = 20_000

const readings = new Map<string, { reading: Reading; letters: Letters; known: KnownPeople[] }>()
const kept = new Map<string, Kept>()
type Kept = { live: LiveMap; arrivals: Map<string, Arrival>; statementIds: readonly string[]; people: KeptPeople }
/** Of the newest map; of the stored one while none has been found. */
type KeptPeople = Pick<PeopleOnMap, 'participantIds' | 'identity'> & Partial<PeopleOnMap>

let threads: Crew | undefined

parentPort?.on('message', ({ id, asked }: MapRequest) => {
  const found = answer(id, asked)
  parentPort?.postMessage(found, 'told' in found && isText(found.told) ? [found.told.json.buffer] : [])
})

function answer(id: number, asked: Asked): MapAnswer {
  try {
    return { id, told: told(asked) }
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function told(asked: Asked): Told {
  if (asked.deed === 'compute') return { json: JSON.stringify(opinionMap(asked.votes, crewFor(asked.votes))) }
  if (asked.deed === 'begin') return begin(asked.key, asked.statementIds, asked.letters)
  if (asked.deed === 'known') return readKnown(asked.key, asked.people)
  if (asked.deed === 'page') return readOn(asked.key, asked.page)
  if (asked.deed === 'finish') return finish(asked.key, asked.fewest, asked.knownDigest)
  if (asked.deed === 'put') return put(asked.key, asked.page)
  return asked.deed === 'find' ? find(asked.key, asked.fewest) : peopleOf(asked.key, asked.from, asked.blocks)
}

function begin(key: string, statementIds: readonly string[], letters: Letters): Told {
  readings.set(key, { reading: new Reading(statementIds), letters, known: [] })
  return 'heard'
}

function readKnown(key: string, people: readonly KnownPeople[]): Told {
  const begun = readings.get(key)
  begun?.known.push(...people)
  return begun ? 'heard' : 'unknown'
}

function readOn(key: string, page: BallotPage): Told {
  const begun = readings.get(key)
  begun?.reading.add(page)
  return begun ? 'heard' : 'unknown'
}

function finish(key: string, fewest: number, knownDigest: string | undefined): Told {
  const begun = readings.get(key)
  readings.delete(key)
  if (!begun) return 'unknown'
  const { votes, arrivals } = begun.reading
  const { participantIds, memberships } = joined(begun.known)
  const live = new LiveMap(votes, crewFor(votes))
  keep(key, { live, arrivals, statementIds: votes.statementIds, people: { participantIds, identity: { ...begun.letters, memberships } } })
  return live.digest === knownDigest ? 'unchanged' : find(key, fewest)
}

function keep(key: string, dialogue: Kept) {
  kept.delete(key)
  kept.set(key, dialogue)
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest)
}

function put(key: string, page: BallotPage): Told {
  const dialogue = kept.get(key)
  if (!dialogue) return 'unknown'
  for (const { arrival, ...ballot } of page) {
    dialogue.live.put(ballot)
    if (arrival) dialogue.arrivals.set(ballot.participant, arrival)
    else dialogue.arrivals.delete(ballot.participant)
  }
  return 'heard'
}

function find(key: string, fewest: number): Told {
  const dialogue = kept.get(key)
  if (!dialogue) return 'unknown'
  const { live, arrivals, statementIds, people: before } = dialogue
  const { map, participantIds } = live.map()
  const identity = identified(map, carriedOver(before.identity, before.participantIds, participantIds))
  const { assignments, certainties, positions, ...ofAll } = map
  keep(key, { ...dialogue, people: { participantIds, assignments, certainties, identity } })
  const picture = pictureOf(map, statementIds.map(Number), fewest)
  const votes = live.list()
  const groups = identity.labels.map((label, group) => ({ label, size: map.groups[group]!.size }))
  return {
    json: utf8.encode(JSON.stringify(ofAll)),
    picture: picture ? JSON.stringify(picture) : null,
    votes: map.counts.votes,
    digest: live.digest,
    letters: { labels: identity.labels, given: identity.given },
    routing: routingOf(votes, map),
    day: { participants: map.counts.participants, mapped: map.counts.mapped, groups },
    arrivals: arrivalFigures(votes, arrivals),
  }
}

const utf8 = new TextEncoder()

function routingOf(votes: VoteList, map: OpinionMap): Routing {
  const answers = noSums(votes, divisionOf(map))
  addVotes(answers, votes, 0, votes.answer.length)
  return routingFrom(votes, answers)
}

function peopleOf(key: string, from: number, blocks: number): Told {
  const people = kept.get(key)?.people
  if (!people || !isFound(people)) return 'unknown'
  const starts = Array.from({ length: blocks }, (_, block) => from + block * peoplePerBlock)
  return starts.filter(start => start < people.participantIds.length).map(start => blockFrom(people, start))
}

const isFound = (people: KeptPeople): people is PeopleOnMap => people.assignments !== undefined

const isText = (told: Told): told is MapText => typeof told === 'object' && 'digest' in told

function crewFor({ answer }: VoteList): Crew {
  if (answer.length < votesForThreads) return alone
  threads ??= openCrew()
  return threads
}
