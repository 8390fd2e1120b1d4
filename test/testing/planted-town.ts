import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Municipality } from '#platform/municipalities'
import { putDialogue } from '../../src/dialogue/dialogue.store.ts'
import type { Dialogue } from '../../src/dialogue/dialogue.ts'
import type { Level } from '../../src/dialogue/level.ts'
import { keepRun } from '../../src/dialogue/sheet.actions.ts'
import { newSheetCodes, readSheetCode, sheetHash } from '../../src/dialogue/sheet.ts'
import { insertStatements } from '../../src/dialogue/statement.store.ts'
import { voluntaryPseudonyms } from '../../src/dialogue/voluntary.ts'
import { findSentence } from '../../src/vision/vision.store.ts'
import { type Browser, hiddenFields } from './browser.ts'
import { inTown, type TestInstance } from './instance.ts'
import { type PlantedPlan, plantPlan } from './planted-plan.ts'
import { type PlantedVision, plantVision } from './planted-vision.ts'
import { queuedMails, type StaffBrowser } from './staff.ts'
import type { TableRow } from './ties.ts'

/** Somebody of whom we know everything: what names them, and the two names under which their votes and their answers stand. */
export type PlantedPerson = {
  browser: Browser
  /** what others could know of them: address, code, session */
  identities: string[]
  pseudonym: string
  voluntaryPseudonym: string
  usedCode?: string
}

export type PlantedTown = {
  town: Municipality
  people: PlantedPerson[]
  staff: Record<string, StaffBrowser>
  /** in the town hall, after five people */
  tablet: Browser
  unusedCode: string
  /** of paper sheets that have come back */
  sheetCodes: string[]
  /** the address of the page on which somebody who reported a statement follows it */
  reportToken: string
  vision: PlantedVision
  plan: PlantedPlan
  /** last parts of the addresses in all mails */
  mailedTokens: string[]
}

const home = '/musterstadt/dialog/zusammenleben'
const desk = '/musterstadt/verwaltung/dialoge/zusammenleben'
const answers = ['agree', 'disagree', 'pass']
const ages = ['18-29', '30-44', '45-59', '60-74']

const dialogue: Dialogue = {
  id: randomUUID(),
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
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
}

/** A town in which people have taken part in every way there is, on several days, and everything is known of each of them. */
export async function plantTown(instance: TestInstance): Promise<PlantedTown> {
  const town = await instance.addTown()
  await inTown(instance, town, async db => {
    await putDialogue(db, dialogue)
    const texts = Array.from({ length: 6 }, (_, index) => `Satz der Stadt Nummer ${index + 1}.`)
    await insertStatements(
      db,
      dialogue.id,
      texts.map(text => ({ text, language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-09-30' })),
    )
  })
  const foreign = await instance.addTown({ slug: 'anderswo', name: 'Anderswo' })
  const staff = {
    coordinator: await instance.staff(town, 'coordinator'),
    moderator: await instance.staff(town, 'moderator'),
    editor: await instance.staff(town, 'editor'),
    reader: await instance.staff(town, 'reader'),
    foreigner: await instance.staff(foreign, 'coordinator', { email: 'amt@anderswo.example' }),
    operator: await instance.staff(foreign, 'reader', { email: 'technik@anderswo.example', isOperator: true }),
  }
  const planter = new Planter(instance, town, staff.coordinator)
  await staff.editor.submit(`${desk}/beteiligung`, `${desk}/beteiligung`, { questions: ['age', 'part'], parts: 'Nord\nSüd' })
  const people = [
    ...(await planter.people(6, 'anonymous')),
    ...(await planter.people(6, 'letter')),
    ...(await planter.people(6, 'email')),
    ...(await planter.nextDay(() => planter.people(5, 'anonymous'))),
    ...(await planter.nextDay(() => planter.people(5, 'anonymous'))),
  ]
  const tablet = await planter.atTablet(5)
  await planter.propose(people[0]!, 'Ein Brunnen auf dem Markt.')
  const unusedCode = (await planter.codes(1))[0]!
  const sheetCodes = await planter.onPaper(6, staff.moderator)
  const reportToken = await planter.report(people[1]!)
  const vision = await plantVision(instance, town, dialogue.id, people, staff.moderator)
  const plan = await planter.plan(vision.id)
  await planter.leaveALinkWaiting()
  return { town, people, staff, tablet, unusedCode, sheetCodes, reportToken, vision, plan, mailedTokens: await planter.mailedTokens() }
}

class Planter {
  private readonly instance: TestInstance
  private readonly town: Municipality
  private readonly coordinator: StaffBrowser
  private count = 0

  constructor(instance: TestInstance, town: Municipality, coordinator: StaffBrowser) {
    this.instance = instance
    this.town = town
    this.coordinator = coordinator
  }

  /** So many people with this level, one after the other: they vote, say something of themselves, and subscribe. */
  async people(count: number, level: Level): Promise<PlantedPerson[]> {
    await this.ask(level)
    const codes = level === 'letter' ? await this.codes(count) : []
    const planted: PlantedPerson[] = []
    for (let person = 0; person < count; person++) planted.push(await this.person(level, codes[person]))
    return planted
  }

  async nextDay<Result>(work: () => Promise<Result>): Promise<Result> {
    this.instance.clock.now = new Date(this.instance.clock.now.getTime() + 86_400_000)
    return work()
  }

  async codes(count: number): Promise<string[]> {
    const page = `${desk}/zugang`
    const { csrf = '' } = hiddenFields(await this.coordinator.page(page), `${page}/briefe`)
    const file = await (await this.coordinator.post(`${page}/briefe`, { csrf, count: String(count), as: 'csv' })).text()
    return file
      .trim()
      .split('\r\n')
      .slice(1)
      .map(line => line.split(',')[0] ?? '')
  }

  /** The tablet in the town hall: the coordinator is signed out when it starts, so she takes a second browser. */
  async atTablet(count: number) {
    await this.ask('anonymous')
    const device = await this.instance.staff(this.town, 'coordinator')
    await expectStatus(device.submit(`${desk}/tablet`, `${desk}/tablet`, { code: '4711', csrf: device.csrf }), 303)
    for (let person = 0; person < count; person++) {
      await device.post(`${home}/tablet/beginn`, { language: 'de' })
      for (let vote = 0; vote < 3; vote++)
        await expectStatus(device.submit(`${home}/tablet`, `${home}/tablet/stimme`, { answer: this.next(answers) }), 303)
      await device.post(`${home}/tablet/fertig`, {})
    }
    return device
  }

  /** Sheets as if they had been printed, typed in by one person of the town hall. */
  async onPaper(count: number, by: StaffBrowser): Promise<string[]> {
    const codes = newSheetCodes(count)
    const { secret } = this.instance.services
    const sheets = codes.map(code => ({ hash: sheetHash(secret, dialogue.id, readSheetCode(code)!), numbers: [1, 2, 3] }))
    const run = { format: 'a4' as const, channel: 'paper' as const, languages: ['de'], count, perSheet: 3, giveBack: '' }
    const printer = { personId: this.coordinator.personId } as never
    await inTown(this.instance, this.town, db => keepRun(db, printer, dialogue.slug, run, sheets, this.instance.clock.now))
    for (const code of codes) {
      const ticks = Object.fromEntries([1, 2, 3].map(number => [`aussage-${number}`, this.next(answers)]))
      await expectStatus(by.post(`${desk}/papier/eingabe/bogen`, { csrf: by.csrf, code, entry: 'first', ...ticks }), 303)
    }
    return codes
  }

  /** Reports a statement with name and address; answers with the key of the page on which the report can be followed. */
  async report({ browser }: PlantedPerson): Promise<string> {
    const form = `${home}/aussage/1/meldung`
    const said = { ground: 'law', text: 'Das ist eine Beleidigung.', name: 'Rita Redlich', email: 'rita@example.org', inGoodFaith: 'yes' }
    const answered = await browser.submit(form, form, said)
    if (answered.status !== 303) throw new Error(`${answered.status}: ${(await answered.text()).slice(0, 300)}`)
    return answered.headers.get('location')?.split('/').at(-1) ?? ''
  }

  /** A plan on the second sentence of the vision, with two progress reports everybody may read. */
  async plan(visionId: string): Promise<PlantedPlan> {
    const { secret, now } = this.instance.services
    const planted = await inTown(this.instance, this.town, async db =>
      plantPlan(db, secret, now(), (await findSentence(db, visionId, 2))?.id),
    )
    for (const number of ['1', '2']) {
      const reports = '/musterstadt/verwaltung/plan/berichte'
      const values = { title: `Sachstand ${number}`, asOf: now().toISOString().slice(0, 10) }
      await expectStatus(this.coordinator.submit(`${reports}/neu`, `${reports}/neu`, values), 303)
      await expectStatus(this.coordinator.submit(`${reports}/${number}`, `${reports}/${number}`, { deed: 'publish' }), 303)
    }
    return planted
  }

  /** Somebody has asked for the link of their voice again, and the mail has not gone out yet. */
  async leaveALinkWaiting() {
    await this.ask('email')
    await this.instance.visitor().submit(`${home}/zugang`, `${home}/zugang`, { email: 'person13@example.org' })
    const staff = { email: `coordinator.${this.town.id.slice(0, 8)}@example.org` }
    await this.instance.visitor().submit('/anmelden', '/anmelden', staff)
    const members = '/musterstadt/verwaltung/personen'
    await expectStatus(this.coordinator.submit(members, `${members}/einladungen`, { email: 'neu@example.org', role: 'reader' }), 303)
  }

  async propose({ browser }: PlantedPerson, text: string) {
    await expectStatus(browser.submit(`${home}/aussage`, `${home}/aussage`, { text, language: 'de' }), 303)
  }

  async mailedTokens(): Promise<string[]> {
    const texts = (await queuedMails(this.instance.services)).map(mail => JSON.stringify(mail))
    return [
      ...new Set(texts.flatMap(text => [...text.matchAll(/https?:[^\s"\\]+\/([\w.-]+)(?=[\s"\\]|\\n)/g)].map(found => found[1] ?? ''))),
    ]
  }

  private async person(level: Level, code: string | undefined): Promise<PlantedPerson> {
    const email = `person${++this.count}@example.org`
    const browser = this.instance.visitor()
    if (code) await expectStatus(browser.submit(`${home}/zugang`, `${home}/zugang`, { code }), 303)
    if (level === 'email') await this.confirm(browser, email)
    for (let vote = 0; vote < 3; vote++) await expectStatus(browser.submit(home, `${home}/stimme`, { answer: this.next(answers) }), 303)
    const part = this.count % 2 === 0 ? 'Nord' : 'Süd'
    await expectStatus(browser.submit(`${home}/ueber-mich`, `${home}/ueber-mich`, { age: this.next(ages), part }), 303)
    await expectStatus(browser.submit(`${home}/benachrichtigung`, `${home}/benachrichtigung`, { email }), 303)
    const cookie = decodeURIComponent(browser.cookie('teilnahme-musterstadt') ?? '')
    const pseudonym = cookie.split('.')[0] ?? ''
    const voluntaryPseudonym = voluntaryPseudonyms(this.instance.services.secret, dialogue.id)(pseudonym)
    return { browser, identities: [email, ...(code ? [code] : [])], pseudonym, voluntaryPseudonym, ...(code && { usedCode: code }) }
  }

  private async confirm(browser: Browser, email: string) {
    await browser.submit(`${home}/zugang`, `${home}/zugang`, { email })
    const mail = (await queuedMails(this.instance.services)).findLast(({ to }) => to === email)
    const link = new URL(/https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
    await expectStatus(browser.submit(link, link, {}), 303)
  }

  private ask(level: Level) {
    return this.coordinator.submit(`${desk}/zugang`, `${desk}/zugang`, { level })
  }

  /** Spread without chance, so that a failure can be seen again. */
  private next<Value>(values: readonly Value[]): Value {
    this.spread = (this.spread * 16807) % 2147483647
    return values[this.spread % values.length]!
  }
  private spread = 4711
}

async function expectStatus(answer: Promise<Response>, status: number) {
  const response = await answer
  if (response.status !== status) throw new Error(`${response.status} instead of ${status}: ${(await response.text()).slice(0, 300)}`)
}

/** Every row of every table the application can read, as a backup holds them, in the order in which they stand on the disk. */
export const everyRow = (instance: TestInstance, town: Municipality): Promise<TableRow[]> =>
  inTown(instance, town, async db => {
    const tables = await db.rows<{ name: string }>(sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`)
    const rows: TableRow[] = []
    for (const { name } of tables) {
      const found = await db.rows<{ values: Record<string, unknown>; transaction: string }>(
        sql`select to_jsonb(${sql.ref(name)}.*) as values, xmin::text as transaction from ${sql.raw(`"${name}"`)} order by ctid`,
      )
      rows.push(...found.map((row, place) => ({ table: name, ...row, place })))
    }
    return rows
  })
