import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { putDialogue } from '../../src/dialogue/dialogue.store.ts'
import type { Dialogue } from '../../src/dialogue/dialogue.ts'
import { insertStatements } from '../../src/dialogue/statement.store.ts'
import type { FrozenSentence } from '../../src/vision/version.ts'
import { type ConsultedTown, contentOf, firstSentence, openConsultedTown, secondSentence } from './consulted-town.ts'
import { inTown } from './instance.ts'

export const voiceTexts = ['Sprachkurse sollen schneller beginnen.', 'Busse sollen samstags fahren.', 'Mehr Bänke.', 'Weniger Schilder.']
export const threadedDialogue = 'zusammenleben'

/** A town whose sentences come from statements: 1 from statement 1, 2 from statement 2; nothing came from 3 and 4. */
export type ThreadedTown = ConsultedTown & {
  dialogue: string
  /** ids, in the order of `voiceTexts` */
  statements: string[]
  /** Publishes both sentences, each with the statements of these numbers behind it. */
  publishWith(voices: Record<1 | 2, number[]>): Promise<void>
}

export async function openThreadedTown(environment: Record<string, string> = {}): Promise<ThreadedTown> {
  const open = await openConsultedTown(environment)
  const { instance, town, vision } = open
  const dialogue = randomUUID()
  const statements = await inTown(instance, town, async db => {
    await putDialogue(db, { ...aDialogue, id: dialogue })
    await db.rows(sql`insert into vision_dialogue (municipality_id, vision_id, dialogue_id) values (${town.id}, ${vision}, ${dialogue})`)
    const added = voiceTexts.map(text => ({ text, language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-09-01' }) as const)
    return (await insertStatements(db, dialogue, added)).map(({ id }) => id)
  })
  let version = 1
  const publishWith = async (voices: Record<1 | 2, number[]>) => {
    const content = contentOf({ 1: firstSentence, 2: secondSentence })
    for (const sentence of content.chapters[0]!.sentences as FrozenSentence[])
      sentence.support = voices[sentence.number as 1 | 2].map(voiceOf)
    await inTown(instance, town, db =>
      db
        .insertInto('vision_version')
        .values({
          municipality_id: town.id,
          vision_id: vision,
          number: ++version,
          kind: 'consultation-draft',
          name: `Entwurf ${version}`,
          published_at: instance.clock.now,
          content: JSON.stringify(content),
          digest: '',
        })
        .execute(),
    )
  }
  return { ...open, dialogue, statements, publishWith }
}

const voiceOf = (number: number): FrozenSentence['support'][number] => ({
  dialogue: { slug: threadedDialogue, question: aDialogue.question },
  number,
  text: voiceTexts[number - 1]!,
  language: 'de',
  use: 'taken-over',
  overall: { votes: 40, agree: 75, disagree: 20, pass: 5 },
  groups: [
    { letter: 'B', colour: 2, shares: { votes: 18, agree: 61, disagree: 33, pass: 6 } },
    { letter: 'A', colour: 1, shares: { votes: 22, agree: 86, disagree: 9, pass: 5 } },
    { letter: 'C', colour: 3, shares: null },
  ],
  lower: null,
})

const aDialogue: Dialogue = {
  id: '',
  slug: threadedDialogue,
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de', 'ar'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
