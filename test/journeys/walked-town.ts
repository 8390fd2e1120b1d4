import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Write } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown } from '#testing'
import { fillDemo } from '../../src/commands/demo.ts'
import { putDialogue } from '../../src/dialogue/dialogue.store.ts'
import type { Dialogue } from '../../src/dialogue/dialogue.ts'
import { kioskCookieName } from '../../src/dialogue/kiosk.ts'
import { putLevelAsked } from '../../src/dialogue/level.store.ts'
import type { AskedLevel } from '../../src/dialogue/level.ts'
import { cookieName } from '../../src/dialogue/participant.ts'
import { raiseAlert } from '../../src/dialogue/quarantine.store.ts'
import { insertStatements } from '../../src/dialogue/statement.store.ts'
import { sessionCookie } from '../../src/platform/people/session.ts'
import type { ProposalResult, RoundResult, RoundShares } from '../../src/vision/bridge.ts'
import { putContribution } from '../../src/vision/contribution.store.ts'
import { queuedMails, type StaffBrowser } from '../testing/staff.ts'
import type { ServedInstance } from './served-instance.ts'
import { putVisionsInEachPhase } from './walked-visions.ts'

/** Who looks at a page: somebody who has voted, somebody who may do everything at the desk and in the instance, or the tablet for everybody. */
export const visitors = ['resident', 'staff', 'tablet'] as const
export type Visitor = (typeof visitors)[number]

export type WalkedTown = {
  cookies: Record<Visitor, { of: Browser; names: string[] }>
  /** what addresses name, by parameter */
  names: Record<string, string>
  /** paths that were mailed to somebody */
  links: Record<'signIn' | 'invitation' | 'subscription' | 'level' | 'department', string>
}

const home = '/erfundingen/dialog/zusammenleben'
/** The example's vision, in the middle of its consultation. */
const inVision = { vision: 'miteinander', version: '2', sentence: '9', issue: '1', contribution: '1' }
const amendments = `/erfundingen/leitbild/${inVision.vision}/satz/${inVision.sentence}/aenderungen`
const proof = '/erfundingen/dialog/email/zugang'
const people = '/erfundingen/verwaltung/personen'
const moderation = '/erfundingen/verwaltung/dialoge/zusammenleben/moderation'
const alerts = '/erfundingen/verwaltung/dialoge/zusammenleben/auffaellige-stimmen'

/** The example town with everything in it that a page can show: people, groups, alerts, levels, letters, questions, mails on their way. */
export async function furnishTown(instance: ServedInstance): Promise<WalkedTown> {
  const { services } = instance
  const town = await fillDemo(services)
  const staff = await instance.staff(town, 'coordinator', { name: 'Anna Beispiel', email: 'anna@beispiel.example', isOperator: true })
  const colleague = await instance.staff(town, 'moderator', { name: 'Berna Beispiel', email: 'berna@beispiel.example' })
  const resident = await residentWhoTookPart(instance)
  await inTown(instance, town, async db => {
    const dialogue = await onlyDialogue(db)
    await raiseAlerts(db, dialogue, services.now())
    for (const level of ['letter', 'email', 'oidc'] as const) await askForLevel(db, level)
    await putDialogue(db, blankDialogue('entwurf', { phase: 'draft' }))
    await putDialogue(db, blankDialogue('vorbei', { phase: 'closed' }))
    await putVisionsInEachPhase(db, dialogue)
    await putVotedIssues(db)
  })
  instance.clock.now = new Date(instance.clock.now.getTime() + 2000) // what is kept in memory for a second is read anew
  const ids = await inTown(instance, town, idsIn)
  const rejected = await rejectOne(instance, town, staff)
  await staff.submit(alerts, `${alerts}/1`, { verdict: 'quarantined', seen: 'alert' })
  await staff.submit(people, `${people}/einladungen`, { email: 'neu@beispiel.example', role: 'editor' })
  await setUpProvider(staff)
  await instance.visitor().submit('/anmelden', '/anmelden', { email: 'anna@beispiel.example' })
  await instance.visitor().submit(proof, proof, { email: 'r@beispiel.example' })
  const plan = await putPlanInMotion(instance, town, staff)
  const tablet = await startTablet(instance, town)
  await instance.app.maintain()
  return {
    cookies: {
      resident: { of: resident, names: [cookieName(town.slug)] },
      staff: { of: staff, names: [sessionCookie] },
      tablet: { of: tablet, names: [kioskCookieName(town.slug)] },
    },
    names: {
      town: town.slug,
      dialogue: 'zusammenleben',
      person: colleague.personId,
      statement: '1',
      rejected,
      language: 'uk',
      item: '1',
      ...inVision,
      ...ids,
      ...plan,
    },
    links: {
      signIn: await mailed(instance, 'anna@beispiel.example', /\/anmelden\//),
      invitation: await mailed(instance, 'neu@beispiel.example', /\/einladung\//),
      subscription: await mailed(instance, 'r@beispiel.example', /\/benachrichtigung\//),
      level: await mailed(instance, 'r@beispiel.example', /\/zugang\/adresse\//),
      department: await mailed(instance, 'schule@erfundingen.example', /\/sachstand\//),
    },
  }
}

async function residentWhoTookPart(instance: ServedInstance): Promise<Browser> {
  const resident = instance.visitor()
  for (const answer of ['agree', 'disagree', 'pass', 'agree', 'agree', 'disagree', 'agree'])
    await resident.submit(home, `${home}/stimme`, { answer })
  for (const text of ['Ein Reparaturcafé im alten Bahnhof.', 'Mehr Schatten auf dem Marktplatz.'])
    await resident.submit(`${home}/aussage`, `${home}/aussage`, { text, language: 'de' })
  await resident.submit(`${home}/benachrichtigung`, `${home}/benachrichtigung`, { email: 'r@beispiel.example' })
  await resident.submit(amendments, amendments, {
    text: 'Der letzte Bus fährt sonntags auch.',
    reason: 'Sonntags fährt keiner.',
    language: 'de',
  })
  await resident.post(`/erfundingen/leitbild/${inVision.vision}/beitrag/${inVision.contribution}/stimme`, { answer: 'agree' })
  return resident
}

/** Issues whose second round is over: one that waits for its end, one that has ended with words of dissent on record. */
async function putVotedIssues(db: Write) {
  const town = db.municipality
  const [vision] = await db.rows<{ id: string }>(sql`
    select id from vision where municipality_id = ${town} and slug = ${inVision.vision}`)
  const words = await putContribution(db, vision!.id, {
    ...{ kind: 'dissent', issueId: await votedIssue(db, vision!.id, 3), sentenceId: null, text: 'Uns geht das zu weit.', reason: '' },
    ...{
      language: 'de',
      signedName: '',
      enteredFor: 'meeting',
      enteredForName: '',
      authorKey: null,
      state: 'approved',
      submittedOn: '2026-10-01',
    },
  } as const)
  await votedIssue(db, vision!.id, 2)
  await db.rows(sql`
    update issue set state = 'closed', outcome = 'partly-bridged', outcome_reason = 'Eine Gruppe trägt es nicht mit.',
      kept_dissents = array[${words.number}::integer], result = ${JSON.stringify(roundWith(words.number))}::jsonb
    where municipality_id = ${town} and vision_id = ${vision!.id} and number = 3`)
}

async function votedIssue(db: Write, vision: string, number: number): Promise<string> {
  const id = randomUUID()
  await db.rows(sql`
    insert into issue (municipality_id, id, vision_id, number, question, state, result)
    values (${db.municipality}, ${id}, ${vision}, ${number}, 'Soll die Hauptstraße sonntags frei von Autos sein?', 'voted',
      ${JSON.stringify(roundWith())}::jsonb)`)
  return id
}

/** The first bridge of the example, which one group carries and another does not; of a third nothing may be told. */
function roundWith(dissent?: number): RoundResult {
  const told = (votes: number, agree: number, lower: number) => ({ votes, agree, disagree: 100 - agree, pass: 0, lower })
  const group = (letter: string, colour: 1 | 2 | 3, shares: RoundShares | null) => ({ dialogue: 'zusammenleben', letter, colour, shares })
  const groups = [group('B', 2, told(40, 30, 19)), group('A', 1, told(50, 90, 80)), group('C', 3, null)]
  const result = (number: number): ProposalResult => ({
    number,
    standing: 'partly-bridged',
    overall: told(90, 63, 54),
    groups,
    least: null,
  })
  return { bridges: [result(5)], dissents: dissent === undefined ? [] : [result(dissent)], suggestion: 'partly-bridged' }
}

/** One of each thing of the example's vision that an address names by its id. */
async function idsIn(db: Write): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [name, table] of [
    ['chapter', 'chapter'],
    ['step', 'consultation_step'],
    ['position', 'body_position'],
  ] as const) {
    const [row] = await db.rows<{ id: string }>(sql`
      select thing.id from ${sql.table(table)} as thing join vision on vision.municipality_id = thing.municipality_id and vision.id = thing.vision_id
      where thing.municipality_id = ${db.municipality} and vision.slug = ${inVision.vision} limit 1`)
    found[name] = row!.id
  }
  const [entry] = await db.rows<{ id: string }>(sql`select id from issue_entry where municipality_id = ${db.municipality} limit 1`)
  return { ...found, entry: entry!.id }
}

const onlyDialogue = async (db: Write) =>
  (await db.selectFrom('dialogue').select('id').where('municipality_id', '=', db.municipality).executeTakeFirstOrThrow()).id

const alert = { networks: 2, equalShare: 0.96, usualShare: 0.61 }

async function raiseAlerts(db: Write, dialogue: string, now: Date) {
  const people = await db.selectFrom('participant').select('id').where('municipality_id', '=', db.municipality).limit(24).execute()
  const participants = people.map(({ id }) => id)
  for (const some of [participants.slice(0, 12), participants.slice(12)])
    await raiseAlert(db, dialogue, { ...alert, participants: some }, now)
}

async function askForLevel(db: Write, level: AskedLevel) {
  const dialogue = blankDialogue(level, {})
  await putDialogue(db, dialogue)
  await insertStatements(db, dialogue.id, [
    { text: 'Der Markt soll samstags sein.', language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-09-30' },
  ])
  await putLevelAsked(db, dialogue.id, level)
}

const blankDialogue = (slug: string, values: Partial<Dialogue>): Dialogue => ({
  id: randomUUID(),
  slug,
  question: 'Was soll mit dem alten Bahnhof geschehen?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
  ...values,
})

/** The number of a statement of the resident's that a moderator has turned down. */
async function rejectOne(instance: ServedInstance, town: Municipality, staff: StaffBrowser): Promise<string> {
  const { number } = await inTown(instance, town, db =>
    db
      .selectFrom('statement')
      .select('number')
      .where('municipality_id', '=', town.id)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow(),
  )
  const decision = {
    csrf: staff.csrf,
    seen: 'pending',
    state: 'rejected',
    reason: 'off-topic',
    note: 'Das gehört in einen anderen Dialog.',
  }
  const answer = await staff.post(`${moderation}/${number}`, decision)
  if (answer.status !== 303) throw new Error(`The statement was not rejected: ${answer.status}`)
  return String(number)
}

const setUpProvider = (staff: StaffBrowser) =>
  staff.submit('/erfundingen/verwaltung/konten', '/erfundingen/verwaltung/konten', {
    label: 'Landeskonto',
    issuer: 'http://127.0.0.1:9/realm',
    clientId: 'leitbild',
    clientSecret: 'geheim-genug',
    scopes: 'openid',
    subjectClaim: 'sub',
    emailClaim: 'email',
    verifiedClaim: 'email_verified',
    forStaff: 'on',
    forParticipants: 'on',
  })

const planDesk = '/erfundingen/verwaltung/plan'

/** The example's plan while a round runs, a table waits to be taken over, and the council has two reports; what its addresses name. */
async function putPlanInMotion(instance: ServedInstance, town: Municipality, staff: StaffBrowser): Promise<Record<string, string>> {
  const inDays = (days: number) => new Date(instance.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  await staff.submit(`${planDesk}/runden/neu`, `${planDesk}/runden/neu`, { title: 'Herbst', endsOn: inDays(14) })
  for (const number of ['1', '2']) {
    const reports = `${planDesk}/berichte`
    await staff.submit(`${reports}/neu`, `${reports}/neu`, { title: `Sachstand ${number}`, asOf: inDays(0) })
    await staff.submit(`${reports}/${number}`, `${reports}/${number}`, { deed: 'publish' })
  }
  const table = new File(['Nr.;Maßnahme;Handlungsfeld\n9.1;Repaircafé;Sprache\n3.1;Lesepaten;Sprache\n'], 'massnahmen.csv')
  const uploaded = await staff.post(`${planDesk}/uebernahme`, { csrf: staff.csrf, table })
  const sequence = `${planDesk}/beratungsfolge`
  await staff.submit(`${sequence}/neu`, `${sequence}/neu`, { body: 'Sozialausschuss', role: 'preliminary' })
  const planStep = /beratungsfolge\/([0-9a-f-]{36})/.exec(await staff.page(sequence))?.[1] ?? ''
  const [group] = await inTown(instance, town, db =>
    db.rows<{ slug: string }>(sql`select slug from target_group where municipality_id = ${town.id} order by position limit 1`),
  )
  const names = { measure: '3.1', goal: '3', department: 'schule', field: 'sprache', group: group!.slug, source: 'landesprogramm' }
  return { ...names, round: '1', report: '2', other: '1', planStep, import: uploaded.headers.get('location')?.split('/').at(-1) ?? '' }
}

async function startTablet(instance: ServedInstance, town: Municipality): Promise<Browser> {
  const staff = await instance.staff(town, 'coordinator')
  const desk = '/erfundingen/verwaltung/dialoge/zusammenleben/tablet'
  await staff.submit(desk, desk, { code: '2468' })
  return staff
}

/** Path of the first link of this kind in the mails to an address. */
async function mailed({ services }: ServedInstance, to: string, kind: RegExp): Promise<string> {
  const paths = (await queuedMails(services)).filter(mail => mail.to === to).flatMap(({ text }) => text.match(/http\S+/g) ?? [])
  const found = paths.map(address => new URL(address).pathname).find(path => kind.test(path))
  if (!found) throw new Error(`No link of this kind was mailed to ${to}: ${kind}`)
  return found
}
