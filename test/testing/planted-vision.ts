import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Write } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { putContribution } from '../../src/vision/contribution.store.ts'
import { authorKeys } from '../../src/vision/contribution.ts'
import type { Browser } from './browser.ts'
import { contentOf } from './consulted-town.ts'
import { inTown, type TestInstance } from './instance.ts'
import type { PlantedPerson } from './planted-town.ts'
import type { StaffBrowser } from './staff.ts'

const home = '/musterstadt/leitbild/miteinander'
const desk = '/musterstadt/verwaltung/leitbild/miteinander'
/** Something the first sentence draws on, with a file. */
const concept = { kind: 'concept', use: 'inspired', title: 'Integrationskonzept', reference: '', datedOn: null }
const texts = ['Wer neu ist, wird begrüßt.', 'Der Bus fährt auch am Wochenende.']

/** What people have signed their contributions with: the first could be voted on, the second waits, the third is about an issue. */
export const signedNames = ['Ada Absenderin', 'Berta Bescheiden', 'Clara Clemens'] as const

export type PlantedVision = {
  id: string
  /** Who has signed with the names, in their order. */
  authors: PlantedPerson[]
  /** Under which everything stands that somebody brought in. */
  authorKeyOf(person: PlantedPerson): string
  /** the address of the page on which somebody who reported a contribution follows it */
  reportToken: string
}

/** A vision on which people have brought in amendments, a comment, a bridge and words of dissent, some with a name, and voted, each on their own too. */
export async function plantVision(
  instance: TestInstance,
  town: Municipality,
  dialogue: string,
  people: readonly PlantedPerson[],
  moderator: StaffBrowser,
): Promise<PlantedVision> {
  const id = randomUUID()
  const issue = await inTown(instance, town, db => putConsultation(db, id, dialogue))
  const authorKeyOf = ({ pseudonym }: PlantedPerson) => authorKeys(instance.services.secret, id)(pseudonym)
  const [ada, berta, clara, dora, voters] = [people[2]!, people[8]!, people[14]!, people[20]!, people.slice(0, 12)]
  await bringIn(ada, 'satz/2/aenderungen', {
    text: 'Der Bus fährt jeden Tag.',
    reason: 'Wer arbeitet, braucht ihn.',
    signedName: signedNames[0],
  })
  await bringIn(dora, 'satz/1/kommentare', { text: 'Bitte auch in den Ortsteilen.' })
  for (const number of [1, 2]) await approve(moderator, number)
  await bringIn(berta, 'satz/1/aenderungen', {
    text: 'Wer neu ist, wird zu Hause begrüßt.',
    reason: 'Das ist schöner.',
    signedName: signedNames[1],
  })
  for (const [kind, text, author] of [
    ['bridge', 'Ein Haus für alle, mit getrennten Räumen.', clara],
    ['dissent', 'Wir bleiben dabei: nicht am Markt.', dora],
  ] as const)
    await inTown(instance, town, db =>
      putContribution(db, id, {
        kind,
        issueId: issue,
        sentenceId: null,
        text,
        reason: '',
        language: 'de',
        signedName: kind === 'bridge' ? signedNames[2] : '',
        enteredFor: null,
        enteredForName: '',
        state: 'approved',
        submittedOn: '2026-10-03',
        authorKey: authorKeyOf(author),
      }),
    )
  for (const { browser } of voters) for (const number of [1, 4, 5]) await vote(browser, number, number === 1 ? 'agree' : 'disagree')
  await appealRejection(dora, moderator)
  return { id, authors: [ada, berta, clara], authorKeyOf, reportToken: await reportDissent(instance.visitor()) }
}

async function bringIn({ browser }: PlantedPerson, page: string, fields: Record<string, string>) {
  await expectSeeOther(browser.submit(`${home}/${page}`, `${home}/${page}`, { language: 'de', ...fields }), page)
}

async function approve(moderator: StaffBrowser, number: number) {
  const fields = { csrf: moderator.csrf, state: 'approved', seen: 'pending' }
  await expectSeeOther(moderator.post(`${desk}/beitraege/${number}`, fields), `approval of ${number}`)
}

/** Somebody brings in a comment, which is rejected, and appeals. */
async function appealRejection(author: PlantedPerson, moderator: StaffBrowser) {
  await bringIn(author, 'satz/2/kommentare', { text: 'Das Fest war schön.' })
  const fields = { csrf: moderator.csrf, state: 'rejected', seen: 'pending', reason: 'off-topic' }
  await expectSeeOther(moderator.post(`${desk}/beitraege/6`, fields), 'rejection')
  await expectSeeOther(author.browser.post(`${home}/beitrag/6/widerspruch`, { text: 'Dort wurde der Bus vermisst.' }), 'appeal')
}

/** Somebody reports words of dissent, by name; returns what stands in the address of the report. */
async function reportDissent(reporter: Browser): Promise<string> {
  const reported = { ground: 'own-rights', text: 'Das ist mein Satz.', name: 'Rita Redlich', email: 'rita@example.org', inGoodFaith: 'yes' }
  const answered = await reporter.post(`${home}/beitrag/5/meldung`, reported)
  return answered.headers.get('location')?.split('/').at(-1) ?? ''
}

const vote = (browser: Browser, number: number, answer: string) =>
  expectSeeOther(browser.post(`${home}/beitrag/${number}/stimme`, { answer }), `vote on ${number}`)

async function expectSeeOther(answer: Promise<Response>, what: string) {
  const response = await answer
  if (response.status !== 303) throw new Error(`${what}: ${response.status} ${(await response.text()).slice(0, 300)}`)
}

/** Two sentences that come from statements, in a published version, and an issue whose second round is under way. */
export async function putConsultation(db: Write, vision: string, dialogue: string): Promise<string> {
  const [town, chapter, issue] = [db.municipality, randomUUID(), randomUUID()]
  await db.rows(sql`
    insert into vision (municipality_id, id, slug, title, language, phase)
    values (${town}, ${vision}, 'miteinander', 'Miteinander', 'de', 'consultation')`)
  await db.rows(sql`insert into vision_dialogue (municipality_id, vision_id, dialogue_id) values (${town}, ${vision}, ${dialogue})`)
  await db.rows(sql`
    insert into chapter (municipality_id, id, vision_id, position, title) values (${town}, ${chapter}, ${vision}, 1, 'Zusammenleben')`)
  for (const [index, text] of texts.entries()) {
    const sentence = randomUUID()
    await db.rows(sql`
      insert into sentence (municipality_id, id, vision_id, number, chapter_id, position, text)
      values (${town}, ${sentence}, ${vision}, ${index + 1}, ${chapter}, ${index + 1}, ${text})`)
    await db.rows(sql`
      insert into sentence_source (municipality_id, id, sentence_id, kind, use, statement_id)
      select ${town}, ${randomUUID()}, ${sentence}, 'statement', 'taken-over', id from statement
      where municipality_id = ${town} and dialogue_id = ${dialogue} and number = ${index + 1}`)
  }
  const file = randomUUID()
  await db.rows(sql`
    insert into source_file (municipality_id, id, vision_id, name, media_type, content)
    values (${town}, ${file}, ${vision}, 'konzept.txt', 'text/plain', ${Buffer.from('Ein Konzept.')})`)
  await db.rows(sql`
    insert into sentence_source (municipality_id, id, sentence_id, kind, use, title, file_id)
    select ${town}, ${randomUUID()}, id, ${concept.kind}, ${concept.use}, ${concept.title}, ${file} from sentence
    where municipality_id = ${town} and vision_id = ${vision} and number = 1`)
  const published = contentOf({ 1: texts[0]!, 2: texts[1]! })
  published.chapters[0]!.sentences[0]!.sources.push(concept as never)
  const content = JSON.stringify(published)
  await db.rows(sql`
    insert into vision_version (municipality_id, vision_id, number, kind, name, published_at, content, digest)
    values (${town}, ${vision}, 1, 'consultation-draft', 'Entwurf', now(), ${content}::jsonb, '')`)
  await db.rows(sql`
    insert into issue (municipality_id, id, vision_id, number, question, state) values (${town}, ${issue}, ${vision}, 1, 'Wo soll das Haus stehen?', 'voting')`)
  const voted = JSON.stringify({ bridges: [], dissents: [], suggestion: 'too-few-votes' })
  await db.rows(sql`
    insert into issue (municipality_id, id, vision_id, number, question, state, result)
    values (${town}, ${randomUUID()}, ${vision}, 2, 'Wer trägt die Kosten?', 'voted', ${voted}::jsonb)`)
  await db.rows(sql`
    insert into issue_statement (municipality_id, issue_id, statement_id)
    select ${town}, ${issue}, id from statement where municipality_id = ${town} and dialogue_id = ${dialogue} and number = 3`)
  await db.rows(sql`
    insert into issue_entry (municipality_id, id, issue_id, kind, position, text, source)
    values (${town}, ${randomUUID()}, ${issue}, 'fact', 1, 'Am Markt steht ein Haus leer.', 'Bauamt')`)
  await db.rows(sql`
    insert into body_position (municipality_id, id, vision_id, body, text, stated_on)
    values (${town}, ${randomUUID()}, ${vision}, 'integration-council', 'Wir tragen das mit.', '2026-09-30')`)
  await db.rows(sql`
    insert into consultation_step (municipality_id, id, vision_id, position, body, role)
    values (${town}, ${randomUUID()}, ${vision}, 1, 'Stadtrat', 'decision')`)
  return issue
}
