import { availableParallelism } from 'node:os'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { attempted, type Crew, type Outcome, type Task } from './opinion-map.crew.ts'
import type { Job, Told } from './opinion-map.hand.ts'

export type ThreadCrew = Crew & { close(): Promise<void> }

/** More threads than this have been of little use: what is left to do in one piece takes the time. */
const mostThreads = 4

/**
 * The thread that asks and others beside it. The asking thread works too, and then waits, blocked: for worker threads and command lines. Threads
 * do not keep the process alive.
 */
export function openCrew(size = Math.min(mostThreads, availableParallelism())): ThreadCrew {
  const hands = Array.from({ length: size - 1 }, () => new Hand())
  return {
    size,
    did: tasks => worked(hands, tasks as readonly Task[])() as never,
    begun: tasks => worked(hands, tasks as readonly Task[], hands.length) as never,
    close: async () => {
      await Promise.all(hands.map(hand => hand.close()))
    },
  }
}

let lastJob = 0

/** Asks up to so many hands. The function given back works too, waits for them, and gives the answers. */
function worked(hands: Hand[], tasks: readonly Task[], most = tasks.length - 1): () => unknown[] {
  const job: Job = { id: ++lastJob, tasks, progress: new Int32Array(new SharedArrayBuffer(8)) }
  const asked = hands.slice(0, Math.min(most, tasks.length))
  for (const hand of asked) hand.ask(job)
  return () => {
    const outcomes: Outcome[] = []
    for (let index = Atomics.add(job.progress, 0, 1); index < tasks.length; index = Atomics.add(job.progress, 0, 1)) {
      outcomes.push(attempted(index, tasks[index]!))
      Atomics.add(job.progress, 1, 1)
    }
    waitFor(job)
    for (const hand of asked) outcomes.push(...hand.outcomes(job.id))
    return outcomes.sort((a, b) => a.index - b.index).map(answerOf)
  }
}

/** A hand that says nothing for this long is lost. */
const patienceMilliseconds = 600_000

function waitFor({ tasks, progress }: Job): void {
  for (let finished = Atomics.load(progress, 1); finished < tasks.length; finished = Atomics.load(progress, 1)) {
    if (Atomics.wait(progress, 1, finished, patienceMilliseconds) === 'timed-out')
      throw new Error('A thread of the opinion map does not answer.')
  }
}

function answerOf(outcome: Outcome): unknown {
  if ('failure' in outcome) throw new Error(outcome.failure)
  return outcome.answer
}

class Hand {
  readonly #port: MessagePort
  readonly #worker: Worker
  /** What came of jobs whose answers nobody has asked for yet. */
  #kept: Told[] = []

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    this.#worker = new Worker(handFile(), { workerData: { jobs: port2 }, transferList: [port2] })
    this.#worker.unref()
  }

  ask(job: Job): void {
    this.#port.postMessage(job)
  }

  outcomes(job: number): Outcome[] {
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port)) this.#kept.push(next.message)
    const own = this.#kept.filter(told => told.job === job)
    this.#kept = this.#kept.filter(told => told.job !== job)
    return own.map(({ outcome }) => outcome)
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
    this.#port.close()
  }
}

/** The bundle has the hand as a file of its own beside it. */
function handFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './opinion-map.hand.ts' : './opinion-map.hand.js', import.meta.url)
}
