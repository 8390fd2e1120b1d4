import type { DialogueDoor } from '#dialogue'
import type { Read } from '#platform/db'
import { fatesIn, fatesOf, wordsIn } from './fate.store.ts'
import { type Choice, mostOffered } from './issue.choice.ts'
import { writtenStatement } from './issue.ts'
import { resultsIn } from './support.store.ts'
import { outcomesIn, supportOf } from './support.ts'
import type { Vision } from './vision.ts'
import { chosenEntries, type DeskEntry, queryIn } from './writing.ts'

type Wanted = { vision: Vision; chosen: readonly string[]; search: string; fewest: number }

/** Statements an issue can be about: those that are chosen, then what is searched for, or else the most contested that stand in no issue yet. */
export async function choicesFor(
  db: Read,
  dialogues: Pick<DialogueDoor, 'resultsOf'>,
  { vision, chosen, search, fewest }: Wanted,
): Promise<Choice[]> {
  const results = await resultsIn(db, dialogues, vision.id, fewest)
  const words = search === '' ? undefined : await wordsIn(db, vision.id)
  const all = (await fatesIn(db, vision.id)).map((statement): DeskEntry => {
    const found = results.get(statement.dialogue.id)
    return { ...statement, outcome: found && outcomesIn(found).get(statement.number), words: words?.get(statement.id) }
  })
  const query = { ...queryIn(() => undefined), search, view: search === '' ? ('contested' as const) : ('all' as const) }
  const isChosen = new Set(chosen)
  const offered = chosenEntries(all, query)
    .filter(entry => !isChosen.has(writtenStatement(entry)) && (search !== '' || entry.fate !== 'negotiated'))
    .slice(0, mostOffered)
  const listed = [...all.filter(entry => isChosen.has(writtenStatement(entry))), ...offered]
  const ids = listed.map(({ id }) => id)
  const fated = new Map((await fatesOf(db, vision.id, ids)).map(statement => [statement.id, statement]))
  return listed.map(({ id, outcome }) => {
    const { issues, ...statement } = fated.get(id)!
    return {
      ref: writtenStatement(statement),
      voice: supportOf([{ ...statement, use: 'inspired' }], results)[0]!,
      isContested: outcome?.standing === 'contested',
      issues: issues.map(({ number }) => number),
    }
  })
}
