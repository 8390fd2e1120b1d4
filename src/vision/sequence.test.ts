import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, openConsultedTown } from '../../test/testing/consulted-town.ts'
import { type OparlServer, openOparlServer } from '../../test/testing/oparl-server.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { stepsOf } from './sequence.store.ts'
import { emptyStep, judgeStep, moved, type StepValues, valuesOf } from './sequence.ts'

const desk = `${consultedDesk}/beratungsfolge`
const hearing = { body: 'Integrationsrat', role: 'hearing', meetsOn: '2026-09-02', result: 'noted' }
const decision = { body: 'Stadtrat', role: 'decision', meetsOn: '2026-09-24', result: 'agreed', resolutionNumber: '2026/12' }

describe('a step is refused', () => {
  const refusals = (values: Partial<StepValues>) => {
    const judged = judgeStep({ ...emptyStep, ...decision, ...values }, '2026-10-01')
    return 'refusals' in judged ? judged.refusals : {}
  }
  test.each<[string, Partial<StepValues>, object]>([
    ['without a body', { body: '' }, { body: 'body-missing' }],
    ['without a role', { role: 'chair' }, { role: 'role-missing' }],
    ['on a day there is not', { meetsOn: '2026-02-30' }, { meetsOn: 'date-unreadable' }],
    ['with a result but no day', { meetsOn: '' }, { meetsOn: 'date-missing' }],
    ['with a result before its day', { meetsOn: '2026-10-02' }, { meetsOn: 'result-before-date' }],
    ['as a decision that only notes', { result: 'noted' }, { result: 'result-no-decision' }],
    ['as information that agrees', { role: 'information' }, { result: 'result-more-than-noted' }],
    ['as a decision without the number of the resolution', { resolutionNumber: '' }, { resolutionNumber: 'resolution-number-missing' }],
    ['with changes nobody has written down', { result: 'agreed-with-changes' }, { deviatingDecision: 'changes-missing' }],
    ['with negative votes', { yes: '-3', no: '1', abstentions: '0' }, { yes: 'votes-unreadable' }],
    ['with half a vote', { yes: '3.5', no: '1', abstentions: '0' }, { yes: 'votes-unreadable' }],
    ['with votes of which some are missing', { yes: '12', no: '3' }, { yes: 'votes-incomplete' }],
    ['with votes but no result', { result: '', yes: '12', no: '3', abstentions: '0' }, { yes: 'votes-without-result' }],
    ['as agreed by a tie', { yes: '7', no: '7', abstentions: '1' }, { yes: 'majority-missing' }],
    [
      'as unanimous with votes against',
      { isUnanimous: true, yes: '12', no: '1', abstentions: '0' },
      { isUnanimous: 'unanimous-with-others' },
    ],
    ['as unanimous without a result', { result: '', isUnanimous: true }, { isUnanimous: 'unanimous-without-result' }],
    ['with an address that is none', { oparlUrl: 'javascript:alert(1)' }, { oparlUrl: 'address-unreadable' }],
    ['with an address that tells a password', { oparlUrl: 'https://amt:geheim@rat.example/' }, { oparlUrl: 'address-unreadable' }],
  ])('%s', (_, values, wanted) => expect(refusals(values)).toEqual(wanted))

  test('and taken on the very day of the meeting', () => expect(refusals({ meetsOn: '2026-10-01' })).toEqual({}))
  test('and taken as unanimous with abstentions', () =>
    expect(refusals({ isUnanimous: true, yes: '9', no: '0', abstentions: '4' })).toEqual({}))
})

test('what a form reads is what it shows again', () => {
  const count = fc.nat(9999).map(String)
  const votes = fc.record({ yes: count, no: count, abstentions: count })
  fc.assert(
    fc.property(votes, fc.constantFrom('', 'postponed', 'refused'), (counted, result) => {
      const typed = { ...emptyStep, ...decision, result, ...(result && counted) }
      const judged = judgeStep(typed, '2026-10-01')
      expect('step' in judged && valuesOf({ id: '', ...judged.step })).toEqual(typed)
    }),
  )
})

test('moving a step up and down again changes nothing, and none gets lost', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50).map(String), { minLength: 1 }), fc.nat(), (ids, chance) => {
      const steps = ids.map(id => ({ id }))
      const id = ids[chance % ids.length] as string
      const down = moved(steps, id, 'down')
      expect(new Set(down)).toEqual(new Set(steps))
      if (ids.at(-1) !== id) expect(moved(down, id, 'up')).toEqual(steps)
    }),
  )
})

describe('the desk of the consultation sequence', () => {
  let open: ConsultedTown
  let server: OparlServer
  let editor: Browser & StaffBrowser
  beforeEach(async () => {
    server = await openOparlServer()
    open = await openConsultedTown({ LEITBILD_COUNCIL_SYSTEM: server.address })
    editor = await open.instance.staff(open.town, 'editor')
  })
  afterEach(async () => {
    await open.instance.close()
    await server.close()
  })

  const post = (path: string, fields: Record<string, string>) => editor.post(desk + path, { csrf: editor.csrf, ...fields })
  const stored = () => inTown(open.instance, open.town, db => stepsOf(db, open.vision))
  const ids = async () => (await stored()).map(({ id }) => id)
  const deeds = () =>
    inTown(open.instance, open.town, db =>
      db.selectFrom('audit_entry').select('deed').where('municipality_id', '=', open.town.id).execute(),
    )

  test('takes steps in, lists them in order, and writes each deed down', async () => {
    expect(await editor.page(desk)).toContain('Noch kein Gremium eingetragen')
    expect((await post('/neu', hearing)).headers.get('location')).toBe(`${desk}?fertig=1`)
    await post('/neu', { ...decision, yes: '21', no: '3', abstentions: '1' })
    expect((await stored()).map(({ body }) => body)).toEqual(['Integrationsrat', 'Stadtrat'])
    const page = await editor.page(desk)
    expect(page).toContain('21 Ja, 3 Nein, 1 Enthaltung')
    expect(page).toContain('24. September 2026')
    expect(await deeds()).toEqual([{ deed: 'consultation-sequence-changed' }, { deed: 'consultation-sequence-changed' }])
  })

  test('keeps what was typed when it refuses, and stores nothing', async () => {
    const refused = await post('/neu', { ...decision, resolutionNumber: '', deviatingDecision: 'Ohne Satz 4' })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('Zu einer Entscheidung gehört die Nummer des Beschlusses.')
    expect(page).toContain('Ohne Satz 4')
    expect(await stored()).toEqual([])
  })

  test('changes, moves and removes a step', async () => {
    await post('/neu', hearing)
    await post('/neu', decision)
    const [first, second] = await ids()
    expect(await editor.page(`${desk}/${first}`)).toContain('value="Integrationsrat"')
    await post(`/${first}`, { ...hearing, body: 'Integrationsbeirat' })
    await post(`/${second}/platz`, { direction: 'up' })
    expect((await stored()).map(({ body }) => body)).toEqual(['Stadtrat', 'Integrationsbeirat'])
    expect(await editor.page(`${desk}/${first}/entfernen`)).toContain('„Integrationsbeirat“ aus der Beratungsfolge entfernen?')
    await post(`/${first}/entfernen`, {})
    expect(await ids()).toEqual([second])
  })

  test('is closed to visitors, readers and other towns', async () => {
    await post('/neu', decision)
    const [step] = await ids()
    const reader = await open.instance.staff(open.town, 'reader')
    expect((await open.instance.visitor().get(desk)).status).toBe(303)
    expect((await reader.get(desk)).status).toBe(403)
    const other = await open.instance.addTown({ slug: 'anderswo', ags: '09999002' })
    const stranger = await open.instance.staff(other, 'coordinator')
    expect((await stranger.post(`${desk}/${step}/entfernen`, { csrf: stranger.csrf })).status).toBe(403)
    expect(await ids()).toEqual([step])
  })

  test.each(['/kein-schritt', '/00000000-0000-0000-0000-000000000000'])('knows no step %s', async path => {
    expect((await editor.get(desk + path)).status).toBe(404)
    expect((await post(path, decision)).status).toBe(404)
    expect((await post(`${path}/platz`, { direction: 'up' })).status).toBe(404)
    expect((await post(`${path}/ratsinformation`, { deed: 'ask' })).status).toBe(404)
  })

  describe('with a council information system', () => {
    const paper = () => `${server.address}/paper/1`
    const ask = async (fields: Record<string, string>) => (await post('/neu/ratsinformation', { deed: 'ask', ...fields })).text()

    test('shows what was found, and takes nothing over by itself', async () => {
      const page = await ask({ body: 'Rat der Stadt', role: 'decision', oparlUrl: paper() })
      expect(page).toContain('V 2026/0815 · Leitbild für Vielfalt')
      expect(page).toContain('Stadtrat · 24. September 2026 · TOP Ö 7')
      expect(page).toContain('value="Rat der Stadt"')
      expect(await stored()).toEqual([])
    })

    test('fills the fields when somebody wants it, for them to check and save', async () => {
      await ask({ oparlUrl: paper() })
      const taken = await post('/neu/ratsinformation', { deed: 'take-over', finding: '2', oparlUrl: paper(), resolutionNumber: '2026/12' })
      const page = await taken.text()
      expect(page).toContain('Bitte prüfen und dann speichern')
      expect(page).toContain('value="2026-09-24"')
      expect(page).toContain('value="2026/12"')
      expect(await stored()).toEqual([])
      await post('/neu', { ...decision, oparlUrl: paper() })
      expect(await editor.page(`${desk}/${(await ids())[0]}`)).toContain('V 2026/0815')
    })

    test('asks which consultation is meant', async () => {
      await ask({ oparlUrl: paper() })
      const refused = await post('/neu/ratsinformation', { deed: 'take-over', oparlUrl: paper() })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain('Bitte wählen Sie, welche Beratung gemeint ist.')
    })

    test('shows what it said last when it is silent', async () => {
      await ask({ oparlUrl: paper() })
      await server.close()
      const page = await ask({ oparlUrl: paper() })
      expect(page).toContain('Der Server ist nicht erreichbar.')
      expect(page).toContain('Unten steht, was am 1. Oktober 2026')
      expect(page).toContain('Stadtrat · 24. September 2026')
    })

    test('is never needed: without an answer the address stays a link', async () => {
      await server.close()
      expect(await ask({ body: 'Stadtrat', oparlUrl: paper() })).toContain('Sie können alles von Hand eintragen.')
      expect((await post('/neu', { ...decision, oparlUrl: paper() })).status).toBe(303)
    })

    test('answers one town alone', async () => {
      await ask({ oparlUrl: paper() })
      const other = await open.instance.addTown({ slug: 'anderswo', ags: '09999002' })
      const rows = await inTown(open.instance, other, db =>
        db.selectFrom('oparl_object').selectAll().where('municipality_id', '=', other.id).execute(),
      )
      expect(rows).toEqual([])
    })
  })
})
