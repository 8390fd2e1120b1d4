import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTown } from '#testing'
import { type ConsultedTown, consultedDesk, consultedVision, openConsultedTown } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { originalsOf, standingOf } from './translation.ts'

test('what is translated is current, or of an earlier wording, or not there', () => {
  const translation = { text: 'Nobody waits.', state: 'approved', origin: 'person', of: 'Niemand wartet.' } as const
  expect(standingOf({ original: 'Niemand wartet.', translation })).toBe('approved')
  expect(standingOf({ original: 'Niemand wartet lange.', translation })).toBe('stale')
  expect(standingOf({ original: 'Niemand wartet.', translation: null })).toBe('missing')
})

test('what is empty needs no translation', () => {
  const chapters = [{ id: 'a', title: 'Sprache', sentences: [{ id: 'b', number: 3, text: 'Alle lernen.', explanation: '' }] }]
  expect(originalsOf({ title: 'Miteinander', preamble: '' }, { chapters }).map(({ item }) => item)).toEqual([
    'title',
    'chapter/a',
    'sentence/3',
  ])
})

describe('the translations of a vision', () => {
  let open: ConsultedTown
  let editor: StaffBrowser
  const page = `${consultedDesk}/uebersetzungen/en`
  beforeEach(async () => {
    open = await openConsultedTown()
    editor = (await open.instance.staff(open.town, 'editor')) as StaffBrowser
  })
  afterEach(() => open.instance.close())

  const original = async () =>
    inTown(open.instance, open.town, async db => {
      const row = await db
        .selectFrom('sentence')
        .select('text')
        .where('municipality_id', '=', open.town.id)
        .where('vision_id', '=', open.vision)
        .where('number', '=', 1)
        .executeTakeFirstOrThrow()
      return row.text
    })
  const translate = async (text: string, state: string, seen = '') =>
    editor.post(page, { csrf: editor.csrf, item: 'sentence/1', original: await original(), translation: seen, text, state })
  const stored = () =>
    inTown(open.instance, open.town, db =>
      db
        .selectFrom('vision_translation')
        .select(['item', 'language', 'text', 'state', 'origin'])
        .where('municipality_id', '=', open.town.id)
        .execute(),
    )

  test('are saved text by text, as a draft or approved', async () => {
    expect((await translate('Nobody waits.', 'draft')).status).toBe(303)
    expect((await translate('Nobody has to wait.', 'approved', 'Nobody waits.')).status).toBe(303)
    expect(await stored()).toEqual([
      { item: 'sentence/1', language: 'en', text: 'Nobody has to wait.', state: 'approved', origin: 'person' },
    ])
    expect(await editor.page(`${consultedDesk}/uebersetzungen`)).toContain('uebersetzungen/en')
    expect(await editor.page(`${page}?zeige=approved`)).toContain('Nobody has to wait.')
    expect(await editor.page(`${page}?zeige=missing`)).not.toContain('Nobody has to wait.')
  })

  test('do not overrule unseen what a colleague has written meanwhile, and lose nothing that was typed', async () => {
    await translate('Nobody waits.', 'approved')
    const late = await translate('No one is waiting.', 'approved')
    expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('No one is waiting.')])
    const empty = await translate('', 'approved', 'Nobody waits.')
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining('Bitte schreiben Sie eine Übersetzung.')])
    expect((await stored())[0]?.text).toBe('Nobody waits.')
  })

  test('are of no language the town does not speak, nor by anybody but staff', async () => {
    expect((await editor.get(`${consultedDesk}/uebersetzungen/xx`)).status).toBe(404)
    const reader = (await open.instance.staff(open.town, 'reader', { email: 'leser@example.org' })) as StaffBrowser
    expect((await reader.post(page, { csrf: reader.csrf, item: 'title', text: 'x' })).status).toBe(403)
    expect((await open.instance.visitor().get(page)).status).not.toBe(200)
    expect((await open.instance.visitor().get(consultedVision)).status).toBe(200)
  })
})
