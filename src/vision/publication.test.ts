import { createHash, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openResults } from '#dialogue'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, consultedVision, openConsultedTown } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { putDialogue } from '../dialogue/dialogue.store.ts'
import { insertStatements } from '../dialogue/statement.store.ts'
import { publishVersion } from './publication.actions.ts'
import { canonical } from './publication.ts'
import { findVersion, versionsOf } from './version.store.ts'
import { findVision } from './vision.store.ts'

const dialogue = {
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'open' as const,
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'before' as const,
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0' as const,
  sourceNote: '',
  importDigest: null,
}
const desk = `${consultedDesk}/veroeffentlichung`

test('the same content has the same digest, whatever the order in which it is kept', () => {
  expect(canonical({ b: [2, { d: 'ä', c: null }], a: '1', '10': 0, '2': 0 })).toBe('{"10":0,"2":0,"a":"1","b":[2,{"c":null,"d":"ä"}]}')
})

describe('publishing', () => {
  let open: ConsultedTown
  let coordinator: Browser & StaffBrowser
  beforeEach(async () => {
    open = await openConsultedTown()
    coordinator = await open.instance.staff(open.town, 'coordinator')
  })
  afterEach(() => open.instance.close())

  const publish = (wish: { kind?: string; name?: string } = {}, by = coordinator) =>
    by.post(desk, { csrf: by.csrf, kind: 'consultation-draft', name: 'Zweiter Entwurf', ...wish })
  const versions = () => inTown(open.instance, open.town, db => versionsOf(db, open.vision))
  const write = (text: string) =>
    inTown(open.instance, open.town, db =>
      db
        .updateTable('sentence')
        .set({ text })
        .where('municipality_id', '=', open.town.id)
        .where('vision_id', '=', open.vision)
        .where('number', '=', 2)
        .execute(),
    )

  test('makes a version of the text as it reads now, which stays as it is when the text changes', async () => {
    await write('Der Bus fährt jeden Tag.')
    const answer = await publish()
    expect(answer.headers.get('location')).toBe(`${desk}?fertig=2`)
    await write('Der Bus fährt nie.')
    const [newest] = await versions()
    expect(newest).toMatchObject({ number: 2, kind: 'consultation-draft', name: 'Zweiter Entwurf' })
    expect(newest?.content.chapters[0]?.sentences[1]?.text).toBe('Der Bus fährt jeden Tag.')
    const file = await open.instance.visitor().get(`${consultedVision}/fassung/2/leitbild.json`)
    const { content, digest } = (await file.json()) as { content: unknown; digest: string }
    expect(digest).toBe(createHash('sha256').update(canonical(content)).digest('hex'))
    expect(await coordinator.page('/musterstadt/verwaltung/protokoll')).toContain('Fassung 2 veröffentlicht („Zweiter Entwurf“)')
  })

  test('opens the consultation', async () => {
    await open.enter('draft')
    await write('Der Bus fährt jeden Tag.')
    await publish({ kind: 'first-draft' })
    const phase = () => inTown(open.instance, open.town, async db => (await findVision(db, 'miteinander'))?.phase)
    expect(await phase()).toBe('draft')
    await publish()
    expect(await phase()).toBe('consultation')
  })

  test('the same text twice in a row is refused by name, and what was typed is kept', async () => {
    const refused = await publish()
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('Seit der letzten Fassung dieser Art hat sich nichts geändert.')
    expect(page).toContain('value="Zweiter Entwurf"')
    expect(await versions()).toHaveLength(1)
  })

  test('of two who publish at once, one does', async () => {
    await write('Der Bus fährt jeden Tag.')
    const answers = await Promise.all([publish(), publish()])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await versions()).toHaveLength(2)
  })

  test('asks for a name and for a kind the phase allows', async () => {
    await write('Der Bus fährt jeden Tag.')
    expect((await publish({ name: '' })).status).toBe(422)
    expect((await publish({ kind: 'adopted' })).status).toBe(422)
    expect((await publish({ kind: 'first-draft' })).status).toBe(422)
    expect((await publish({ name: 'x'.repeat(121) })).status).toBe(422)
    await open.enter('adopted')
    expect((await publish()).status).toBe(422)
    expect(await versions()).toHaveLength(1)
  })

  test('is for the coordination alone', async () => {
    const editor = await open.instance.staff(open.town, 'editor')
    expect((await publish({}, editor)).status).toBe(403)
    expect((await open.instance.visitor().get(desk)).status).not.toBe(200)
  })

  test('a text is not adopted while it is open what becomes of a statement, unless somebody says why', async () => {
    await drawOnStatement()
    const adopt = (openPointsReason: string) =>
      inTown(open.instance, open.town, async db => {
        const vision = await findVision(db, 'miteinander')
        const wish = { kind: 'adopted' as const, name: 'Beschlossen', openPointsReason }
        return publishVersion(db, openResults(), vision!, wish, { personId: coordinator.personId } as never, 5, open.instance.clock.now)
      })
    expect(await adopt('')).toEqual({ refusal: 'open-points' })
    expect(await adopt('Sie kommt in die nächste Fassung.')).toEqual({ number: 2 })
    const adopted = await inTown(open.instance, open.town, db => findVersion(db, open.vision, 2))
    expect(adopted?.openPointsReason).toBe('Sie kommt in die nächste Fassung.')
  })

  /** One approved statement of a dialogue the vision draws on, of which nothing became yet. */
  async function drawOnStatement() {
    const id = randomUUID()
    await inTown(open.instance, open.town, async db => {
      await putDialogue(db, { ...dialogue, id })
      await insertStatements(db, id, [
        { text: 'Mehr Bänke.', language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-09-30' },
      ])
      await db.insertInto('vision_dialogue').values({ municipality_id: open.town.id, vision_id: open.vision, dialogue_id: id }).execute()
    })
  }
})
