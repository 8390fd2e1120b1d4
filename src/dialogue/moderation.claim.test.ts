import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTown } from '#testing'
import { type ModeratedTown, moderatedDesk, openModeratedTown } from '../../test/testing/moderated-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'

const queue = `${moderatedDesk}/moderation`

describe('several moderators', () => {
  let open: ModeratedTown
  let max: StaffBrowser
  beforeEach(async () => {
    open = await openModeratedTown()
    max = await open.second()
  })
  afterEach(() => open.instance.close())

  const claim = (by: StaffBrowser, deed: 'take' | 'leave') => by.post(`${moderatedDesk}/uebernahme`, { csrf: by.csrf, deed })
  const claims = () =>
    inTown(open.instance, open.town, db =>
      db.selectFrom('moderation_claim').selectAll().where('municipality_id', '=', open.town.id).execute(),
    )
  const minutesLater = (minutes: number) => {
    open.instance.clock.now = new Date(open.instance.clock.now.getTime() + minutes * 60_000)
  }
  const proposeMany = async (count: number) => {
    for (let i = 1; i <= count; i++) await open.propose(`${words[i % words.length]} ${i}`)
  }
  const words = ['Bänke am Fluss', 'Nachtbus samstags', 'Hallenbad länger offen', 'Radweg zur Schule', 'Sprachcafé im Rathaus']

  test('what one has taken is not shown to another, until it is handed back', async () => {
    await open.propose('Der Markt soll samstags sein.')
    expect(await max.page(queue)).toContain('Der Markt soll samstags sein.')
    expect((await claim(open.mia, 'take')).status).toBe(303)
    expect(await open.mia.page(queue)).toContain('Eine Aussage ist bei Ihnen, bis 12:10 Uhr.')
    const shown = await max.page(queue)
    expect(shown).not.toContain('Der Markt soll samstags sein.')
    expect(shown).toContain('Eine weitere hat gerade jemand anderes.')
    await claim(open.mia, 'leave')
    expect(await max.page(queue)).toContain('Der Markt soll samstags sein.')
  })

  test('after ten minutes anybody may take it', async () => {
    const number = await open.propose('Der Markt soll samstags sein.')
    await claim(open.mia, 'take')
    minutesLater(9)
    expect((await open.decide(number, 'approved', {}, max)).status).toBe(409)
    minutesLater(1)
    expect(await max.page(queue)).toContain('Der Markt soll samstags sein.')
    await claim(max, 'take')
    expect(await claims()).toMatchObject([{ person_id: max.personId }])
    expect((await open.decide(number, 'approved')).status).toBe(409)
    expect((await open.decide(number, 'approved', {}, max)).status).toBe(303)
  })

  test('what somebody else has in hand is neither decided nor mended', async () => {
    const number = await open.propose('Der Markt soll samstags sein.')
    await claim(open.mia, 'take')
    const refused = await open.decide(number, 'rejected', { reason: 'unclear' }, max)
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('hat gerade jemand anderes übernommen')
    const fields = { csrf: max.csrf, text: 'Der Markt sei samstags.', seen: 'Der Markt soll samstags sein.', language: 'de' }
    expect((await max.post(`${queue}/${number}/tippfehler`, fields)).status).toBe(409)
    expect(await open.mia.page(queue)).toContain('Der Markt soll samstags sein.')
  })

  test('a decision ends the claim', async () => {
    const number = await open.propose('Der Markt soll samstags sein.')
    await claim(open.mia, 'take')
    expect((await open.decide(number, 'approved')).status).toBe(303)
    expect(await claims()).toEqual([])
  })

  test('of two who take at once each gets statements of their own', async () => {
    await proposeMany(12)
    await Promise.all([claim(open.mia, 'take'), claim(max, 'take')])
    const taken = await claims()
    expect(new Set(taken.map(({ statement_id }) => statement_id)).size).toBe(taken.length)
    expect(taken.filter(({ person_id }) => person_id === open.mia.personId).length).toBeGreaterThan(0)
    await Promise.all([claim(open.mia, 'take'), claim(max, 'take')])
    const shared = await claims()
    expect(shared.length).toBe(12)
    expect(new Set(shared.map(({ person_id }) => person_id))).toEqual(new Set([open.mia.personId, max.personId]))
  })

  test('of two who decide on the same statement at once one is told', async () => {
    const number = await open.propose('Der Markt soll samstags sein.')
    const answers = await Promise.all([open.decide(number, 'approved'), open.decide(number, 'rejected', { reason: 'off-topic' }, max)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const decisions = await inTown(open.instance, open.town, db =>
      db.selectFrom('moderation_decision').selectAll().where('municipality_id', '=', open.town.id).execute(),
    )
    expect(decisions.length).toBe(1)
  })

  test('a moderator of another town takes nothing here', async () => {
    await open.propose('Der Markt soll samstags sein.')
    const other = await open.instance.addTown({ slug: 'anderswo', ags: '09999002', name: 'Anderswo' })
    const stranger = (await open.instance.staff(other, 'moderator', { email: 'fremd@example.org' })) as StaffBrowser
    expect((await claim(stranger, 'take')).status).toBe(403)
    expect(await claims()).toEqual([])
  })

  test('what waits and says the same is shown beside it, without a way to merge', async () => {
    await open.propose('Der letzte Bus soll nach 22 Uhr fahren.')
    const other = open.instance.visitor()
    const form = '/musterstadt/dialog/zusammenleben/aussage'
    await other.submit(form, form, { text: 'Der letzte Bus soll auch nach 22 Uhr noch fahren.', language: 'de' })
    const shown = await open.mia.page(queue)
    expect(shown).toContain('Aussage 1, wartet auch')
    expect(shown).not.toContain('Mit Aussage 1 zusammenführen')
  })
})
