export { enqueue } from './job.store.ts'
export { type JobHandlers, type JobWorker, startJobWorker } from './worker.ts'
