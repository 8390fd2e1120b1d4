import { type MessagePort, workerData } from 'node:worker_threads'
import { attempted, type Task } from './opinion-map.crew.ts'

/**
 * A share of the work: tasks that whoever comes first takes by counting up `progress[0]`; `progress[1]` counts those that are done. What
 * a hand found has been sent before it counts it.
 */
export type Job = { tasks: readonly Task[]; progress: Int32Array }

const { jobs } = workerData as { jobs: MessagePort }

jobs.on('message', ({ tasks, progress }: Job) => {
  for (let index = Atomics.add(progress, 0, 1); index < tasks.length; index = Atomics.add(progress, 0, 1)) {
    const found = attempted(index, tasks[index]!)
    jobs.postMessage(found, 'answer' in found ? buffersIn(found.answer) : [])
    Atomics.add(progress, 1, 1)
    Atomics.notify(progress, 1)
  }
})

/** Arrays are handed over, not copied. */
function buffersIn(answer: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) return answer.buffer instanceof ArrayBuffer ? [answer.buffer] : []
  if (Array.isArray(answer)) return answer.flatMap(buffersIn)
  if (answer === null || typeof answer !== 'object') return []
  return Object.values(answer).flatMap(buffersIn)
}
