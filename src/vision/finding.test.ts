import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Results } from '#dialogue'
import { inTown } from '#testing'
import { consultedDesk } from '../../test/testing/consulted-town.ts'
import { openThreadedTown, type ThreadedTown } from '../../test/testing/threaded-town.ts'
import { withoutFate, withoutSupport } from './finding.ts'
import type { VoiceSupport } from './support.ts'

const shares = (agree: number) => ({ votes: 40, agree, disagree: 100 - agree, pass: 0 })

test('a statement half of the people agree with needs a fate; one that too few have voted on cannot tell', () => {
  const statements = [
    { number: 1, overall: shares(49) },
    { number: 2, overall: shares(50) },
    { number: 3, overall: null },
    { number: 4, overall: shares(90) },
    { number: 5, overall: shares(95) },
  ]
  const found = withoutFate('d', { statements } as unknown as Results, number => number !== 5)
  expect(found.map(({ number }) => number)).toEqual([4, 2])
})

test('a sentence lacks support where a group has mostly not agreed with what it took over; what only inspired it does not count', () => {
  const voice = (use: VoiceSupport['use'], agree: number) =>
    ({ use, groups: [{ letter: 'B', colour: 1, shares: shares(agree) }] }) as unknown as VoiceSupport
  const sentences = ['a', 'b', 'c'].map((id, index) => ({ id, number: index + 1, text: id, explanation: '' }))
  const support = new Map([
    ['a', [voice('taken-over', 49)]],
    ['b', [voice('inspired', 10)]],
    ['c', [voice('merged', 50)]],
  ])
  expect(withoutSupport(sentences, support)).toEqual([{ number: 1, text: 'a', letters: ['B'] }])
})

describe('the findings of a vision', () => {
  let open: ThreadedTown
  beforeEach(async () => {
    open = await openThreadedTown()
  })
  afterEach(() => open.instance.close())

  const write = (...queries: ReturnType<typeof sql>[]) =>
    inTown(open.instance, open.town, async db => {
      for (const query of queries) await db.rows(query)
    })
  const shown = async (role: 'coordinator' | 'editor' = 'coordinator') =>
    (await open.instance.staff(open.town, role)).page(`${consultedDesk}/befunde`)

  test('lead to where each is solved, and go when it is', async () => {
    const [town, issue] = [open.town.id, randomUUID()]
    await write(
      sql`insert into issue (municipality_id, id, vision_id, number, question) values (${town}, ${issue}, ${open.vision}, 1, 'Wohin?')`,
      sql`
        insert into vision_translation (municipality_id, vision_id, item, language, text, origin, state, original)
        values (${town}, ${open.vision}, 'sentence/1', 'en', 'Nobody waits.', 'person', 'approved', 'Niemand wartet ewig.'),
          (${town}, ${open.vision}, 'title', 'en', 'Together', 'person', 'approved', 'Miteinander')`,
    )
    const before = await shown()
    for (const way of ['/saetze/1', '/saetze/2', '/themen/1', '/uebersetzungen/en']) expect(before).toContain(`${consultedDesk}${way}"`)
    expect(before).toContain('Englisch: ein Text')

    await write(
      sql`
        insert into sentence_source (municipality_id, id, sentence_id, kind, use, statement_id)
        values (${town}, ${randomUUID()}, ${open.sentences[0]}, 'statement', 'taken-over', ${open.statements[0]})`,
      sql`update issue set state = 'closed', outcome = 'bridged' where municipality_id = ${town}`,
      sql`update sentence set is_dropped = true where municipality_id = ${town} and number = 2`,
      sql`update vision_translation set original = (select text from sentence where municipality_id = ${town} and number = 1)
        where municipality_id = ${town} and item = 'sentence/1'`,
    )
    expect(await shown()).toContain('Zurzeit ist nichts offen')
  })

  test('say when the votes of an archived dialogue are parted from the browsers, and when they are, while the text is not settled', async () => {
    const [town, day] = [open.town.id, 86_400_000]
    const archived = (daysAgo: number) => new Date(open.instance.clock.now.getTime() - daysAgo * day)
    await write(sql`update dialogue set phase = 'archived', revised_at = ${archived(10)} where municipality_id = ${town}`)
    expect(await shown()).toContain('am 20. Dezember 2026 werden die Stimmen getrennt')
    await write(sql`update dialogue set revised_at = ${archived(100)} where municipality_id = ${town}`)
    expect(await shown()).toContain('seit 21. September 2026 sind die Stimmen getrennt')
    await write(sql`update dialogue set phase = 'open' where municipality_id = ${town}`)
    expect(await shown()).not.toContain('Stimmen getrennt')
  })

  test('are for staff who write alone', async () => {
    expect(await shown('editor')).toContain('Sätze ohne Stimmen')
    const reader = await open.instance.staff(open.town, 'reader')
    expect((await reader.get(`${consultedDesk}/befunde`)).status).toBe(403)
    expect((await open.instance.visitor().get(`${consultedDesk}/befunde`)).status).not.toBe(200)
  })
})
