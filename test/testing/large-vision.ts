import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Write } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import type { Browser } from './browser.ts'
import type { StaffBrowser } from './staff.ts'

export const largeVision = { slug: 'gross', sentences: 500, chapters: 20, dialogues: 10, statements: 1_000, issues: 20, people: 6 }

const desk = `/musterstadt/verwaltung/leitbild/${largeVision.slug}`
const published = `/musterstadt/leitbild/${largeVision.slug}`

/** The pages that grow with a vision. */
export const largePages = [
  `${desk}/schreibtisch`,
  `${desk}/schreibtisch?suche=999`,
  `${desk}/schreibtisch?satz=7&offen=ja`,
  `${desk}/verbleib?stand=im-text`,
  `${desk}/verbleib/dialog-3/999`,
  `${desk}/befunde`,
  desk,
  `${desk}/veroeffentlichung`,
  `${desk}/saetze/7`,
  published,
  `${published}/satz/7`,
  `${published}/vergleich`,
  `${published}/fassungen`,
  '/musterstadt/dialog/dialog-3/aussage/77',
]

/**
 * A vision larger than any town has one: 500 sentences in 20 chapters, and 10 dialogues of 1,000 statements, each linked to a sentence and
 * answered by all who take part. It is there within seconds. Returns the ids of the dialogues.
 */
export async function putLargeVision(db: Write): Promise<string[]> {
  const [vision, town] = [randomUUID(), db.municipality]
  const { slug, sentences, chapters, issues, people } = largeVision
  await db.rows(sql`
    insert into vision (municipality_id, id, slug, title, preamble, language, phase)
    values (${town}, ${vision}, ${slug}, 'Großes Leitbild', 'Wir.', 'de', 'consultation')`)
  await db.rows(sql`
    insert into chapter (municipality_id, id, vision_id, position, title)
    select ${town}, gen_random_uuid(), ${vision}, place, 'Kapitel ' || place from generate_series(1, ${chapters}::integer) as place`)
  await db.rows(sql`
    insert into sentence (municipality_id, id, vision_id, number, chapter_id, position, text)
    select ${town}, gen_random_uuid(), ${vision}, number, chapter.id, number,
      'Leitsatz ' || number || ': Wer hier lebt, findet einen Platz, an dem man sich trifft, und Menschen, die helfen.'
    from generate_series(1, ${sentences}::integer) as number
    join chapter on chapter.municipality_id = ${town} and chapter.vision_id = ${vision} and chapter.position = 1 + (number - 1) % ${chapters}::integer`)
  await db.rows(sql`
    insert into issue (municipality_id, id, vision_id, number, question)
    select ${town}, gen_random_uuid(), ${vision}, number, 'Frage ' || number || '?' from generate_series(1, ${issues}::integer) as number`)
  await db.rows(sql`
    insert into participant (municipality_id, id, first_seen, channel)
    select ${town}, gen_random_uuid(), '2026-09-01', 'online' from generate_series(1, ${people}::integer)`)
  const dialogues: string[] = []
  for (let place = 1; place <= largeVision.dialogues; place++) dialogues.push(await putDialogueFor(db, vision, place))
  return dialogues
}

async function putDialogueFor(db: Write, vision: string, place: number): Promise<string> {
  const [dialogue, town] = [randomUUID(), db.municipality]
  const { sentences, statements } = largeVision
  await db.rows(sql`
    insert into dialogue (municipality_id, id, slug, question, description, phase, residents_may_add, moderation, statement_length, languages)
    values (${town}, ${dialogue}, ${`dialog-${place}`}, 'Wie wollen wir leben?', '', 'closed', false, 'before', 200, '{de}')`)
  await db.rows(sql`insert into vision_dialogue (municipality_id, vision_id, dialogue_id) values (${town}, ${vision}, ${dialogue})`)
  await db.rows(sql`
    insert into statement (municipality_id, id, dialogue_id, number, text, language, origin, state, submitted_on)
    select ${town}, gen_random_uuid(), ${dialogue}, number,
      'Aussage ' || number || ': Es soll mehr Bänke geben, auf denen auch ältere Menschen im Schatten sitzen können.', 'de', 'seed', 'approved', '2026-09-01'
    from generate_series(1, ${statements}::integer) as number`)
  await db.rows(sql`
    insert into vote (municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on)
    select ${town}, ${dialogue}, participant.id, statement.id, case when statement.number % 3 = 0 then -1 else 1 end, '2026-09-02'
    from participant
    join statement on statement.municipality_id = ${town} and statement.dialogue_id = ${dialogue}
    where participant.municipality_id = ${town}`)
  await db.rows(sql`
    insert into sentence_source (municipality_id, id, sentence_id, kind, use, statement_id)
    select ${town}, gen_random_uuid(), sentence.id, 'statement', 'merged', statement.id
    from statement
    join sentence on sentence.municipality_id = ${town} and sentence.vision_id = ${vision} and sentence.number = 1 + statement.number % ${sentences}::integer
    where statement.municipality_id = ${town} and statement.dialogue_id = ${dialogue}`)
  return dialogue
}

/** Publishes it twice, every tenth sentence reworded in between. */
export async function publishLargeVision(database: Database, town: Municipality, coordinator: Browser & StaffBrowser) {
  for (const name of ['Entwurf', 'Zweiter Entwurf']) {
    const answer = await coordinator.post(`${desk}/veroeffentlichung`, { csrf: coordinator.csrf, kind: 'consultation-draft', name })
    if (answer.status !== 303) throw new Error(`Publishing was answered with ${answer.status}.`)
    await database.writing(town.id, db =>
      db.rows(sql`update sentence set text = text || ' Auch im Winter.' where municipality_id = ${town.id} and number % 10 = 0`),
    )
  }
}
