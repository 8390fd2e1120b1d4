import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTown } from '#testing'
import { type ConsultedTown, consultedDesk, consultedVision, openConsultedTown } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'

const comments = `${consultedVision}/satz/1/kommentare`
const queue = `${consultedDesk}/beitraege`
const wish = 'Das ist mir wichtig.'

describe('two moderators of a vision', () => {
  let open: ConsultedTown
  let mia: StaffBrowser
  let cora: StaffBrowser
  beforeEach(async () => {
    open = await openConsultedTown()
    mia = (await open.instance.staff(open.town, 'moderator')) as StaffBrowser
    cora = (await open.instance.staff(open.town, 'coordinator')) as StaffBrowser
    await bringIn(wish)
  })
  afterEach(() => open.instance.close())

  const bringIn = (text: string) => open.instance.visitor().submit(comments, comments, { text, language: 'de', signedName: '' })
  const claim = (by: StaffBrowser, deed: string) => by.post(`${consultedDesk}/uebernahme`, { csrf: by.csrf, deed })
  const approve = (by: StaffBrowser) => by.post(`${queue}/1`, { csrf: by.csrf, state: 'approved', seen: 'pending' })
  const claims = () =>
    inTown(open.instance, open.town, db =>
      db.selectFrom('contribution_claim').selectAll().where('municipality_id', '=', open.town.id).execute(),
    )
  const minutesLater = (minutes: number) => {
    open.instance.clock.now = new Date(open.instance.clock.now.getTime() + minutes * 60_000)
  }

  test('do not see what the other has taken, until it is handed back', async () => {
    expect((await claim(mia, 'take')).status).toBe(303)
    expect(await mia.page(queue)).toContain('Ein Beitrag ist bei Ihnen')
    expect(await mia.page(queue)).toContain(wish)
    const shown = await cora.page(queue)
    expect(shown).not.toContain(wish)
    expect(shown).toContain('Eine weitere hat gerade jemand anderes.')
    await claim(mia, 'leave')
    expect(await cora.page(queue)).toContain(wish)
    expect((await claim(mia, 'keep')).status).toBe(400)
  })

  test('do not decide on what the other has in hand, for ten minutes', async () => {
    await claim(mia, 'take')
    minutesLater(9)
    const refused = await approve(cora)
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('Beitrag 1 hat gerade jemand anderes übernommen.')
    minutesLater(1)
    await claim(cora, 'take')
    expect(await claims()).toMatchObject([{ person_id: cora.personId }])
    expect((await approve(mia)).status).toBe(409)
    expect((await approve(cora)).status).toBe(303)
    expect(await claims()).toEqual([])
  })

  test('who take at once get contributions of their own', async () => {
    for (let i = 2; i <= 12; i++) await bringIn(`${wish} ${i}`)
    await Promise.all([claim(mia, 'take'), claim(cora, 'take')])
    await Promise.all([claim(mia, 'take'), claim(cora, 'take')])
    const taken = await claims()
    expect(taken.length).toBe(12)
    expect(new Set(taken.map(({ person_id }) => person_id))).toEqual(new Set([mia.personId, cora.personId]))
  })
})
