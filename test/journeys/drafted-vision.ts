import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { importPolis, openResults, type Results } from '#dialogue'
import type { Read, Write } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { inTown, sharedData, type TestInstance } from '#testing'
import { putDialogue } from '../../src/dialogue/dialogue.store.ts'
import { MapRefresher } from '../../src/dialogue/map-refresher.ts'
import { putParticipants, putVoteRows } from '../../src/dialogue/polis-import.store.ts'
import { insertStatements } from '../../src/dialogue/statement.store.ts'
import { carryOver } from '../../src/vision/amendment.carry.actions.ts'
import { supportIn } from '../../src/vision/support.store.ts'
import type { VersionContent } from '../../src/vision/version.ts'
import { textOf } from '../../src/vision/vision.store.ts'
import { honestPeople } from '../testing/simulated-town.ts'

/** A dialogue that is over, with what it has brought. */
export type EndedDialogue = { id: string; slug: string; results: Results }

/** The published conversation of Austria's climate council where it lies beside the project, else a simulated town. */
export async function endedDialogue(instance: TestInstance, town: Municipality): Promise<EndedDialogue> {
  const conversations = sharedData('conversations')
  const slug = await (conversations
    ? importedFrom(instance, town, join(conversations, 'klimarat-produktion-konsum'))
    : simulated(instance, town))
  return inTown(instance, town, async db => {
    const [{ id } = { id: '' }] = await db.rows<{ id: string }>(sql`
      select id from dialogue where municipality_id = ${town.id} and slug = ${slug}`)
    const results = await openResults().resultsOf(db, id, town.fewestToShow)
    if (!results) throw new Error('The dialogue has no results')
    return { id, slug, results }
  })
}

async function importedFrom({ services }: TestInstance, town: Municipality, directory: string): Promise<string> {
  const imported = await importPolis(services, town, { directory, slug: 'klimarat', language: 'de', licence: 'CC-BY-4.0' })
  if ('refusal' in imported) throw new Error(JSON.stringify(imported.refusal))
  return imported.report.slug
}

async function simulated({ services }: TestInstance, town: Municipality): Promise<string> {
  const [id, day, count] = [randomUUID(), '2026-09-01', 40]
  const people = honestPeople({ people: 150, networks: 60, statements: count }, 1)
  await services.database.writing(town.id, async db => {
    await putDialogue(db, { ...simulatedDialogue, id })
    const texts = Array.from({ length: count }, (_, index) => ({ text: `Gedanke ${index + 1} zum Miteinander in der Stadt.`, language: 'de', origin: 'seed' as const, state: 'approved' as const, submittedOn: day })) // biome-ignore format: one row, one line
    const statements = await insertStatements(db, id, texts)
    await putParticipants(
      db,
      people.map(({ participant }) => ({ id: participant, firstSeen: day })),
    )
    const votes = people.flatMap(({ participant, answers }) =>
      [...answers].map(([number, answer]) => ({ participant, statement: statements[number - 1]!.id, answer, day })),
    )
    await putVoteRows(db, id, votes)
  })
  const maps = new MapRefresher(services.database, services.log, services.now)
  await maps.refresh(town.id, id)
  await maps.close()
  return simulatedDialogue.slug
}

const simulatedDialogue = {
  slug: 'miteinander',
  question: 'Wie wollen wir miteinander leben?',
  description: '',
  phase: 'archived' as const,
  opensAt: null,
  closesAt: null,
  residentsMayAdd: false,
  moderation: 'before' as const,
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}

/** Ten statements a town would write sentences from: what unites, then what most agree with; the most contested one is not among them. */
export function worthWriting({ statements, unites, contested }: Results): { voices: number[]; contested: number } {
  const agreed = statements
    .filter(({ number, overall }) => overall && !contested.includes(number))
    .sort((a, b) => Number(unites.includes(b.number)) - Number(unites.includes(a.number)) || b.overall!.agree - a.overall!.agree)
  const dispute = contested[0] ?? statements.filter(({ overall }) => overall).sort((a, b) => Math.abs(a.overall!.agree - 50) - Math.abs(b.overall!.agree - 50))[0]!.number // biome-ignore format: one rule
  return {
    voices: agreed
      .map(({ number }) => number)
      .filter(number => number !== dispute)
      .slice(0, 10),
    contested: dispute,
  }
}

export type Draft = { id: string; sentences: { number: number; statement: number; text: string }[] }

/** A vision whose sentences each take over one of these statements. */
export async function writeDraft(db: Write, { id: dialogue }: EndedDialogue, voices: readonly number[]): Promise<Draft> {
  const [town, vision] = [db.municipality, randomUUID()]
  const chapters = [randomUUID(), randomUUID()]
  await db.rows(sql`
    insert into vision (municipality_id, id, slug, title, preamble, language)
    values (${town}, ${vision}, 'leitbild', 'Unser Leitbild', 'Was uns verbindet.', 'de')`)
  await db.rows(sql`insert into vision_dialogue (municipality_id, vision_id, dialogue_id) values (${town}, ${vision}, ${dialogue})`)
  for (const [place, chapter] of chapters.entries())
    await db.rows(sql`
      insert into chapter (municipality_id, id, vision_id, position, title)
      values (${town}, ${chapter}, ${vision}, ${place + 1}, ${`Kapitel ${place + 1}`})`)
  const sentences: Draft['sentences'] = []
  for (const [place, statement] of voices.entries()) {
    const [said] = await db.rows<{ id: string; text: string }>(sql`
      select id, text from statement where municipality_id = ${town} and dialogue_id = ${dialogue} and number = ${statement}`)
    const [sentence, number, text] = [randomUUID(), place + 1, said!.text]
    await db.rows(sql`
      insert into sentence (municipality_id, id, vision_id, number, chapter_id, position, text)
      values (${town}, ${sentence}, ${vision}, ${number}, ${chapters[place < 5 ? 0 : 1]}, ${number}, ${text})`)
    await db.rows(sql`
      insert into sentence_source (municipality_id, id, sentence_id, kind, use, statement_id)
      values (${town}, ${randomUUID()}, ${sentence}, 'statement', 'taken-over', ${said!.id})`)
    sentences.push({ number, statement, text })
  }
  return { id: vision, sentences }
}

/** Publishes the text as it reads now for consultation, with the support of today; amendments are carried over. */
export async function publishDraft(db: Write, { id }: Draft, number: number, fewest: number, now: Date) {
  const content = await contentNow(db, id, fewest)
  await db.rows(sql`
    insert into vision_version (municipality_id, vision_id, number, kind, name, published_at, content, digest)
    values (${db.municipality}, ${id}, ${number}, 'consultation-draft', ${`Entwurf ${number}`}, ${now}, ${JSON.stringify(content)}::jsonb, '')`)
  await db.rows(sql`update vision set phase = 'consultation' where municipality_id = ${db.municipality} and id = ${id}`)
  await carryOver(db, { id }, { number, content }, now)
}

async function contentNow(db: Read, vision: string, fewest: number): Promise<VersionContent> {
  const support = await supportIn(db, openResults(), vision, fewest)
  const { chapters } = await textOf(db, vision)
  return {
    title: 'Unser Leitbild',
    preamble: 'Was uns verbindet.',
    language: 'de',
    chapters: chapters.map(({ title, sentences }) => ({
      title,
      sentences: sentences.map(({ id, number, text, explanation }) => ({
        number,
        text,
        explanation,
        support: support.get(id) ?? [],
        sources: [],
        credits: [],
      })),
    })),
    dialogues: [],
    issues: [],
    translations: {},
  }
}
