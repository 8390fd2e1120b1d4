import { type Deeds, deeds } from './opinion-map.deeds.ts'

/** One piece of work: a deed by name, and what it is done to. Large arrays stand in shared memory, so that threads need no copies. */
export type Task = { [Name in keyof Deeds]: { deed: Name; piece: Parameters<Deeds[Name]>[0] } }[keyof Deeds]

/**
 * Does tasks, on one thread or several, and gives back what they found, in the order of the tasks. A task follows from its piece alone, so
 * the number of threads changes nothing but the time. Whoever asks waits.
 */
export type Crew = {
  /** How many work at once. */
  readonly size: number
  did<Name extends keyof Deeds>(tasks: readonly { deed: Name; piece: Parameters<Deeds[Name]>[0] }[]): ReturnType<Deeds[Name]>[]
}

/** The thread that asks does everything itself. */
export const alone: Crew = {
  size: 1,
  did: tasks => tasks.map(({ deed, piece }) => done({ deed, piece } as Task)) as never,
}

const done = ({ deed, piece }: Task): unknown => (deeds[deed] as (piece: unknown) => unknown)(piece)

/** What came of a task, to be told on another thread. */
export type Outcome = { index: number; answer: unknown } | { index: number; failure: string }

export function attempted(index: number, task: Task): Outcome {
  try {
    return { index, answer: done(task) }
  } catch (error) {
    return { index, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
