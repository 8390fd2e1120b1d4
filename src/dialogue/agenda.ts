import type { Database } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { findDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { levelAskedIn } from './level.store.ts'
import type { Level } from './level.ts'
import { approvedStatements } from './statement.store.ts'
import type { Statement } from './statement.ts'
import { translationsOf } from './translation.store.ts'
import type { Translations } from './translation.ts'
import { setupOf } from './voluntary.store.ts'
import type { VoluntarySetup } from './voluntary.ts'

/** A dialogue with the statements that can be voted on, as every visitor of the voting page needs it. */
export type Agenda = {
  dialogue: Dialogue
  level: Level
  statements: readonly Statement[]
  byId: ReadonlyMap<string, Statement>
  voluntary: VoluntarySetup
  translations: Translations
}

/** Keeps agendas in memory for a second, so that a thousand voters do not each ask the database for the same list. */
export class Agendas {
  private readonly database: Database
  private readonly now: () => Date
  private readonly kept = new Map<string, { agenda: Promise<Agenda | undefined>; until: number }>()

  constructor(database: Database, now: () => Date) {
    this.database = database
    this.now = now
  }

  of(municipality: Municipality, slug: string): Promise<Agenda | undefined> {
    const key = `${municipality.id} ${slug}`
    const kept = this.kept.get(key)
    const time = this.now().getTime()
    if (kept && time < kept.until) return kept.agenda
    if (this.kept.size > 1000) this.kept.clear()
    const agenda = this.database.reading(municipality.id, async db => {
      const before = await kept?.agenda.catch(() => undefined)
      const dialogue = await findDialogue(db, slug)
      if (!dialogue) return undefined
      const statements = await approvedStatements(db, dialogue.id)
      return {
        dialogue,
        level: await levelAskedIn(db, dialogue.id),
        statements,
        byId: new Map(statements.map(statement => [statement.id, statement])),
        voluntary: await setupOf(db, dialogue.id),
        translations: await translationsOf(db, dialogue, before?.translations),
      }
    })
    agenda.catch(() => this.kept.delete(key))
    this.kept.set(key, { agenda, until: time + keptMilliseconds })
    return agenda
  }

  /** After a deed that changed a dialogue or its statements. */
  forget(municipality: string) {
    for (const key of this.kept.keys()) if (key.startsWith(municipality)) this.kept.delete(key)
  }
}

const keptMilliseconds = 1000
