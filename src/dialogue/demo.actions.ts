import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { type Municipality, putMunicipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { momentOf } from './berlin-time.ts'
import { demoPopulation, demoSetup } from './demo.people.ts'
import { noteDemoDecisions, welcomeOperator } from './demo.store.ts'
import { demoTranslations } from './demo.translations.ts'
import { type DemoDialogue, type DemoStatement, demoTown } from './demo.ts'
import { putDialogue } from './dialogue.store.ts'
import { dayOf, statementLengthLimits } from './dialogue.ts'
import { MapRefresher } from './map-refresher.ts'
import { putParticipants, putVoteRows } from './polis-import.store.ts'
import { putPopulation } from './population.store.ts'
import { refreshRepresentations } from './representation.actions.ts'
import type { Room } from './room.ts'
import { insertStatements } from './statement.store.ts'
import { putTranslation, putTranslationSetup } from './translation.store.ts'
import { putSetup, putVoluntaryAnswers } from './voluntary.store.ts'
import { voluntaryPseudonyms } from './voluntary.ts'
import { codeOf } from './vote.ts'

type Surroundings = Pick<Services, 'database' | 'log' | 'now' | 'municipalities' | 'secret'>

/**
 * Fills an invented town, unless there is one already, and lets the first operator look into its desk. The town and all in it come in
 * one transaction; it is removed with `removeDemo`.
 */
export async function installDemo(services: Surroundings, room?: Pick<Room, 'maps'>): Promise<Municipality> {
  const there = services.municipalities.all().find(({ isDemo }) => isDemo)
  const town = there ?? (await addDemoTown(services, room))
  await services.database.writing(town.id, db => welcomeOperator(db, services.now()))
  return town
}

async function addDemoTown({ database, log, now, municipalities, secret }: Surroundings, room?: Pick<Room, 'maps'>): Promise<Municipality> {
  const { municipality, dialogue } = demoTown(dayOf(now()))
  const slug = freeSlug(municipality.slug, slug => municipalities.bySlug(slug) !== undefined)
  const town: Municipality = { ...municipality, slug, id: randomUUID() }
  const dialogueId = randomUUID()
  await database.writing(town.id, async db => {
    await putMunicipality(db, town)
    await putDemoDialogue(db, dialogueId, dialogue, secret)
    await putPopulation(db, demoPopulation(municipality.ags!), now())
    await note(db, { personId: null, deed: 'demo-installed', subject: slug })
  })
  await municipalities.refresh()
  await database.maintain()
  await computeMap({ database, log, now }, room, town.id, dialogueId)
  await refreshRepresentations(database, secret, town.id, now())
  return town
}

function freeSlug(wanted: string, isTaken: (slug: string) => boolean): string {
  let slug = wanted
  for (let number = 2; isTaken(slug); number++) slug = `${wanted}-${number}`
  return slug
}

async function putDemoDialogue(db: Write, id: string, dialogue: DemoDialogue, secret: Buffer) {
  const { slug, question, description, languages } = dialogue
  await putDialogue(db, {
    id,
    slug,
    question,
    description,
    languages,
    phase: 'open',
    opensAt: noonOf(dialogue.opensOn),
    closesAt: noonOf(dialogue.closesOn),
    residentsMayAdd: true,
    moderation: 'before',
    statementLength: statementLengthLimits.usual,
    licence: 'CC0-1.0',
    sourceNote: '',
    importDigest: null,
  })
  const statements = await insertStatements(db, id, dialogue.statements.map(storable))
  await noteDemoDecisions(db, id)
  const statementIds = new Map(statements.map(statement => [statement.number, statement.id]))
  const participantIds = new Map(dialogue.participants.map(({ number }) => [number, randomUUID() as string]))
  await putParticipants(
    db,
    dialogue.participants.map(({ number, firstDay }) => ({ id: participantIds.get(number)!, firstSeen: firstDay })),
  )
  const votes = dialogue.votes.map(({ participant, statement, answer, day }) => ({
    participant: participantIds.get(participant)!,
    statement: statementIds.get(statement)!,
    answer: codeOf[answer],
    day,
  }))
  await putVoteRows(db, id, votes)
  await putDemoTranslations(db, id, dialogue)
  await putSetup(db, id, demoSetup)
  const pseudonymOf = voluntaryPseudonyms(secret, id)
  for (const { number, saysOfThemselves } of dialogue.participants)
    if (Object.keys(saysOfThemselves).length > 0)
      await putVoluntaryAnswers(db, id, pseudonymOf(participantIds.get(number)!), saysOfThemselves)
}

/** What was written in another language says in German what it says, and some of the German is said in other languages. */
async function putDemoTranslations(db: Write, id: string, { question, description, languages, statements, opensOn }: DemoDialogue) {
  await putTranslationSetup(db, { id, languages: [...languages] }, { language: 'de', showsUnreviewed: false })
  const written = new Map(statements.map(({ number, text, language }) => [String(number), { text, language }]))
  const of = (item: string) =>
    item === 'question' || item === 'description' ? { text: { question, description }[item], language: 'de' } : written.get(item)!
  const german = statements.flatMap(({ number, inGerman, state }) =>
    inGerman && state === 'approved'
      ? [{ item: String(number), language: 'de', text: inGerman, origin: 'person' as const, state: 'approved' as const }]
      : [],
  )
  for (const translation of [...german, ...demoTranslations])
    await putTranslation(db, id, { ...translation, of: of(translation.item) }, noonOf(opensOn))
}

const storable = ({ decidedOn, reason, note, inGerman: _, ...statement }: DemoStatement) => ({
  ...statement,
  ...(decidedOn && { decidedAt: noonOf(decidedOn) }),
  ...(reason && { rejectionReason: reason }),
  ...(note && { rejectionNote: note }),
})

const noonOf = (day: string) => momentOf(`${day}T12:00`) as Date

async function computeMap(
  { database, log, now }: Omit<Surroundings, 'municipalities' | 'secret'>,
  room: Pick<Room, 'maps'> | undefined,
  town: string,
  dialogue: string,
) {
  if (room) return room.maps.refresh(town, dialogue)
  const maps = new MapRefresher(database, log, now)
  try {
    await maps.refresh(town, dialogue)
  } finally {
    await maps.close()
  }
}
