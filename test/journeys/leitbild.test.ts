import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, isInstalled, openedWord, openTestInstance, type TestInstance, textOf } from '#testing'
import type { StaffBrowser } from '../testing/staff.ts'
import {
  type Draft,
  type EndedDialogue,
  endedDialogue,
  expectSeeOther,
  readable,
  voicesIn,
  votersOf,
  worthWriting,
  writeDraft,
} from './drafted-vision.ts'

const home = '/musterstadt/leitbild/leitbild'
const desk = '/musterstadt/verwaltung/leitbild/leitbild'
const openFates = 'Die übrigen Aussagen bearbeitet die Verwaltung bis zum Jahresende.'
const reworded = 'So haben wir den Satz inzwischen anders gesagt.'
const bridges = ['Wir fangen klein an und sehen nach einem Jahr, was es gebracht hat.', 'Wer mag, macht mit; niemand muss.'] as const
const dissent = 'Uns geht das zu weit: Andere Orte haben es wieder aufgegeben.'

/** From a dialogue that is over to what lies before the council; each test goes on where the one before has ended. */
describe('a vision, from the voices of a dialogue to the paper of the council', () => {
  let instance: TestInstance
  let town: Municipality
  let staff: StaffBrowser
  let dialogue: EndedDialogue
  let draft: Draft
  let contested: number
  /** authors of the three amendments, by the number of the sentence */
  let authors: Browser[]

  beforeAll(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    staff = (await instance.staff(town, 'coordinator')) as StaffBrowser
    authors = [1, 2, 3].map(() => instance.visitor())
  })
  afterAll(() => instance.close())

  test('ten sentences are written from statements of the dialogue, and residents read them', async () => {
    dialogue = await endedDialogue(instance, town)
    const { voices, contested: dispute } = worthWriting(dialogue.results)
    contested = dispute
    expect(voices).toHaveLength(10)
    expect(voices).not.toContain(contested)
    draft = { sentences: await writeDraft(staff, dialogue, voicesIn(dialogue.results, voices)) }
    expect((await instance.visitor().get(`${home}/satz/1/aenderungen`)).status).toBe(404)
    await expectSeeOther(publish('Beteiligungsentwurf'))
    for (const { number, text } of draft.sentences)
      expect(readable(await instance.visitor().page(`${home}/satz/${number}/aenderungen`))).toContain(text)
  })

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
    const about = { question: 'Worauf können wir uns einigen?', background: '', statements: `${dialogue.slug} ${contested}` }
    await expectSeeOther(staff.submit(`${desk}/themen/neu`, `${desk}/themen/neu`, about))
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
    expect((await staff.submit(page, page, { outcome: 'bridged', reason: '' })).status).toBe(422)
    await expectSeeOther(staff.submit(page, page, { outcome: 'bridged', reason: 'Alle tragen den ersten Vorschlag.', dissents: '6' }))
    const issue = readable(await instance.visitor().page(`${home}/thema/1`))
    for (const text of ['Alle tragen den ersten Vorschlag.', dissent]) expect(issue).toContain(text)
    const voice = readable(await instance.visitor().page(`/musterstadt/dialog/${dialogue.slug}/aussage/${contested}`))
    expect(voice).toContain('Worauf können wir uns einigen?')
    await expectSeeOther(publish('Dritter Entwurf'))
  })

  test('it goes to the council with a sequence of bodies, and cannot be adopted by going on', async () => {
    const step = { body: 'Stadtrat', role: 'decision', meetsOn: '2026-10-20', agendaNumber: '3' }
    await expectSeeOther(staff.submit(`${desk}/beratungsfolge/neu`, `${desk}/beratungsfolge/neu`, step))
    await expectSeeOther(goTo('deliberation'))
    expect((await goTo('adopted')).status).toBe(422)
    const closed = await instance.visitor().post(`${home}/satz/4/aenderungen`, { text: 'Zu spät.', reason: 'Nun.', language: 'de' })
    expect(closed.status).toBe(422)
  })

  test('the decision paper holds every sentence, as Word file and as PDF', async () => {
    const paper = `${desk}/beschlussvorlage`
    const kept = await staff.submit(paper, paper, {
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
    expect((await staff.submit(page, page, step)).status).toBe(422) // no number of the resolution
    await expectSeeOther(staff.submit(page, page, { ...step, resolutionNumber: '42/2026' }))
    expect((await adopt(id, { openPointsReason: '' })).status).toBe(422) // statements without a fate, and no reason
    await expectSeeOther(adopt(id))
    expect((await adopt(id)).status).toBe(409)
    expect((await goTo('consultation')).status).toBe(422)
    const sentence = readable(await instance.visitor().page(`${home}/satz/1`))
    for (const text of [wordingFor(1), 'Stadtrat', '42/2026', 'Vorschlag 1']) expect(sentence).toContain(text)
  })

  test('the adopted version is what everybody reads first, and what has changed since the first draft can be seen', async () => {
    const visitor = instance.visitor()
    const version = readable(await visitor.page(`${home}/fassung/4`))
    const first = readable(await visitor.page(home))
    for (const text of [wordingFor(1), reworded, '42/2026', openFates, dissent]) {
      expect(version).toContain(text)
      expect(first).toContain(text)
    }
    const comparison = await visitor.page(`${home}/vergleich?von=1&bis=4`)
    expect(comparison).toContain('<ins')
    expect(comparison).toContain('<del')
  })

  test('everybody can take the adopted version along, with who adopted it and why statements were left open', async () => {
    const visitor = instance.visitor()
    for (const name of ['leitbild.docx', 'leitbild.pdf', 'leitbild.md', 'leitbild.json']) {
      const answer = await visitor.get(`${home}/fassung/4/${name}`)
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

  const propose = (author: Browser, sentence: number) => {
    const page = `${home}/satz/${sentence}/aenderungen`
    const said = { text: wordingFor(sentence), reason: 'So ist es klarer.', language: 'de', signedName: `Vorschlag ${sentence}` }
    return expectSeeOther(author.submit(page, page, said))
  }
  const enter = (state: string) => staff.submit(`${desk}/themen/1`, `${desk}/themen/1/stand`, { state })
  const say = (kind: 'vorschlaege' | 'gegenstimmen', text: string) => {
    const page = `${home}/thema/1/${kind}`
    return expectSeeOther(instance.visitor().submit(page, page, { text, reason: '', language: 'de', signedName: '' }))
  }
  const approve = (number: number) => staff.submit(`${desk}/beitraege`, `${desk}/beitraege/${number}`, { state: 'approved' })
  const decide = (number: number, judgement: Record<string, string>) =>
    staff.submit(`${desk}/aenderungen/${number}`, `${desk}/aenderungen/${number}`, judgement)
  const publish = (name: string) =>
    staff.submit(`${desk}/veroeffentlichung`, `${desk}/veroeffentlichung`, { kind: 'consultation-draft', name })
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
