import { type MessagePort, workerData } from 'node:worker_threads'
import { attempted, type Outcome, type Task } from './opinion-map.crew.ts'

/**
 * A share of the work: tasks that whoever comes first takes by counting up `progress[0]`; `progress[1]` counts those that are done. What
 * a hand found has been sent before it counts it.
 */
export type Job = { id: number; tasks: readonly Task[]; progress: Int32Array }
export type Told = { job: number; outcome: Outcome }

const { jobs } = workerData as { jobs: MessagePort }

jobs.on('message', ({ id, tasks, progress }: Job) => {
  for (let index = Atomics.add(progress, 0, 1); index < tasks.length; index = Atomics.add(progress, 0, 1)) {
    const outcome = attempted(index, tasks[index]!)
    jobs.postMessage({ job: id, outcome } satisfies Told, 'answer' in outcome ? buffersIn(outcome.answer) : [])
    Atomics.add(progress, 1, 1)
    Atomics.notify(progress, 1)
  }
})

/** Large arrays are handed over, not copied. */
function buffersIn(answer: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) return answer.buffer instanceof ArrayBuffer && answer.byteLength > largeBytes ? [answer.buffer] : []
  if (answer === null || typeof answer !== 'object') return []
  return [...new Set(Object.values(answer).flatMap(buffersIn))]
}

const largeBytes = 100_000
