import { Worker } from 'node:worker_threads'
import { type KnownPeople, type PeopleBlock, peoplePerBlock } from './map-people.ts'
import type { Letters } from './opinion-map.identity.ts'
import type { BallotPage } from './opinion-map.reading.ts'
import type { OpinionMap, VoteList } from './opinion-map.ts'
import type { Asked, MapAnswer, MapRequest, MapText, Told } from './opinion-map.worker.ts'

/** The groups of the stored map: what they are called, and who stood in them. */
export type KnownGroups = { letters: Letters; people: AsyncIterable<readonly KnownPeople[]> }

/** A worker that has had nothing to do for this long gives its memory back. */
const idleMilliseconds = 30_000

/** Computes maps away from the request path, one after the other. */
export type MapComputer = {
  /** The map of these votes. The votes are copied to the worker and stay usable; arrays over shared memory are not even copied. */
  compute(votes: VoteList): Promise<OpinionMap>
  /** The same as JSON text, byte-identical for the same votes. */
  computeJson(votes: VoteList): Promise<string>
  /**
   * Reads a dialogue page by page and keeps it; statements are told by their numbers. Its map, or `unchanged` if the votes are those of the
   * known digest, or `unknown` if the thread has ended meanwhile.
   */
  read(
    key: string,
    numbers: readonly number[],
    pages: AsyncIterable<BallotPage>,
    before: KnownGroups,
    fewest: number,
    knownDigest?: string,
  ): Promise<MapText | 'unchanged' | 'unknown'>
  /**
   * The map of a dialogue that was read, with these ballots in the place of those before and letters as in its last map; `unknown` if it
   * is not kept any more.
   */
  put(key: string, pages: AsyncIterable<BallotPage>, fewest: number): Promise<MapText | 'unknown'>
  /** The people of the map that was found last, in the order of their ids, so many blocks at a time. Throws if the thread has ended. */
  people(key: string, blocksAtATime: number): AsyncGenerator<PeopleBlock[]>
  /** Ends the thread for good; maps still waiting are refused. */
  close(): Promise<void>
}

/** A thread of its own that starts with the first map, does not keep the process alive and ends when idle. */
export const openMapComputer = (idleAfter = idleMilliseconds): MapComputer => new OpinionMapWorker(idleAfter)

class OpinionMapWorker implements MapComputer {
  #worker: Worker | undefined
  #waiting = new Map<number, { resolve: (told: Told) => void; reject: (error: Error) => void }>()
  #lastId = 0
  #idle: NodeJS.Timeout | undefined
  /** readings that are under way: between two pages the thread waits for the database, which may take its time */
  #readings = 0
  #isClosed = false
  #idleAfter: number

  constructor(idleAfter: number) {
    this.#idleAfter = idleAfter
  }

  async compute(votes: VoteList): Promise<OpinionMap> {
    return JSON.parse(await this.computeJson(votes))
  }

  async computeJson(votes: VoteList): Promise<string> {
    return ((await this.#ask({ deed: 'compute', votes })) as { json: string }).json
  }

  async read(
    key: string,
    numbers: readonly number[],
    pages: AsyncIterable<BallotPage>,
    before: KnownGroups,
    fewest: number,
    knownDigest?: string,
  ) {
    return this.#whileReading(async () => {
      await this.#ask({ deed: 'begin', key, statementIds: numbers.map(String), letters: before.letters })
      for await (const people of before.people) if ((await this.#ask({ deed: 'known', key, people })) === 'unknown') return 'unknown'
      for await (const page of pages) if ((await this.#ask({ deed: 'page', key, page })) === 'unknown') return 'unknown'
      return (await this.#ask({ deed: 'finish', key, fewest, knownDigest })) as MapText | 'unchanged' | 'unknown'
    })
  }

  async put(key: string, pages: AsyncIterable<BallotPage>, fewest: number) {
    return this.#whileReading(async () => {
      for await (const page of pages) if ((await this.#ask({ deed: 'put', key, page })) === 'unknown') return 'unknown'
      return (await this.#ask({ deed: 'find', key, fewest })) as MapText | 'unknown'
    })
  }

  async *people(key: string, blocksAtATime: number) {
    for (let from = 0; ; from += blocksAtATime * peoplePerBlock) {
      const blocks = (await this.#ask({ deed: 'people', key, from, blocks: blocksAtATime })) as PeopleBlock[] | 'unknown'
      if (blocks === 'unknown') throw new Error('The thread that found the map has ended.')
      if (blocks.length > 0) yield blocks
      if (blocks.length < blocksAtATime) return
    }
  }

  /** Until the work is over the thread is not idle, and keeps what it has read. */
  async #whileReading<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#readings++
    try {
      return await work()
    } finally {
      this.#readings--
      if (this.#worker && this.#waiting.size === 0) this.#rest()
    }
  }

  #ask(asked: Asked): Promise<Told> {
    if (this.#isClosed) return Promise.reject(new Error('The opinion map worker is closed.'))
    const worker = this.#running()
    const request: MapRequest = { id: ++this.#lastId, asked }
    return new Promise((resolve, reject) => {
      worker.postMessage(request)
      this.#waiting.set(request.id, { resolve, reject })
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#end(new Error('The opinion map worker was closed.'))
  }

  #running(): Worker {
    clearTimeout(this.#idle)
    if (!this.#worker) {
      const worker = new Worker(workerFile())
      worker.on('message', (answer: MapAnswer) => this.#settle(answer))
      worker.on('error', error => this.#lost(worker, error instanceof Error ? error : new Error(String(error))))
      worker.on('exit', code => this.#lost(worker, new Error(`The opinion map worker ended with code ${code}.`)))
      this.#worker = worker
    }
    this.#worker.ref()
    return this.#worker
  }

  #settle(answer: MapAnswer): void {
    const asked = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('told' in answer) asked?.resolve(answer.told)
    else asked?.reject(new Error(answer.failure))
    if (this.#waiting.size === 0) this.#rest()
  }

  /** An idle worker does not keep the process alive. */
  #rest(): void {
    this.#worker?.unref()
    clearTimeout(this.#idle)
    if (this.#readings > 0) return
    this.#idle = setTimeout(() => this.#end(new Error('The opinion map worker was idle.')), this.#idleAfter)
    this.#idle.unref()
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker === worker) this.#worker = undefined
    if (this.#worker === undefined) this.#refuseWaiting(error)
  }

  async #end(error: Error): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    this.#refuseWaiting(error)
    worker?.removeAllListeners()
    await worker?.terminate()
  }

  #refuseWaiting(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

let shared: MapComputer | undefined

/** Computes in one worker that the whole process shares. */
export function computeOpinionMap(votes: VoteList): Promise<OpinionMap> {
  shared ??= openMapComputer()
  return shared.compute(votes)
}

/** The bundle has the worker as a file of its own beside it. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './opinion-map.worker.ts' : './opinion-map.worker.js', import.meta.url)
}
