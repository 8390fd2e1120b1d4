/**
 * Lets everything that waits have its turn. The embedded database answers within this process, without leaving the event loop: whoever
 * asks it many questions in a row has to make way between them.
 */
export const othersTurn = () => new Promise<void>(resolve => setImmediate(resolve))

/** Nobody's vote waits longer for a computation than this and one of its steps. */
const longestMilliseconds = 4

/** Runs a computation in steps and lets everything else have its turn between them. */
export async function inShortSteps<Result>(steps: Generator<void, Result>): Promise<Result> {
  for (let begun = performance.now(); ; ) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - begun < longestMilliseconds) continue
    await othersTurn()
    begun = performance.now()
  }
}
