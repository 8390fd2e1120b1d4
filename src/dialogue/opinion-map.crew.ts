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
  did<Name extends keyof Deeds>(tasks: readonly TaskOf<Name>[]): ReturnType<Deeds[Name]>[]
  /** Others begin at once; whoever asks for the answers does what nobody has begun, and waits. */
  begun<Name extends keyof Deeds>(tasks: readonly TaskOf<Name>[]): () => ReturnType<Deeds[Name]>[]
}

export type TaskOf<Name extends keyof Deeds> = Extract<Task, { deed: Name }>

/** The thread that asks does everything itself. */
export const alone: Crew = {
  size: 1,
  did: tasks => tasks.map(({ deed, piece }) => done({ deed, piece } as Task)) as never,
  begun: tasks => () => alone.did(tasks),
}

/** A task is done by one thread, whatever it consists of. */
const done = ({ deed, piece }: Task): unknown => (deeds[deed] as (piece: unknown, crew: Crew) => unknown)(piece, alone)

/**
 * Answers in the order of the tasks, for who may stop at any of them: as many tasks at a time as there are threads, and none before it is
 * needed. More threads do more in vain, but tell the same.
 */
export function* oneAfterTheOther<Name extends keyof Deeds>(crew: Crew, tasks: Iterable<TaskOf<Name>>): Generator<ReturnType<Deeds[Name]>> {
  const waiting = tasks[Symbol.iterator]()
  for (let few = firstOf(waiting, crew.size); few.length > 0; ) {
    const answers = crew.begun<Name>(few)
    const next = crew.size > 1 ? firstOf(waiting, crew.size) : undefined
    yield* answers()
    few = next ?? firstOf(waiting, crew.size)
  }
}

function firstOf<Item>(waiting: Iterator<Item>, most: number): Item[] {
  const taken: Item[] = []
  for (let next = taken.length < most && waiting.next(); next && !next.done; next = taken.length < most && waiting.next())
    taken.push(next.value)
  return taken
}

/** What came of a task, to be told on another thread. */
export type Outcome = { index: number; answer: unknown } | { index: number; failure: string }

export function attempted(index: number, task: Task): Outcome {
  try {
    return { index, answer: done(task) }
  } catch (error) {
    return { index, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
