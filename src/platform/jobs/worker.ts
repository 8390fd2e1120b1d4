import type { Database } from '#platform/db'
import type { Log } from '../log/index.ts'
import { finishJob, type Job, postponeJob, takeDueJob } from './job.store.ts'

export type JobHandlers = Record<string, (payload: unknown) => Promise<void>>

export type JobWorker = {
  wake(): void
  /** Ends after the job in hand. */
  stop(): Promise<void>
}

const pollSeconds = 30
const leaseSeconds = 120
const mostAttempts = 10

/** Does queued jobs one after the other; a job that fails is tried again later, at longer and longer intervals. */
export function startJobWorker(database: Database, handlers: JobHandlers, log: Log, now: () => Date): JobWorker {
  let stopped = false
  let running: Promise<void> | undefined
  let wanted = false

  const wake = () => {
    wanted = true
    running ??= work().finally(() => {
      running = undefined
      if (wanted && !stopped) wake()
    })
  }
  const work = async () => {
    wanted = false
    while (!stopped) {
      const job = await database.writingInstance(db => takeDueJob(db, now(), leaseSeconds)).catch(noteTrouble)
      if (!job) return
      await perform(job).catch(noteTrouble)
    }
  }
  const noteTrouble = (error: unknown): undefined => void log.error({ error: reasonOf(error) }, 'jobs cannot be read')
  const perform = async (job: Job) => {
    try {
      await handlers[job.kind]?.(job.payload)
      await database.writingInstance(db => finishJob(db, job.id))
    } catch (error) {
      const reason = reasonOf(error)
      log.warn({ job: job.id, kind: job.kind, attempts: job.attempts, reason }, 'job failed')
      const wait = Math.min(60 * 2 ** job.attempts, 6 * 60 * 60) * 1000
      await database.writingInstance<unknown>(db =>
        job.attempts >= mostAttempts ? finishJob(db, job.id) : postponeJob(db, job.id, new Date(now().getTime() + wait), reason),
      )
    }
  }
  const timer = setInterval(wake, pollSeconds * 1000)
  timer.unref()
  wake()
  return {
    wake,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

/** Never the message: it can quote an address. */
const reasonOf = (error: unknown) => (error as { code?: string }).code ?? (error as Error).name
