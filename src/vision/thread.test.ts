import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTown } from '#testing'
import { consultedDesk, consultedVision } from '../../test/testing/consulted-town.ts'
import { type QueuedMail, queuedMails } from '../../test/testing/staff.ts'
import { openThreadedTown, type ThreadedTown, threadedDialogue, voiceTexts } from '../../test/testing/threaded-town.ts'
import { tellFates } from './thread.actions.ts'
import { publicFates } from './thread.store.ts'

const statementPage = (number: number) => `/musterstadt/dialog/${threadedDialogue}/aussage/${number}`

let open: ThreadedTown
beforeEach(async () => {
  open = await openThreadedTown({ LEITBILD_SMTP: 'smtp://localhost:25', LEITBILD_MAIL_FROM: 'dialog@musterstadt.example' })
  open.instance.clock.now = new Date('2026-10-05T10:00:00Z') // a Monday
})
afterEach(() => open.instance.close())

const page = (path: string) => open.instance.visitor().page(path)
const decline = (statement: number, reason: string) =>
  inTown(open.instance, open.town, db =>
    db.rows(sql`
      insert into statement_fate (municipality_id, vision_id, statement_id, fate, reason, decided_at)
      values (${open.town.id}, ${open.vision}, ${open.statements[statement - 1]}, 'declined', ${reason}, now())`),
  )
const negotiate = async (statement: number, state: string) => {
  const issue = randomUUID()
  await inTown(open.instance, open.town, async db => {
    await db.rows(sql`
      insert into issue (municipality_id, id, vision_id, number, question, state)
      values (${open.town.id}, ${issue}, ${open.vision}, 1, 'Wohin mit den Bänken?', ${state})`)
    await db.rows(sql`
      insert into issue_statement (municipality_id, issue_id, statement_id)
      values (${open.town.id}, ${issue}, ${open.statements[statement - 1]})`)
  })
}
const setState = async (statement: number, state: string, into?: number) => {
  await inTown(open.instance, open.town, db =>
    db.rows(sql`
      update statement set state = ${state}, merged_into = ${into ? open.statements[into - 1] : null}
      where municipality_id = ${open.town.id} and id = ${open.statements[statement - 1]}`),
  )
  open.instance.clock.now = new Date(open.instance.clock.now.getTime() + 5000) // what is kept for a second is read anew
}

describe('the page of a statement', () => {
  test('says which sentence came from it, also after a later version has left it out', async () => {
    await open.publishWith({ 1: [1], 2: [2] })
    expect(await page(statementPage(1))).toContain(`href="${consultedVision}/satz/1"`)
    await open.publishWith({ 1: [], 2: [2] })
    const shown = await page(statementPage(1))
    expect(shown).toContain('In einer früheren Fassung')
    expect(shown).toContain(`href="${consultedVision}/satz/1?fassung=2"`)
  })

  test('says that it was declined and why, and says of others that nothing is decided', async () => {
    await decline(3, 'Bänke stehen schon überall.')
    expect(await page(statementPage(3))).toContain('Bänke stehen schon überall.')
    expect(await page(statementPage(4))).toContain('Über diese Aussage ist noch nicht entschieden.')
  })

  test('leads to an issue from the moment on when proposals are asked for', async () => {
    await negotiate(3, 'preparing')
    expect(await page(statementPage(3))).not.toContain('Wohin mit den Bänken?')
    await inTown(open.instance, open.town, db => db.rows(sql`update issue set state = 'proposing' where municipality_id = ${open.town.id}`))
    expect(await page(statementPage(3))).toContain(`href="${consultedVision}/thema/1"`)
  })

  test('says nothing of a vision of which nothing is published', async () => {
    await decline(3, 'Noch geheim.')
    await inTown(open.instance, open.town, db => db.rows(sql`delete from vision_version where municipality_id = ${open.town.id}`))
    const shown = await page(statementPage(3))
    expect(shown).not.toContain('Noch geheim.')
    expect(shown).not.toContain('Miteinander')
  })

  test('of a merged one leads to the one that says the same, through as many as were merged; what is pending or rejected has none', async () => {
    await setState(3, 'merged', 4)
    await setState(4, 'merged', 1)
    expect(await page(statementPage(3))).toContain(`href="${statementPage(1)}"`)
    expect(await page(statementPage(3))).not.toContain(voiceTexts[2])
    await setState(1, 'rejected')
    for (const number of [1, 3, 99]) expect((await open.instance.visitor().get(statementPage(number))).status, `${number}`).toBe(404)
    await setState(2, 'pending')
    expect((await open.instance.visitor().get(statementPage(2))).status).toBe(404)
  })
})

test('the file of a source can be taken along once a version names the source, and opens nowhere', async () => {
  const [town, file, source] = [open.town.id, randomUUID(), randomUUID()]
  const concept = { kind: 'concept', use: 'inspired', title: 'Integrationskonzept', reference: '', datedOn: null }
  await inTown(open.instance, open.town, async db => {
    await db.rows(sql`
      insert into source_file (municipality_id, id, vision_id, name, media_type, content)
      values (${town}, ${file}, ${open.vision}, 'Konzept ä.html', 'text/html', ${Buffer.from('<script>')})`)
    await db.rows(sql`
      insert into sentence_source (municipality_id, id, sentence_id, kind, use, title, file_id)
      values (${town}, ${source}, ${open.sentences[0]}, ${concept.kind}, ${concept.use}, ${concept.title}, ${file})`)
  })
  const address = `${consultedVision}/quelle/${source}`
  expect((await open.instance.visitor().get(address)).status).toBe(404)
  await inTown(open.instance, open.town, db =>
    db.rows(sql`
      update vision_version set content = jsonb_set(content, '{chapters,0,sentences,0,sources}', ${JSON.stringify([concept])}::jsonb)
      where municipality_id = ${town}`),
  )
  expect(await page(`${consultedVision}/satz/1`)).toContain(`href="${address}"`)
  const answer = await open.instance.visitor().get(address)
  expect(await answer.text()).toBe('<script>')
  expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Konzept%20%C3%A4.html")
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

describe('whoever asked to be told', () => {
  const asking = `/musterstadt/dialog/${threadedDialogue}/benachrichtigung`
  const mails = () => queuedMails(open.instance.services) as Promise<(QueuedMail & { html: string | null; unsubscribe: string | null })[]>
  const digests = async () => (await mails()).filter(({ unsubscribe }) => unsubscribe !== null)
  const at = (moment: string) => {
    open.instance.clock.now = new Date(moment)
    return open.instance.app.maintain()
  }
  const subscribe = async () => {
    await open.instance.visitor().submit(asking, asking, { email: 'eva@example.org' })
    const link = new URL(/https?:\S+/.exec((await mails())[0]!.text)![0]).pathname
    await open.instance.visitor().submit(link, link, {})
    open.instance.clock.now = new Date('2026-10-05T12:00:00Z')
  }
  /** A deed and what is told of it. */
  const tellAfter = async (deed: () => Promise<unknown>) => {
    const before = await inTown(open.instance, open.town, db => publicFates(db, open.vision))
    await deed()
    await inTown(open.instance, open.town, db => tellFates(db, open.vision, before, open.instance.clock.now))
  }

  test('reads what became of statements once, in plain text and HTML, with the way to their page', async () => {
    await subscribe()
    await tellAfter(() => open.publishWith({ 1: [1], 2: [2] }))
    await tellAfter(() => decline(3, 'Schon da.'))
    await at('2026-10-09T10:00:00Z')
    const [digest] = await digests()
    for (const body of [digest!.text, digest!.html]) {
      expect(body).toContain('Aussage 1 steht hinter einem Satz des Leitbilds')
      expect(body).toContain('Aussage 3 wurde nicht in das Leitbild aufgenommen')
      expect(body).toContain(statementPage(3))
    }
    await tellAfter(() => open.publishWith({ 1: [1], 2: [2] }))
    await at('2026-10-16T10:00:00Z')
    expect(await digests()).toHaveLength(1)
  })

  test('is told by the very publication that takes a statement over', async () => {
    const [town, statement] = [open.town.id, open.statements[0]]
    await inTown(open.instance, open.town, async db => {
      await db.rows(sql`update sentence set text = 'Kurse beginnen bald.' where municipality_id = ${town} and id = ${open.sentences[0]}`)
      await db.rows(sql`
        insert into sentence_source (municipality_id, id, sentence_id, kind, use, statement_id)
        values (${town}, ${randomUUID()}, ${open.sentences[0]}, 'statement', 'merged', ${statement})`)
    })
    const coordinator = await open.instance.staff(open.town, 'coordinator')
    const wish = { csrf: coordinator.csrf, kind: 'consultation-draft', name: 'Zweiter Entwurf' }
    expect((await coordinator.post(`${consultedDesk}/veroeffentlichung`, wish)).status).toBe(303)
    const news = await inTown(open.instance, open.town, db =>
      db.selectFrom('news').select(['kind', 'statement_id']).where('municipality_id', '=', town).execute(),
    )
    expect(news).toEqual([{ kind: 'statement-adopted', statement_id: statement }])
  })

  test('reads once that a statement is negotiated, from the moment on when its issue is public', async () => {
    await subscribe()
    await negotiate(3, 'preparing')
    const coordinator = await open.instance.staff(open.town, 'coordinator')
    const desk = `${consultedDesk}/themen/1`
    const enter = async (state: string, by = coordinator) => expect((await by.submit(desk, `${desk}/stand`, { state })).status).toBe(303)
    await enter('proposing')
    await at('2026-10-09T10:00:00Z')
    expect((await digests()).map(({ text }) => text)).toEqual([expect.stringContaining(statementPage(3))])
    await inTown(open.instance, open.town, db => db.rows(sql`update issue set state = 'voting' where municipality_id = ${open.town.id}`))
    await enter('voted', await open.instance.staff(open.town, 'coordinator'))
    await at('2026-10-16T10:00:00Z')
    expect(await digests()).toHaveLength(1)
  })

  test('reads of two decisions on a statement in one week the last alone', async () => {
    await subscribe()
    await tellAfter(() => decline(3, 'Schon da.'))
    open.instance.clock.now = new Date('2026-10-06T10:00:00Z')
    await tellAfter(() => open.publishWith({ 1: [1, 3], 2: [2] }))
    await at('2026-10-09T10:00:00Z')
    const { text } = (await digests())[0]!
    expect(text).toContain('Aussage 3 steht hinter einem Satz des Leitbilds')
    expect(text).not.toContain('nicht in das Leitbild aufgenommen')
  })

  test('reads nothing of a vision nobody can read, nor the words of a statement rejected since', async () => {
    await subscribe()
    await inTown(open.instance, open.town, db => db.rows(sql`delete from vision_version where municipality_id = ${open.town.id}`))
    await tellAfter(() => decline(3, 'Schon da.'))
    await at('2026-10-09T10:00:00Z')
    expect(await digests()).toHaveLength(0)
    await tellAfter(() => open.publishWith({ 1: [1], 2: [] }))
    await setState(1, 'rejected')
    await at('2026-10-16T10:00:00Z')
    const { text } = (await digests())[0]!
    expect(text).toContain('Aussage 3')
    expect(text).not.toContain(voiceTexts[0])
  })
})
