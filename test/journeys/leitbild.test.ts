import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, isInstalled, openedWord, textOf } from '#testing'
import { sessionCookie } from '../../src/platform/people/session.ts'
import type { StaffBrowser } from '../testing/staff.ts'
import { chromiumPath, findings, fitsWidth, openChromium } from './chromium.ts'
import {
  type Draft,
  type EndedDialogue,
  endedDialogue,
  expectSeeOther,
  readable,
  voicesIn,
  votersOf,
  worthWriting,
  writeAtDesk,
  writeByForm,
  writeDraft,
} from './drafted-vision.ts'
import { Person, type Visitor } from './person.ts'
import { lendCookies, type ServedInstance, serveInstance } from './served-instance.ts'

const home = '/musterstadt/leitbild/leitbild'
const desk = '/musterstadt/verwaltung/leitbild/leitbild'
const openFates = 'Die übrigen Aussagen bearbeitet die Verwaltung bis zum Jahresende.'
const reworded = 'So haben wir den Satz inzwischen anders gesagt.'
const bridges = ['Wir fangen klein an und sehen nach einem Jahr, was es gebracht hat.', 'Wer mag, macht mit; niemand muss.'] as const
/** the number of the version the council adopted */
const adopted = 4
const looked = [
  `${desk}/schreibtisch?satz=9`,
  `${desk}/schreibtisch?teil=text`,
  home,
  `${home}/satz/1`,
  `${home}/satz/10`,
  `${home}/satz/1/aenderungen`,
  `${home}/vergleich?von=1&bis=${adopted}`,
  `${home}/fassungen`,
  `${home}/thema/1`,
  `${home}/fassung/${adopted}`,
]
const dissent = 'Uns geht das zu weit: Andere Orte haben es wieder aufgegeben.'

/** From a dialogue that is over to what lies before the council; each test goes on where the one before has ended. */
describe('a vision, from the voices of a dialogue to the paper of the council', () => {
  let instance: ServedInstance
  let chromium: Chromium | undefined
  let town: Municipality
  let staff: StaffBrowser
  /** the same person as `staff`, in front of the pages */
  let coordinator: Visitor
  let dialogue: EndedDialogue
  let draft: Draft
  let contested: number
  /** authors of the three amendments, by the number of the sentence */
  let authors: Visitor[]

  beforeAll(async () => {
    instance = await serveInstance()
    town = await instance.addTown()
    staff = (await instance.staff(town, 'coordinator')) as StaffBrowser
    chromium = chromiumPath ? await openChromium() : undefined
    coordinator = chromium ? await atDesk(chromium) : staff
    authors = await Promise.all([1, 2, 3].map(() => resident()))
  })
  afterAll(async () => {
    await chromium?.close()
    await instance.close()
  })

  const atDesk = async (browser: Chromium) => {
    const context = await browser.newContext({ locale: 'de', viewport: { width: 1280, height: 900 } })
    await lendCookies(context, instance.address, staff, [sessionCookie])
    return new Person(await context.newPage(), instance.address)
  }
  /** On a phone, without JavaScript, with a pseudonym of their own. */
  const resident = async (): Promise<Visitor> => {
    const context = await chromium?.newContext({ locale: 'de', javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    return context ? new Person(await context.newPage(), instance.address) : instance.visitor()
  }

  test('ten sentences are written from statements of the dialogue, and residents read them', async () => {
    dialogue = await endedDialogue(instance, town)
    const { voices, contested: dispute } = worthWriting(dialogue.results)
    contested = dispute
    expect(voices).toHaveLength(10)
    expect(voices).not.toContain(contested)
    draft = { sentences: await writeDraft(coordinator, dialogue, voicesIn(dialogue.results, voices), writer()) }
    expect((await instance.visitor().get(`${home}/satz/1/aenderungen`)).status).toBe(404)
    await expectSeeOther(publish('Beteiligungsentwurf'))
    for (const { number, text } of draft.sentences)
      expect(readable(await instance.visitor().page(`${home}/satz/${number}/aenderungen`))).toContain(text)
  })

  test.skipIf(!chromiumPath)(
    'at the desk further statements are linked by button, each with its use, and by dragging; what is used is not offered again',
    async () => {
      const { tab } = desktop()
      const others = dialogue.results.statements.filter(
        ({ number }) => number !== contested && draft.sentences.every(({ statement }) => statement !== number),
      )
      const [merged, inspired, dragged] = voicesIn(dialogue.results, [others[0]!.number, contested, others[1]!.number])
      for (const [voice, use, sentence] of [
        [merged!, 'merged', 9],
        [inspired!, 'inspired', 10],
      ] as const) {
        await desktop().visit(`${desk}/schreibtisch?satz=${sentence}&offen=ja&suche=${encodeURIComponent(voice.text)}`)
        await desktop().press(() => statementAt(tab, voice.number).locator(`button[name=use][value=${use}]`).click())
      }
      await desktop().visit(`${desk}/schreibtisch?offen=ja&suche=${encodeURIComponent(dragged!.text)}`)
      await desktop().press(() => statementAt(tab, dragged!.number).locator('.writing__said').dragTo(tab.locator('#satz-2')))
      for (const [voice, sentence] of [
        [merged!, 9],
        [inspired!, 10],
        [dragged!, 2],
      ] as const)
        expect(readable(await staff.page(`${desk}/saetze/${sentence}`))).toContain(voice.text)
      await desktop().visit(`${desk}/schreibtisch?offen=ja&suche=${encodeURIComponent(merged!.text)}`)
      expect(await statementAt(tab, merged!.number).count()).toBe(0)
    },
  )

  test('residents propose other wordings of three of them; once a moderator has read them, others vote', async () => {
    for (const [index, author] of authors.entries()) await propose(author, index + 1)
    expect(await instance.visitor().page(`${home}/satz/1/aenderungen`)).not.toContain(wordingFor(1))
    for (const number of [1, 2, 3]) await expectSeeOther(approve(number))
    for (let voter = 0; voter < town.fewestToShow; voter++)
      await expectSeeOther(instance.visitor().post(`${home}/beitrag/1/stimme`, { answer: 'agree' }))
    const page = readable(await instance.visitor().page(`${home}/satz/1/aenderungen`))
    expect(page).toContain(wordingFor(1))
    expect(page).toContain('5 Stimmen dafür')
  })

  test('one is accepted; one is declined, which needs a reason that everybody reads', async () => {
    await expectSeeOther(decide(1, { verdict: 'accepted', wording: wordingFor(1), reason: '' }))
    const unreasoned = await decide(2, { verdict: 'declined', reason: '' })
    expect(unreasoned.status).toBe(422)
    await expectSeeOther(decide(2, { verdict: 'declined', reason: 'Darüber entscheidet das Land.' }))
    expect(readable(await instance.visitor().page(`${home}/satz/2/aenderungen`))).toContain('Darüber entscheidet das Land.')
  })

  test('a new version takes the accepted one in; the third is anchored anew by its author, because its sentence reads otherwise now', async () => {
    const third = draft.sentences[2]!.text
    const words = { csrf: staff.csrf, sentence: '3', seenText: third, explanation: '', text: reworded }
    await expectSeeOther(staff.post(`${desk}/schreibtisch`, words))
    expect((await staff.post(`${desk}/schreibtisch`, { ...words, text: 'Noch anders.' })).status).toBe(409) // somebody has seen an older wording
    await expectSeeOther(publish('Zweiter Entwurf'))
    expect((await publish('Noch einmal')).status).toBe(422) // nothing has changed
    expect(readable(await instance.visitor().page(`${home}/satz/1/aenderungen`))).toContain(wordingFor(1))
    const own = await authors[2]!.page(`${home}/meine-beitraege`)
    expect(readable(own)).toContain(reworded)
    await expectSeeOther(authors[2]!.submit(`${home}/meine-beitraege`, `${home}/beitrag/3/verankerung`, {}))
    expect(await authors[2]!.page(`${home}/meine-beitraege`)).not.toContain(`${home}/beitrag/3/verankerung`)
  })

  test('what is contested becomes an issue; residents propose what could bridge it, and words of dissent', async () => {
    const about = { question: 'Worauf können wir uns einigen?', background: '', statements: `${dialogue.slug} ${contested}`, deed: 'save' }
    await expectSeeOther(coordinator.submit(`${desk}/themen/neu`, `${desk}/themen/neu`, about))
    await expectSeeOther(enter('proposing'))
    for (const text of bridges) await say('vorschlaege', text)
    await say('gegenstimmen', dissent)
    for (const number of [4, 5, 6]) await expectSeeOther(approve(number))
    await expectSeeOther(enter('voting'))
  })

  test('those vote a second time who have voted in the dialogue, and nobody else; nothing is told before the round ends', async () => {
    const voters = await votersOf(instance, town, dialogue, 30)
    const voteOn = (number: number, by: Browser, answer = 'agree') => by.post(`${home}/beitrag/${number}/stimme`, { answer })
    for (const [place, voter] of voters.entries()) {
      await expectSeeOther(voteOn(4, voter))
      await expectSeeOther(voteOn(5, voter, place % 2 === 0 ? 'agree' : 'disagree'))
      await expectSeeOther(voteOn(6, voter, place % 3 === 0 ? 'agree' : 'disagree'))
    }
    for (const again of voters.slice(0, 3)) await expectSeeOther(voteOn(4, again))
    const stranger = await voteOn(4, instance.visitor())
    expect(stranger.status).toBe(422)
    expect(readable(await stranger.text())).toContain('Beantworten Sie zuerst eine Aussage im Dialog')
    expect(readable(await instance.visitor().page(`${home}/thema/1`))).not.toContain('30 Stimmen')
    await expectSeeOther(enter('voted'))
    const told = readable(await instance.visitor().page(`${home}/thema/1`))
    expect(told.indexOf(bridges[0])).toBeLessThan(told.indexOf(bridges[1])) // what all carry stands above what half carry
    expect(told).toContain('30 Stimmen')
  })

  test('the issue ends bridged, with a reason, and the words of those who do not agree are on record', async () => {
    const page = `${desk}/themen/1/ergebnis`
    expect((await coordinator.submit(page, page, { outcome: 'bridged', reason: '' })).status).toBe(422)
    await expectSeeOther(coordinator.submit(page, page, { outcome: 'bridged', reason: 'Alle tragen den ersten Vorschlag.', dissents: '6' }))
    const issue = readable(await instance.visitor().page(`${home}/thema/1`))
    for (const text of ['Alle tragen den ersten Vorschlag.', dissent]) expect(issue).toContain(text)
    const voice = readable(await instance.visitor().page(`/musterstadt/dialog/${dialogue.slug}/aussage/${contested}`))
    expect(voice).toContain('Worauf können wir uns einigen?')
    await expectSeeOther(publish('Dritter Entwurf'))
  })

  test('it goes to the council with a sequence of bodies, and cannot be adopted by going on', async () => {
    const step = { body: 'Stadtrat', role: 'decision', meetsOn: '2026-10-20', agendaNumber: '3' }
    await expectSeeOther(coordinator.submit(`${desk}/beratungsfolge/neu`, `${desk}/beratungsfolge/neu`, step))
    await expectSeeOther(goTo('deliberation'))
    expect((await goTo('adopted')).status).toBe(422)
    const closed = await instance.visitor().post(`${home}/satz/4/aenderungen`, { text: 'Zu spät.', reason: 'Nun.', language: 'de' })
    expect(closed.status).toBe(422)
  })

  test('the decision paper holds every sentence, as Word file and as PDF', async () => {
    const paper = `${desk}/beschlussvorlage`
    const kept = await coordinator.submit(paper, paper, {
      number: '042/2026',
      subject: 'Unser Leitbild',
      draftResolution: 'Das Leitbild wird beschlossen.',
    })
    await expectSeeOther(Promise.resolve(kept))
    const word = openedWord(await file(`${paper}/beschlussvorlage.docx`))
    const written = word.paragraphs.map(({ text }) => text).join('\n')
    const pdf = await file(`${paper}/beschlussvorlage.pdf`)
    expect(Buffer.from(pdf).toString('latin1')).toContain('/StructTreeRoot')
    const printed = isInstalled('pdftotext') ? textOf(Buffer.from(pdf)) : undefined
    for (const text of ['042/2026', 'Das Leitbild wird beschlossen.', wordingFor(1), reworded, dissent]) {
      expect(written).toContain(text)
      if (printed) expect(printed.replaceAll(/\s+/g, ' ')).toContain(text)
    }
    for (const { number, text } of draft.sentences) if (number > 3 || number === 2) expect(written).toContain(text)
  })

  test('it is adopted by a resolution and by nothing else, once; then nobody changes it any more', async () => {
    expect((await adopt('')).status).toBe(422)
    instance.clock.now = new Date('2026-10-21T08:00:00Z')
    const id = /beratungsfolge\/([0-9a-f-]{36})/.exec(await staff.page(`${desk}/beratungsfolge`))?.[1] ?? ''
    const step = {
      body: 'Stadtrat',
      role: 'decision',
      meetsOn: '2026-10-20',
      agendaNumber: '3',
      result: 'agreed',
      yes: '17',
      no: '3',
      abstentions: '2',
    }
    const page = `${desk}/beratungsfolge/${id}`
    expect((await coordinator.submit(page, page, step)).status).toBe(422) // no number of the resolution
    await expectSeeOther(coordinator.submit(page, page, { ...step, resolutionNumber: '42/2026' }))
    expect((await adopt(id, { openPointsReason: '' })).status).toBe(422) // statements without a fate, and no reason
    await expectSeeOther(adopt(id))
    expect((await adopt(id)).status).toBe(409)
    expect((await goTo('consultation')).status).toBe(422)
    const sentence = readable(await instance.visitor().page(`${home}/satz/1`))
    for (const text of [wordingFor(1), 'Stadtrat', '42/2026', 'Vorschlag 1']) expect(sentence).toContain(text)
  })

  test('the adopted version is what everybody reads first, and what has changed since the first draft can be seen', async () => {
    const visitor = instance.visitor()
    const version = readable(await visitor.page(`${home}/fassung/${adopted}`))
    const first = readable(await visitor.page(home))
    for (const text of [wordingFor(1), reworded, '42/2026', openFates, dissent]) {
      expect(version).toContain(text)
      expect(first).toContain(text)
    }
    const comparison = await visitor.page(`${home}/vergleich?von=1&bis=${adopted}`)
    expect(comparison).toContain('<ins')
    expect(comparison).toContain('<del')
  })

  test('everybody can take the adopted version along, with who adopted it and why statements were left open', async () => {
    const visitor = instance.visitor()
    for (const name of ['leitbild.docx', 'leitbild.pdf', 'leitbild.md', 'leitbild.json']) {
      const answer = await visitor.get(`${home}/fassung/${adopted}/${name}`)
      expect([name, answer.status]).toEqual([name, 200])
      if (name.endsWith('docx')) {
        const written = openedWord(new Uint8Array(await answer.arrayBuffer()))
          .paragraphs.map(({ text }) => text)
          .join('\n')
        for (const text of [wordingFor(1), reworded, '42/2026', openFates]) expect(written).toContain(text)
      }
    }
  })

  test('from every sentence it is one click to its voice, and from there one click back', async () => {
    const visitor = instance.visitor()
    for (const { number, statement } of draft.sentences) {
      const [sentence, voice] = [`${home}/satz/${number}`, `/musterstadt/dialog/${dialogue.slug}/aussage/${statement}`]
      expect(await visitor.page(sentence)).toContain(`href="${voice}"`)
      expect(await visitor.page(voice)).toContain(`href="${sentence}"`)
    }
  })

  test.skipIf(!chromiumPath).each([320, 360, 1280])(
    '%i px wide, everything can be read without scrolling sideways, and axe finds nothing',
    async width => {
      const tab = desktop().tab
      await tab.setViewportSize({ width, height: 800 })
      for (const path of looked) {
        await desktop().visit(path)
        expect([path, await fitsWidth(tab)]).toEqual([path, true])
        expect([path, await findings(tab)]).toEqual([path, []])
      }
    },
  )

  test.skipIf(!chromiumPath)('what has changed between two versions is marked by lines and in words, not by colour alone', async () => {
    const tab = await desktop().visit(`${home}/vergleich?von=1&bis=${adopted}`)
    const lineOf = (mark: string) =>
      tab
        .locator(`main ${mark}`)
        .first()
        .evaluate(element => getComputedStyle(element).textDecorationLine)
    expect([await lineOf('ins'), await lineOf('del')]).toEqual(['underline', 'line-through'])
    expect(await tab.locator('main').innerText()).toContain('geändert')
  })

  test.skipIf(!chromiumPath)(
    'walking by links alone: from a sentence to its voice and back, one click each, and from the contested statement to the dissent',
    async () => {
      const reader = new Person(await (await chromium!.newContext({ locale: 'de' })).newPage(), instance.address)
      const [{ number, statement }] = [draft.sentences[4]!]
      const tab = await reader.visit(`${home}/satz/${number}`)
      await tab.locator(`main a[href="/musterstadt/dialog/${dialogue.slug}/aussage/${statement}"]`).first().click()
      await tab.waitForURL(`**/aussage/${statement}`)
      await tab.locator(`main a[href="${home}/satz/${number}"]`).first().click()
      await tab.waitForURL(`**/satz/${number}`)
      await reader.visit(`/musterstadt/dialog/${dialogue.slug}/aussage/${contested}`)
      await tab.locator(`main a[href="${home}/thema/1"]`).first().click()
      await tab.waitForURL('**/thema/1')
      expect(await tab.locator('main').innerText()).toContain(dissent)
    },
  )

  test.skipIf(!chromiumPath)(
    'beside the sentence that comes from the contested statement stands the dissent, on its page, in the files and in the API',
    async () => {
      const visitor = instance.visitor()
      expect(readable(await visitor.page(`${home}/satz/10`))).toContain(dissent)
      const json = JSON.parse(await visitor.page(`${home}/fassung/${adopted}/leitbild.json`))
      expect(json.content.issues[0]).toMatchObject({ outcome: 'bridged', sentences: [10], dissents: [{ text: dissent }] })
      const word = openedWord(new Uint8Array(await (await visitor.get(`${home}/fassung/${adopted}/leitbild.docx`)).arrayBuffer()))
      const written = word.paragraphs.map(({ text }) => text)
      const [sentence, said] = [
        written.findIndex(text => text.includes(draft.sentences[9]!.text)),
        written.findIndex(text => text.includes(dissent)),
      ]
      expect(sentence).toBeGreaterThan(0)
      expect(said).toBeGreaterThan(sentence)
    },
  )

  test.skipIf(!chromiumPath)('the link that is shared stays the same, and on paper there are no menus', async () => {
    const tab = await desktop().visit(`${home}/fassung/${adopted}`)
    expect(readable(await tab.content())).toContain(`${home}/fassung/${adopted}`)
    await tab.emulateMedia({ media: 'print' })
    expect(await tab.locator('header nav').first().isVisible()).toBe(false)
    expect(await tab.locator('main h1').isVisible()).toBe(true)
    await tab.emulateMedia({ media: 'screen' })
  })

  const desktop = () => coordinator as Person
  const statementAt = (tab: Page, number: number) => tab.locator(`[data-statement="${dialogue.slug}/${number}"]`)
  const propose = (author: Visitor, sentence: number) => {
    const page = `${home}/satz/${sentence}/aenderungen`
    const said = { text: wordingFor(sentence), reason: 'So ist es klarer.', language: 'de', signedName: `Vorschlag ${sentence}` }
    return expectSeeOther(author.submit(page, page, said))
  }
  const enter = (state: string) => coordinator.submit(`${desk}/themen/1`, `${desk}/themen/1/stand`, { state })
  const say = async (kind: 'vorschlaege' | 'gegenstimmen', text: string) => {
    const page = `${home}/thema/1/${kind}`
    return expectSeeOther((await resident()).submit(page, page, { text, reason: '', language: 'de', signedName: '' }))
  }
  const approve = (number: number) => coordinator.submit(`${desk}/beitraege`, `${desk}/beitraege/${number}`, { state: 'approved' })
  const decide = (number: number, judgement: Record<string, string>) =>
    coordinator.submit(`${desk}/aenderungen/${number}`, `${desk}/aenderungen/${number}`, judgement)
  const publish = (name: string) =>
    coordinator.submit(`${desk}/veroeffentlichung`, `${desk}/veroeffentlichung`, { kind: 'consultation-draft', name })
  const writer = () => (coordinator instanceof Person ? writeAtDesk(coordinator) : writeByForm(staff))
  const adopt = (step: string, wish: Record<string, string> = {}) =>
    staff.post(`${desk}/beschluss`, { csrf: staff.csrf, step, name: 'Leitbild 2026', openPointsReason: openFates, isSure: 'yes', ...wish })
  const goTo = async (to: string) => {
    const page = await staff.page(`${desk}/phase`)
    const seen = /name="seen" value="(\w+)"/.exec(page)?.[1] ?? ''
    return staff.post(`${desk}/phase`, { csrf: staff.csrf, seen, to })
  }
  const file = async (path: string) => {
    const response = await staff.get(path)
    expect([path, response.status]).toEqual([path, 200])
    return new Uint8Array(await response.arrayBuffer())
  }
})

const wordingFor = (sentence: number) => `Gemeinsam schreiben wir Satz ${sentence} ganz anders.`
