import { type DialogueDoor, groupsOfParticipants, letterOf } from '#dialogue'
import type { Read } from '#platform/db'
import type { Electorate, RoundEntry } from './bridge.ts'
import { statementsOf } from './issue.store.ts'

/** The opinion groups of the dialogues an issue comes from, and who of the voters belongs to which. Nothing that names a participant may leave it. */
export async function electoratesOf(
  db: Read,
  dialogues: Pick<DialogueDoor, 'resultsOf'>,
  issue: string,
  entries: readonly RoundEntry[],
  fewest: number,
): Promise<Electorate[]> {
  const voters = [...new Set(entries.flatMap(({ answers }) => [...answers.keys()]))]
  const contested = new Map((await statementsOf(db, issue)).map(({ dialogue }) => [dialogue.id, dialogue.slug]))
  const electorates: Electorate[] = []
  for (const [id, dialogue] of contested) {
    const results = await dialogues.resultsOf(db, id, fewest)
    const labels = await groupsOfParticipants(db, id, voters)
    electorates.push({
      groups: (results?.groups ?? []).map(({ letter, colour }) => ({ dialogue, letter, colour })),
      letterOf: new Map([...labels].map(([participant, label]) => [participant, letterOf(label)])),
    })
  }
  return electorates
}
