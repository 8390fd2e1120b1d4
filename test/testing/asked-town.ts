import { randomUUID } from 'node:crypto'
import type { Municipality } from '#platform/municipalities'
import { measures } from '../../src/plan/measure.store.ts'
import type { Measure } from '../../src/plan/measure.ts'
import { addMeasure } from '../../src/plan/measure-change.actions.ts'
import { emptyMeasure, type MeasureFields } from '../../src/plan/measure-change.ts'
import type { Browser } from './browser.ts'
import { inTown, openTestInstance, type TestInstance } from './instance.ts'
import { queuedMails, type StaffBrowser } from './staff.ts'

export const departmentMails = { jugendamt: 'jugend@stadt.example', bauamt: 'bau@stadt.example', sozialamt: 'soziales@stadt.example' }
type DepartmentSlug = keyof typeof departmentMails
type Lead = { department: DepartmentSlug; state?: 'asked' | 'accepted' } & Partial<
  Pick<MeasureFields, 'responsibleMail' | 'responsibleName'>
>
type SentMail = { to: string; subject: string; text: string }

/** A town whose departments are asked by mail how their measures stand. */
export class AskedTown {
  private read = 0
  private lastNumber = 0

  readonly instance: TestInstance
  readonly town: Municipality
  readonly coordinator: Browser & StaffBrowser
  private readonly field: string
  private readonly departments: Record<DepartmentSlug, string>

  private constructor(
    instance: TestInstance,
    town: Municipality,
    coordinator: Browser & StaffBrowser,
    field: string,
    departments: Record<DepartmentSlug, string>,
  ) {
    this.instance = instance
    this.town = town
    this.coordinator = coordinator
    this.field = field
    this.departments = departments
  }

  static async open(instance?: TestInstance): Promise<AskedTown> {
    instance ??= await openTestInstance({ LEITBILD_SMTP: 'smtp://mail.example', LEITBILD_MAIL_FROM: 'plan@stadt.example' })
    const town = await instance.addTown()
    const field = randomUUID()
    const ids = { jugendamt: randomUUID(), bauamt: randomUUID(), sozialamt: randomUUID() }
    await inTown(instance, town, async db => {
      const municipality_id = town.id
      await db.insertInto('action_field').values({ municipality_id, id: field, slug: 'sprache', name: 'Sprache', position: 1 }).execute()
      for (const slug of Object.keys(ids) as DepartmentSlug[])
        await db
          .insertInto('department')
          .values({ municipality_id, id: ids[slug], slug, name: slug[0]!.toUpperCase() + slug.slice(1), mail: departmentMails[slug] })
          .execute()
    })
    return new AskedTown(instance, town, await instance.staff(town, 'coordinator'), field, ids)
  }

  close = () => this.instance.close()

  /** Adds a running measure, and says its number. */
  async measure(title: string, lead?: Lead): Promise<string> {
    const number = String(++this.lastNumber)
    const { department, state = 'accepted', ...responsible } = lead ?? {}
    await inTown(this.instance, this.town, async db => {
      const said = { fieldId: this.field, status: 'running' as const, stateOfAffairs: 'Läuft seit März.' }
      const added = await addMeasure(db, number, { ...emptyMeasure, ...said, ...responsible, title }, this.instance.clock.now)
      if (!('measure' in added)) throw new Error(`The measure was refused: ${JSON.stringify(added.refusals)}`)
      const involved = { municipality_id: this.town.id, measure_id: added.measure.id, role: 'lead' as const, reason: '', answered_on: null }
      if (department)
        await db
          .insertInto('measure_department')
          .values({ ...involved, state, department_id: this.departments[department] })
          .execute()
    })
    return number
  }

  /** From now on this department is written to there. */
  async writeTo(department: DepartmentSlug, mail: string) {
    await inTown(this.instance, this.town, db =>
      db
        .updateTable('department')
        .set({ mail })
        .where('municipality_id', '=', this.town.id)
        .where('id', '=', this.departments[department])
        .execute(),
    )
  }

  async stored(number: string): Promise<Measure> {
    return (await inTown(this.instance, this.town, measures)).find(measure => measure.number === number)!
  }

  desk = (rest: string) => `/${this.town.slug}/verwaltung/plan/${rest}`
  post = (rest: string, fields: Record<string, string> = {}) =>
    this.coordinator.post(this.desk(rest), { csrf: this.coordinator.csrf, ...fields })
  /** Whoever has a link has no account. */
  visitor = () => this.instance.visitor()

  /** Ends the round that runs, opens another, and gives the link somebody got. */
  async openRound(endsOn = '2026-10-21'): Promise<{ number: string; linkOf(mail: string): string }> {
    const running = /runden\/(\d+)"/.exec(await this.coordinator.page(this.desk('runden')))?.[1]
    if (running) await this.post(`runden/${running}`, { deed: 'close' })
    await this.mails()
    const opened = await this.post('runden/neu', { title: 'Herbst 2026', endsOn })
    const number = /runden\/(\d+)/.exec(opened.headers.get('location') ?? '')?.[1]
    if (!number) throw new Error(`The round was refused: ${await opened.text()}`)
    const sent = await this.mails()
    return { number, linkOf: mail => linkIn(sent.find(({ to }) => to === mail)) }
  }

  /** Mails that were written since it was asked last. */
  async mails(): Promise<SentMail[]> {
    const all = await queuedMails(this.instance.services)
    const fresh = all.slice(this.read) as SentMail[]
    this.read = all.length
    return fresh
  }

  /** Deeds in the log, the oldest first. */
  async deeds(): Promise<string[]> {
    const entries = await inTown(this.instance, this.town, db =>
      db.selectFrom('audit_entry').select('deed').where('municipality_id', '=', this.town.id).orderBy('position').execute(),
    )
    return entries.map(({ deed }) => deed)
  }

  /** Presses “no change” on the page of a link. */
  confirm = (link: string, number: string) => this.visitor().submit(link, `${link}/massnahmen/${number}`, {})
}

/** Path of the link in a mail. */
export const linkIn = (mail: { text: string } | undefined) => new URL(/https?:\S+\/sachstand\/\S+/.exec(mail!.text)![0]).pathname
