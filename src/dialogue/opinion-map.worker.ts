import { parentPort } from 'node:worker_threads'
import { alone, type Crew } from './opinion-map.crew.ts'
import { carriedOver, identified, type KnownGroups, noIdentity } from './opinion-map.identity.ts'
import { type Ballot, LiveMap } from './opinion-map.live.ts'
import { type BallotPage, Reading } from './opinion-map.reading.ts'
import { openCrew } from './opinion-map.threads.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'
import { divisionOf } from './routing.division.ts'
import { addVotes, noSums, type Routing, routingFrom } from './routing.ts'

/** What the worker is asked. Dialogues that it is to keep have a key; they are read page by page, and ballots put in later. */
export type Asked =
  | { deed: 'compute'; votes: VoteList }
  | { deed: 'begin'; key: string; statementIds: readonly string[] }
  | { deed: 'page'; key: string; page: BallotPage }
  | { deed: 'finish'; key: string; knownDigest: string | undefined; before: KnownGroups | undefined }
  | { deed: 'put'; key: string; ballots: readonly Ballot[] }

/**
 * A map as JSON text in UTF-8, which is handed over without a copy, with what it is of: whom it means, in their order, as the database writes a
 * list of ids; the identity of its groups, as JSON text; and what is kept of the day.
 */
export type MapText = {
  json: Uint8Array<ArrayBuffer>
  votes: number
  digest: string
  participantIds: Uint8Array<ArrayBuffer>
  identity: string
  /** What the next statements are chosen by. */
  routing: Routing
  day: { participants: number; mapped: number; groups: { label: number; size: number }[] }
}

/** `unchanged`: the votes are those of the known digest. `unknown`: no such dialogue is kept; it has to be read again. */
export type Told = { json: string } | MapText | 'unchanged' | 'unknown' | 'heard'

export type MapRequest = { id: number; asked: Asked }
export type MapAnswer = { id: number; told: Told } | { id: number; failure: string }

/** Dialogues kept at once, the latest; what one holds is about ten bytes a vote. */
const mostKept = 4
/** Fewer votes are done before other threads have begun. */
const votesForThreads = 20_000

const readings = new Map<string, Reading>()
const kept = new Map<string, { live: LiveMap; known: KnownGroups }>()
let threads: Crew | undefined

parentPort?.on('message', ({ id, asked }: MapRequest) => {
  const found = answer(id, asked)
  const isText = 'told' in found && typeof found.told === 'object' && 'participantIds' in found.told
  parentPort?.postMessage(found, isText ? [(found.told as MapText).json.buffer, (found.told as MapText).participantIds.buffer] : [])
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
  if (asked.deed === 'begin') return begin(asked.key, asked.statementIds)
  if (asked.deed === 'page') return readOn(asked.key, asked.page)
  if (asked.deed === 'finish') return finish(asked.key, asked.knownDigest, asked.before)
  const dialogue = kept.get(asked.key)
  if (!dialogue) return 'unknown'
  for (const ballot of asked.ballots) dialogue.live.put(ballot)
  return textOf(asked.key, dialogue.live, dialogue.known)
}

function begin(key: string, statementIds: readonly string[]): Told {
  readings.set(key, new Reading(statementIds))
  return 'heard'
}

function readOn(key: string, page: BallotPage): Told {
  const reading = readings.get(key)
  reading?.add(page)
  return reading ? 'heard' : 'unknown'
}

function finish(key: string, knownDigest: string | undefined, before: KnownGroups | undefined): Told {
  const votes = readings.get(key)?.votes
  readings.delete(key)
  if (!votes) return 'unknown'
  const live = new LiveMap(votes, crewFor(votes))
  return live.digest === knownDigest ? 'unchanged' : textOf(key, live, before)
}

function textOf(key: string, live: LiveMap, before: KnownGroups | undefined): MapText {
  const { map, participantIds } = live.map()
  const votes = live.list()
  const answers = noSums(votes, divisionOf(map))
  addVotes(answers, votes, 0, votes.answer.length)
  const identity = identified(
    map,
    before ? carriedOver(JSON.parse(before.identity), idsIn(before.participantIds), participantIds) : noIdentity,
  )
  const known = { participantIds: `{${participantIds.join()}}`, identity: JSON.stringify(identity) }
  kept.delete(key)
  kept.set(key, { live, known })
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest)
  const groups = identity.labels.map((label, group) => ({ label, size: map.groups[group]!.size }))
  return {
    json: utf8.encode(JSON.stringify(map)),
    votes: map.counts.votes,
    digest: live.digest,
    participantIds: utf8.encode(known.participantIds),
    identity: known.identity,
    routing: routingFrom(votes, answers),
    day: { participants: map.counts.participants, mapped: map.counts.mapped, groups },
  }
}

const utf8 = new TextEncoder()

/** Ids have neither commas nor quotes. */
const idsIn = (list: string) => list.slice(1, -1).split(',')

function crewFor({ answer }: VoteList): Crew {
  if (answer.length < votesForThreads) return alone
  threads ??= openCrew()
  return threads
}
