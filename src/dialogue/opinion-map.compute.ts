import { Worker } from 'node:worker_threads'
import type { OpinionMap, VoteList } from './opinion-map.ts'
import type { MapAnswer, MapRequest } from './opinion-map.worker.ts'

/** A worker that has had nothing to do for this long gives its memory back. */
const idleMilliseconds = 30_000

/** A thread that computes maps, one after the other, away from the request path. It starts with the first map and ends when idle. */
export class OpinionMapWorker {
  #worker: Worker | undefined
  #waiting = new Map<number, { resolve: (json: string) => void; reject: (error: Error) => void }>()
  #lastId = 0
  #idle: NodeJS.Timeout | undefined
  #isClosed = false
  #idleAfter: number

  constructor(idleAfter = idleMilliseconds) {
    this.#idleAfter = idleAfter
  }

  /** The map of these votes. The arrays move to the worker and are empty here afterwards. */
  async compute(votes: VoteList): Promise<OpinionMap> {
    return JSON.parse(await this.computeJson(votes))
  }

  /** The same as JSON text, byte-identical for the same votes: for storing it without parsing. */
  computeJson(votes: VoteList): Promise<string> {
    if (this.#isClosed) return Promise.reject(new Error('The opinion map worker is closed.'))
    const worker = this.#running()
    const request: MapRequest = { id: ++this.#lastId, votes }
    const buffers = [votes.participant.buffer, votes.statement.buffer, votes.answer.buffer]
    return new Promise((resolve, reject) => {
      worker.postMessage(
        request,
        buffers.filter(buffer => buffer instanceof ArrayBuffer),
      )
      this.#waiting.set(request.id, { resolve, reject })
    })
  }

  /** Ends the thread; maps still waiting are refused. */
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
    if ('json' in answer) asked?.resolve(answer.json)
    else asked?.reject(new Error(answer.failure))
    if (this.#waiting.size === 0) this.#rest()
  }

  /** An idle worker does not keep the process alive. */
  #rest(): void {
    this.#worker?.unref()
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

const shared = new OpinionMapWorker()

/** Computes in the one worker that the whole process shares. The arrays of `votes` are handed over and cannot be used afterwards. */
export const computeOpinionMap = (votes: VoteList): Promise<OpinionMap> => shared.compute(votes)

/** Ends the shared worker for good. */
export const closeOpinionMapWorker = (): Promise<void> => shared.close()

/** The bundle has the worker as a file of its own beside it. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './opinion-map.worker.ts' : './opinion-map.worker.js', import.meta.url)
}
