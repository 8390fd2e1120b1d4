import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, openConsultedTown } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { judgePhase, nextPhases } from './phase.ts'
import { mayChange, type Phase, phases } from './vision.ts'

const desk = `${consultedDesk}/phase`

test('no phase leads to adopted without a resolution, and none leads to itself', () => {
  for (const from of phases) {
    expect(nextPhases(from)).not.toContain('adopted')
    for (const kind of ['consultation-draft', 'adopted', undefined] as const) {
      expect(judgePhase(from, from, 'adopted', kind)).toBeDefined()
      expect(judgePhase(from, from, from, kind)).toBe('not-allowed')
    }
  }
})

test('a revision begins, and residents and council get a new draft before them, not the adopted text', () => {
  expect(judgePhase('adopted', 'adopted', 'revision', 'adopted')).toBeUndefined()
  for (const newest of ['adopted', 'revision', undefined] as const)
    expect(judgePhase('revision', 'revision', 'consultation', newest)).toBe('nothing-published')
  expect(judgePhase('revision', 'revision', 'deliberation', 'consultation-draft')).toBeUndefined()
})

describe('the page of the phase', () => {
  let open: ConsultedTown
  let coordinator: Browser & StaffBrowser
  beforeEach(async () => {
    open = await openConsultedTown()
    coordinator = await open.instance.staff(open.town, 'coordinator')
  })
  afterEach(() => open.instance.close())

  const go = (seen: string, to: string, by = coordinator) => by.post(desk, { csrf: by.csrf, seen, to })
  const stored = async () => {
    const vision = () =>
      inTown(open.instance, open.town, db =>
        db.selectFrom('vision').select('phase').where('municipality_id', '=', open.town.id).executeTakeFirstOrThrow(),
      )
    return (await vision()).phase
  }

  test('offers what may follow and nothing else', async () => {
    for (const phase of phases) {
      await open.enter(phase)
      const page = await coordinator.page(desk)
      const offered = phases.filter(to => page.includes(`name="to" value="${to}"`))
      expect(new Set(offered)).toEqual(new Set(nextPhases(phase)))
      expect(page.includes('href="/musterstadt/verwaltung/leitbild/miteinander/beschluss"')).toBe(mayChange(phase, 'adopted'))
    }
  })

  test('goes from consultation to deliberation and back, and writes both down', async () => {
    expect((await go('consultation', 'deliberation')).status).toBe(303)
    expect(await stored()).toBe('deliberation')
    expect(await coordinator.page(`${desk}?fertig=1`)).toContain('Neue Phase: Beratung')
    await go('deliberation', 'consultation')
    expect(await stored()).toBe('consultation')
    const record = await coordinator.page('/musterstadt/verwaltung/protokoll')
    expect(record).toContain('Leitbild „miteinander“: von Beratung zu Beteiligung')
  })

  test.each<[Phase, string]>([
    ['consultation', 'revision'],
    ['deliberation', 'adopted'],
    ['adopted', 'draft'],
    ['adopted', 'consultation'],
  ])('refuses to go from %s to %s', async (from, to) => {
    await open.enter(from)
    const refused = await go(from, to)
    expect(refused.status).toBe(422)
    expect(await stored()).toBe(from)
  })

  test('asks for a published draft before residents take part', async () => {
    await open.enter('draft')
    await inTown(open.instance, open.town, db => db.deleteFrom('vision_version').where('municipality_id', '=', open.town.id).execute())
    const refused = await go('draft', 'consultation')
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Dafür muss zuerst ein Entwurf veröffentlicht sein.')
    expect(await stored()).toBe('draft')
  })

  test('of two who go on at once, the second is told', async () => {
    const answers = await Promise.all([go('consultation', 'deliberation'), go('consultation', 'draft')])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  })

  test('is for the coordination alone, and for phases there are', async () => {
    const editor = await open.instance.staff(open.town, 'editor')
    expect((await go('consultation', 'deliberation', editor)).status).toBe(403)
    expect((await editor.get(desk)).status).toBe(403)
    expect((await go('consultation', 'somewhere')).status).toBe(400)
    expect(await stored()).toBe('consultation')
  })
})
