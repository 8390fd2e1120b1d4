import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { importPolis, openResults, type Results } from '#dialogue'
import type { Write } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, sharedData, type TestInstance } from '#testing'
import { putDialogue } from '../../src/dialogue/dialogue.store.ts'
import { MapRefresher } from '../../src/dialogue/map-refresher.ts'
import { cookieName, pseudonyms } from '../../src/dialogue/participant.ts'
import { putParticipants, putVoteRows } from '../../src/dialogue/polis-import.store.ts'
import { insertStatements } from '../../src/dialogue/statement.store.ts'
import { putContribution } from '../../src/vision/contribution.store.ts'
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

/** A contested statement becomes an issue whose second round is under way, with two proposals that could bridge it; answers with their numbers. */
export async function openRound(db: Write, { id: vision }: Draft, { id: dialogue }: EndedDialogue, contested: number): Promise<number[]> {
  const [town, issue] = [db.municipality, randomUUID()]
  await db.rows(sql`
    insert into issue (municipality_id, id, vision_id, number, question, state)
    values (${town}, ${issue}, ${vision}, 1, 'Worauf können wir uns einigen?', 'voting')`)
  await db.rows(sql`
    insert into issue_statement (municipality_id, issue_id, statement_id)
    select ${town}, ${issue}, id from statement where municipality_id = ${town} and dialogue_id = ${dialogue} and number = ${contested}`)
  const bridges = []
  for (const text of ['Wir fangen klein an und sehen nach einem Jahr, was es gebracht hat.', 'Wer mag, macht mit; niemand muss.']) {
    const subject = { kind: 'bridge' as const, issueId: issue, sentenceId: null, text, reason: '', language: 'de', signedName: '' }
    bridges.push(await putContribution(db, vision, { ...subject, ...unsigned, submittedOn: '2026-10-01' }))
  }
  return bridges.map(({ number }) => number)
}

const unsigned = { enteredFor: null, enteredForName: '', authorKey: null, state: 'approved' as const }

/** Browsers of people who have voted in the dialogue, each with the pseudonym of their votes. */
export async function votersOf(instance: TestInstance, town: Municipality, { id }: EndedDialogue, count: number): Promise<Browser[]> {
  const people = await inTown(instance, town, db =>
    db.rows<{ id: string }>(sql`
      select distinct participant_id as id from vote where municipality_id = ${town.id} and dialogue_id = ${id} order by 1 limit ${count}`),
  )
  const { cookieFor } = pseudonyms(instance.services.secret)
  return people.map(person => {
    const browser = instance.visitor()
    browser.setCookie(cookieName(town.slug), encodeURIComponent(cookieFor(person.id, town.id)))
    return browser
  })
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
