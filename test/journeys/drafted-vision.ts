import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { importPolis, openResults, type Results } from '#dialogue'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, sharedData, type TestInstance } from '#testing'
import { putDialogue } from '../../src/dialogue/dialogue.store.ts'
import { MapRefresher } from '../../src/dialogue/map-refresher.ts'
import { cookieName, pseudonyms } from '../../src/dialogue/participant.ts'
import { putParticipants, putVoteRows } from '../../src/dialogue/polis-import.store.ts'
import { insertStatements } from '../../src/dialogue/statement.store.ts'
import { honestPeople } from '../testing/simulated-town.ts'
import type { StaffBrowser } from '../testing/staff.ts'
import type { Person, Visitor } from './person.ts'

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

export type Draft = { sentences: { number: number; statement: number; text: string }[] }
type Voice = { number: number; text: string }

/** How somebody at the writing desk makes a sentence of a statement; `chapter`: the first, or the second. */
export type Writer = (chapter: 0 | 1, statement: { slug: string } & Voice) => Promise<void>

/** A vision whose sentences each take over one of these statements; the last of them stand in another chapter. */
export async function writeDraft(
  coordinator: Visitor,
  { slug }: EndedDialogue,
  texts: readonly Voice[],
  write: Writer,
): Promise<Draft['sentences']> {
  const created = '/musterstadt/verwaltung/leitbild/neu'
  const about = { title: 'Unser Leitbild', slug: 'leitbild', preamble: 'Was uns verbindet.', language: 'de', dialogues: slug }
  await expectSeeOther(coordinator.submit(created, created, about))
  for (const [place, voice] of texts.entries()) await write(place < 5 ? 0 : 1, { slug, ...voice })
  return texts.map(({ number, text }, place) => ({ number: place + 1, statement: number, text }))
}

/** Without a browser: the form of the desk, sent. */
export const writeByForm =
  (staff: StaffBrowser): Writer =>
  async (chapter, { slug, number, text }) => {
    const desk = '/musterstadt/verwaltung/leitbild/leitbild/schreibtisch'
    const chapters = [...(await staff.page(desk)).matchAll(/<option value="([0-9a-f-]{36})"/g)].map(([, id]) => id!)
    const written = { chapter: chapters[chapter]!, statement: `${slug}/${number}`, text, place: '' }
    await expectSeeOther(staff.post(desk, { csrf: staff.csrf, ...written }))
  }

/** At the desk: the statement is searched, unfolded with the keyboard, and sent with Ctrl and Enter, or with the button. */
export const writeAtDesk =
  (person: Person): Writer =>
  async (chapter, { slug, number, text }) => {
    const words = text.split(' ').slice(0, 4).join(' ')
    const tab = await person.visit(`/musterstadt/verwaltung/leitbild/leitbild/schreibtisch?offen=ja&suche=${encodeURIComponent(words)}`)
    const statement = tab.locator(`[data-statement="${slug}/${number}"]`)
    await statement.locator('summary').press('Enter')
    await statement.locator('select').selectOption({ index: chapter })
    const send =
      number % 2 === 0 ? () => statement.locator('textarea').press('Control+Enter') : () => statement.locator('form button').last().click()
    await expectSeeOther(person.press(send))
  }

/** The words of these statements, in their order. */
export const voicesIn = ({ statements }: Results, numbers: readonly number[]): Voice[] =>
  numbers.map(number => statements.find(statement => statement.number === number)!)

export async function expectSeeOther(answer: Promise<Pick<Response, 'status' | 'text'>>) {
  const response = await answer
  if (response.status !== 303) throw new Error(`${response.status}: ${readable(await response.text()).slice(0, 600)}`)
}

/** What a page says, without its marks. */
export const readable = (page: string) =>
  page
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
