import { parentPort } from 'node:worker_threads'
import { type OpinionMap, opinionMap, type VoteList } from './opinion-map.ts'

/** What the worker is asked, and what it answers: a map as JSON text (cheaper to hand over than an object), or why there is none. */
export type MapRequest = { id: number; votes: VoteList }
export type MapAnswer = { id: number; json: string } | { id: number; failure: string }

parentPort?.on('message', ({ id, votes }: MapRequest) => {
  parentPort?.postMessage(answer(id, () => opinionMap(votes)))
})

function answer(id: number, compute: () => OpinionMap): MapAnswer {
  try {
    return { id, json: JSON.stringify(compute()) }
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
