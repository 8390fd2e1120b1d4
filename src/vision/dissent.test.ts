import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTown, isInstalled, openedWord, textOf } from '#testing'
import { consultedDesk, consultedVision } from '../../test/testing/consulted-town.ts'
import { openThreadedTown, type ThreadedTown } from '../../test/testing/threaded-town.ts'
import type { ProposalResult, RoundResult } from './bridge.ts'

const words = 'Ein Kurs am Abend hilft uns nicht.'
const unheard = 'Kurse sind überflüssig.'
const shares = (agree: number, lower: number) => ({ votes: 20, agree, disagree: 100 - agree, pass: 0, lower })
const dissent = (number: number, ofB: ReturnType<typeof shares>): ProposalResult => ({
  number,
  standing: 'dissent',
  overall: shares(30, 20),
  groups: [
    { dialogue: 'zusammenleben', letter: 'A', colour: 1, shares: shares(10, 3) },
    { dialogue: 'zusammenleben', letter: 'B', colour: 2, shares: ofB },
  ],
  least: 3,
})

describe('dissent that is on record', () => {
  let open: ThreadedTown
  let coordinator: Awaited<ReturnType<ThreadedTown['instance']['staff']>>
  beforeEach(async () => {
    open = await openThreadedTown()
    coordinator = await open.instance.staff(open.town, 'coordinator')
    await votedIssue({ bridges: [], dissents: [dissent(1, shares(90, 75)), dissent(2, shares(20, 8))], suggestion: 'dissent' })
  })
  afterEach(() => open.instance.close())

  test('stands beside the sentence, in the version and in each of its files, with the letter of its group', async () => {
    expect((await close({ dissents: '1' })).status).toBe(303)
    await publish()
    const visitor = open.instance.visitor()
    for (const page of [`${consultedVision}/satz/1`, `${consultedVision}/fassung/2`]) {
      const shown = await visitor.page(page)
      expect(shown, page).toContain(words)
      expect(shown, page).toContain('Gegenstimme der Gruppe B')
      expect(shown, page).not.toContain(unheard)
    }
    expect(await visitor.page(`${consultedVision}/satz/2`)).not.toContain(words)

    const file = async (name: string) =>
      Buffer.from(await (await visitor.get(`${consultedVision}/fassung/2/leitbild.${name}`)).arrayBuffer())
    expect(JSON.parse((await file('json')).toString()).content.issues).toMatchObject([
      { number: 1, sentences: [1], dissents: [{ text: words, letter: 'B' }] },
    ])
    const { paragraphs } = openedWord(await file('docx'))
    const written = paragraphs.map(({ text }) => text).join('\n')
    expect(written).toContain(words)
    expect(written).toContain('Gegenstimme der Gruppe B')
    if (!isInstalled('pdftotext')) return
    const printed = textOf(await file('pdf'))
    expect(printed).toContain(words)
    expect(printed).toContain('Gegenstimme der Gruppe B')
  })

  test('is never that of which no group stands behind: it cannot be kept, nor is it published', async () => {
    expect((await close({ dissents: '2' })).status).toBe(422)
    expect((await close({ noDissentReason: 'Niemand wollte.' })).status).toBe(303)
    await publish()
    for (const page of [`${consultedVision}/satz/1`, `${consultedVision}/fassung/2`]) {
      const shown = await open.instance.visitor().page(page)
      expect(shown).not.toContain(words)
      expect(shown).not.toContain(unheard)
    }
  })

  const votedIssue = (result: RoundResult) =>
    inTown(open.instance, open.town, async db => {
      const [town, issue] = [open.town.id, randomUUID()]
      await db.rows(sql`
        insert into issue (municipality_id, id, vision_id, number, question, state, result)
        values (${town}, ${issue}, ${open.vision}, 1, 'Wann sind die Kurse?', 'voted', ${JSON.stringify(result)})`)
      await db.rows(sql`
        insert into issue_statement (municipality_id, issue_id, statement_id) values (${town}, ${issue}, ${open.statements[0]})`)
      await db.rows(sql`
        insert into sentence_source (municipality_id, id, sentence_id, kind, use, statement_id)
        values (${town}, ${randomUUID()}, ${open.sentences[0]}, 'statement', 'merged', ${open.statements[0]})`)
      for (const [place, text] of [words, unheard].entries())
        await db.rows(sql`
          insert into contribution (municipality_id, id, vision_id, number, kind, issue_id, text, language, state, submitted_on)
          values (${town}, ${randomUUID()}, ${open.vision}, ${place + 1}, 'dissent', ${issue}, ${text}, 'de', 'approved', '2026-09-01')`)
    })

  const close = (fields: Record<string, string>) =>
    coordinator.submit(`${consultedDesk}/themen/1/ergebnis`, `${consultedDesk}/themen/1/ergebnis`, {
      outcome: 'dissent',
      reason: 'Keine Einigung.',
      noDissentReason: '',
      ...fields,
    })

  const publish = async () => {
    const wish = { csrf: coordinator.csrf, kind: 'consultation-draft', name: 'Zweiter Entwurf' }
    expect((await coordinator.post(`${consultedDesk}/veroeffentlichung`, wish)).status).toBe(303)
  }
})
