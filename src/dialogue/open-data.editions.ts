import type { Database } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { type Dialogue, dayOf, isOpen, isPublic } from './dialogue.ts'
import { digestOfSnapshot } from './map-snapshot.store.ts'
import { type DataFile, filesOf } from './open-data.files.ts'
import { readBallots, statementsToPublish } from './open-data.store.ts'
import { answersTo, inOrderOfChance, type Publication, released, talliedStatements, voteListOf, votersOf } from './open-data.ts'
import { openMapComputer } from './opinion-map.compute.ts'
import type { OpinionMap } from './opinion-map.ts'
import { paths } from './paths.ts'
import { translationsOf } from './translation.store.ts'
import { publishedTownTexts } from './translation.ts'

/** The open data of a dialogue, ready to be handed out. */
export type Edition = { publication: Publication; files: Awaited<ReturnType<typeof filesOf>>; outcome: Outcome }

/** What must come out for whoever analyses the files: groups by their id, and statements by their number. */
export type Outcome = { groups: { id: number; size: number }[]; unites: number[]; jointlyRejected: number[]; contested: number[] }

const outcomeOf = ({ k, groups, consensus, jointlyRejected, contested }: OpinionMap, numbers: readonly number[]): Outcome => {
  const named = (statement: number) => numbers[statement]!
  return {
    groups: k > 1 ? groups.map(({ id, size }) => ({ id, size })) : [],
    unites: consensus.map(named),
    jointlyRejected: jointlyRejected.map(named),
    contested: contested.map(named),
  }
}

/** Makes editions when they are asked for, away from transactions of requests, and keeps the newest few. */
export class Editions {
  private readonly services: Pick<Services, 'database' | 'secret' | 'now' | 'config'>
  private readonly computer = openMapComputer()
  private readonly kept = new Map<string, { stamp: string; edition: Promise<Edition | undefined>; until: number }>()

  constructor(services: Pick<Services, 'database' | 'secret' | 'now' | 'config'>) {
    this.services = services
  }

  /** Undefined while too few people have voted. Not to be asked within a transaction. */
  async of(municipality: Municipality, dialogue: Dialogue): Promise<Edition | undefined> {
    if (!isPublic(dialogue)) return undefined
    const { database, now } = this.services
    const key = `${municipality.id} ${dialogue.id}`
    const stamp = await stampOf(database, municipality, dialogue, now())
    const kept = this.kept.get(key)
    if (kept?.stamp === stamp && now().getTime() < kept.until) return kept.edition
    const edition = this.make(municipality, dialogue)
    edition.catch(() => this.kept.delete(key))
    this.kept.delete(key)
    this.kept.set(key, { stamp, edition, until: now().getTime() + keptMilliseconds })
    for (const oldest of [...this.kept.keys()].slice(0, -mostKept)) this.kept.delete(oldest)
    return edition
  }

  close() {
    return this.computer.close()
  }

  private async make(municipality: Municipality, dialogue: Dialogue): Promise<Edition | undefined> {
    const { database, secret, now, config } = this.services
    const { statements, translations } = await database.reading(municipality.id, async db => {
      const translations = await translationsOf(db, dialogue)
      return { translations, statements: await statementsToPublish(db, dialogue.id, translations) }
    })
    const numbers = statements.map(({ number }) => number)
    const stored = answersTo(await readBallots(database, municipality.id, dialogue.id), numbers)
    const release = released(stored, { isOver: !isOpen(dialogue, now()), today: dayOf(now()) })
    if (!release) return undefined
    const ballots = inOrderOfChance(release.ballots, secret)
    const votes = voteListOf(ballots, numbers)
    const map = await this.computer.compute(votes)
    const voters = votersOf(ballots, map)
    const publication = {
      municipality: { slug: municipality.slug, name: municipality.name },
      dialogue,
      language: translations.setup.language,
      translations: publishedTownTexts(translations, dialogue),
      url: config.http.address + paths.dialogue.to({ town: municipality.slug, dialogue: dialogue.slug }),
      until: release.until,
      k: map.k,
      statements: talliedStatements(statements, voters),
      voters,
      votes: votes.answer.length,
    }
    return { publication, files: await filesOf(publication), outcome: outcomeOf(map, numbers) }
  }
}

/** Files of a large dialogue take a few megabytes. */
const mostKept = 8
const keptMilliseconds = 10 * 60_000

/** Changes when the files may: with the votes when the dialogue is over, with the day before that. Translations may come a little later. */
async function stampOf(database: Database, municipality: Municipality, dialogue: Dialogue, now: Date): Promise<string> {
  const votes = isOpen(dialogue, now) ? dayOf(now) : await database.reading(municipality.id, db => digestOfSnapshot(db, dialogue.id))
  return JSON.stringify([municipality.name, dialogue, votes])
}

export const fileNamed = ({ files }: Edition, name: string): DataFile | undefined => Object.values(files).find(file => file.name === name)
