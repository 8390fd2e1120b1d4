import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Press, printDocument, textDocumentToPrint, wordFile } from '#platform/documents'
import type { Municipality } from '#platform/municipalities'
import { recognise, recogniseRole } from '#platform/people'
import { answerError, town as ofTown, type Town, visit } from '#platform/web'
import {
  Browser,
  inTown,
  isInstalled,
  openedWord,
  openTestInstance,
  printedForTest,
  structureOf,
  type TestInstance,
  textOf,
} from '#testing'
import { sessionCookie } from '../platform/people/session.ts'
import { paperRoutes } from './paper.routes.tsx'
import { suggestedPaper } from './paper.suggestion.ts'
import type { PaperValues } from './paper.ts'
import { judgePaper, longest, mostAnnexes } from './paper.ts'
import { versionDocument } from './paper.version.ts'
import type { Version, VersionContent } from './version.ts'

const desk = '/musterstadt/verwaltung/leitbild/zusammen/beschlussvorlage'
const [word, pdf, preview] = [`${desk}/beschlussvorlage.docx`, `${desk}/beschlussvorlage.pdf`, `${desk}/ansicht`]

const content: VersionContent = {
  title: 'Gemeinsam in Musterstadt',
  preamble: 'Wir, die Menschen in Musterstadt, haben dieses Leitbild zusammen geschrieben.',
  language: 'de',
  chapters: [
    {
      title: 'Bildung',
      sentences: [
        {
          number: 4,
          text: 'Alle Kinder lernen von Anfang an gemeinsam.',
          explanation: 'Kitas und Schulen nehmen jedes Kind auf.',
          support: [],
          sources: [{ kind: 'concept', use: 'inspired', title: 'Integrationskonzept', reference: 'Seite 12', datedOn: '2019-03-14' }],
          credits: [
            { contribution: 9, signedName: '' },
            { contribution: 11, signedName: 'Ana Maric' },
          ],
        },
        {
          number: 2,
          text: 'Wer Deutsch lernt, findet einen Kurs <in> "der" Nähe & Zeit.',
          explanation: '',
          support: [],
          sources: [],
          credits: [],
        },
      ],
    },
    {
      title: 'Wohnen',
      sentences: [
        { number: 7, text: 'Niemand wird bei der Wohnungssuche benachteiligt.', explanation: '', support: [], sources: [], credits: [] },
      ],
    },
  ],
  dialogues: [
    { slug: 'zusammenleben', question: 'Wie wollen wir zusammenleben?', participants: 1214, votes: 30_876 },
    { slug: 'abend', question: 'Was fehlt im Ortsteil?', participants: null, votes: null },
  ],
  issues: [
    {
      number: 1,
      question: 'Soll das Wahlrecht im Beirat für alle gelten?',
      outcome: 'dissent',
      reason: 'Auch nach der zweiten Runde stimmen nicht alle Gruppen zu.',
      sentences: [7],
      dissents: [{ text: 'Wir fühlen uns davon nicht vertreten.', signedName: 'Karl Ott', letter: 'B' }],
    },
  ],
  translations: {
    ar: {
      title: 'معًا في موستر شتات',
      preamble: '',
      chapters: { 0: 'التعليم' },
      sentences: { 4: { text: 'يتعلم جميع الأطفال معًا.', origin: 'machine' } },
      explanations: {},
    },
  },
}
const sentences = content.chapters.flatMap(chapter => chapter.sentences.map(({ text }) => text))

const values: PaperValues = {
  number: '2026/117',
  subject: 'Leitbild für das Zusammenleben',
  draftResolution: '1. Das Leitbild wird beschlossen.\n2. Die Verwaltung legt einen Plan vor.',
  reasons: 'Die Stadt hat gefragt.\n\nVieles ist gemeinsam.',
  financialEffects: 'Keine.',
  leadOffice: 'Amt für Soziales',
  annexes: 'Stellungnahme der Kirchen\nKarte der Ortsteile',
}

describe('the decision paper', () => {
  let instance: TestInstance
  let town: Municipality
  let vision: string
  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    vision = await addVision(town)
  })
  afterEach(() => instance.close())

  test('is refused by name while nothing is published', async () => {
    const editor = await instance.staff(town, 'editor')
    expect(await editor.page(desk)).toContain('Es gibt noch keine veröffentlichte Fassung')
    for (const file of [word, pdf, preview]) expect((await editor.get(file)).status).toBe(409)
    expect((await editor.post(desk, { ...values, csrf: editor.csrf })).status).toBe(409)
  })

  test('begins with suggestions that follow from the data, and keeps what staff make of them', async () => {
    await publish()
    const editor = await instance.staff(town, 'editor')
    const first = await editor.page(desk)
    expect(first).toContain('Vorschläge aus den Daten')
    expect(first).toContain('wird in der Fassung „Entwurf zur Beratung“ vom 1. Oktober 2026 (Anlage 1) beschlossen.')
    expect(first).toContain('Es ist aus 2 öffentlichen Dialogen entstanden.')
    expect((await editor.submit(desk, desk, values)).status).toBe(303)
    const kept = await editor.page(desk)
    for (const value of Object.values(values)) expect(kept).toContain(value.split('\n').at(-1))
    expect(kept).not.toContain('Vorschläge aus den Daten')
    const deeds = await inTown(instance, town, db =>
      db.selectFrom('audit_entry').select('deed').where('municipality_id', '=', town.id).execute(),
    )
    expect(deeds.map(({ deed }) => deed)).toContain('decision-paper-changed')
  })

  test('says beside the field what is missing or too long, loses nothing that was typed, and stores nothing', async () => {
    await publish()
    const editor = await instance.staff(town, 'editor')
    const answer = await editor.submit(desk, desk, { ...values, subject: '', reasons: 'Grund', number: 'x'.repeat(longest.number + 1) })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    for (const said of ['Bitte füllen Sie dieses Feld aus.', 'höchstens 60 Zeichen', 'Grund', 'Karte der Ortsteile'])
      expect(page).toContain(said)
    expect(await editor.page(desk)).toContain('Vorschläge aus den Daten')
  })

  test('holds everything a council needs, as Word file', async () => {
    await publish({ openPointsReason: 'Drei Aussagen kommen in den Verkehrsplan.' })
    await addStep({
      body: 'Integrationsrat',
      role: 'hearing',
      meets_on: '2026-09-01',
      agenda_number: '3',
      result: 'agreed',
      yes: 9,
      no: 1,
      abstentions: 2,
    })
    await addStep({ body: 'Stadtrat', role: 'decision', meets_on: '2026-10-15', position: 2 })
    await addPosition('Wir tragen das Leitbild mit.')
    const editor = await instance.staff(town, 'editor')
    await editor.submit(desk, desk, values)
    const answer = await editor.get(word)
    expect(answer.headers.get('content-disposition')).toContain('beschlussvorlage.docx')
    const { paragraphs } = openedWord(new Uint8Array(await answer.arrayBuffer()))
    expect(paragraphs.filter(({ style }) => /Heading[123]/.test(style)).map(({ text }) => text)).toEqual([
      'Beschlussvorlage 2026/117',
      'Beratungsfolge',
      'Beschlussvorschlag',
      'Begründung',
      'Finanzielle Auswirkungen',
      'Anlagen',
      'Anlage 1: Leitbild „Gemeinsam in Musterstadt“, Entwurf zur Beratung vom 1. Oktober 2026',
      'Bildung',
      'Wohnen',
      'Anlage 2: Beteiligung, Gegenstimmen und Stellungnahmen',
      'Beteiligung',
      'Strittige Themen und Gegenstimmen',
      'Stellungnahmen',
      'Was beim Beschluss noch offen war',
    ])
    const text = paragraphs.map(paragraph => paragraph.text).join('\n')
    for (const said of [
      ...sentences,
      ...Object.values(values).flatMap(value => value.split('\n').map(line => line.replace(/^\d\. /, ''))),
      'zugestimmt, 9 Ja, 1 Nein, 2 Enthaltungen',
      '15.10.2026',
      '1.214',
      '30.876',
      'zu wenige',
      'Gegenstimme der Gruppe B:',
      'Wir fühlen uns davon nicht vertreten.\n– Karl Ott',
      'Wir tragen das Leitbild mit.',
      'Drei Aussagen kommen in den Verkehrsplan.',
      '3.\tStellungnahme der Kirchen',
      'Geändert nach Vorschlägen von: Beitrag 9, Ana Maric',
      'Quellen: Integrationskonzept, Seite 12, 14. März 2019',
    ])
      expect(text).toContain(said)
  })

  test('is the same as PDF, tagged and in the order in which it is read', async () => {
    await publish()
    const editor = await instance.staff(town, 'editor')
    const answer = await editor.get(pdf)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const made = Buffer.from(await answer.arrayBuffer())
    const { catalog, elements } = structureOf(made)
    expect(catalog).toContain('/Lang (de)')
    const levels = elements.flatMap(({ role }) => (/^H\d$/.test(role) ? [Number(role[1])] : []))
    expect(levels[0]).toBe(1)
    expect(levels.every((level, place) => place === 0 || level <= levels[place - 1]! + 1)).toBe(true)
    if (!isInstalled('pdftotext')) return
    const text = textOf(made)
    const places = [
      'Beschlussvorschlag',
      'Begründung',
      'Finanzielle Auswirkungen',
      'Alle Kinder lernen',
      'Wie wollen wir zusammenleben?',
    ].map(said => text.indexOf(said))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
  })

  test('can be looked at before, and warns when a newer version has appeared since', async () => {
    await publish()
    const editor = await instance.staff(town, 'editor')
    await editor.submit(desk, desk, values)
    const page = await editor.page(preview)
    for (const said of ['Leitbild für das Zusammenleben', 'Alle Kinder lernen von Anfang an gemeinsam.', '<li value="7">'])
      expect(page).toContain(said)
    expect(page).toContain('Wer Deutsch lernt, findet einen Kurs &lt;in&gt; &quot;der&quot; Nähe &amp; Zeit.')
    instance.clock.now = new Date('2026-10-01T11:00:00Z')
    await publish({ number: 2, name: 'Zweiter Entwurf' })
    expect(await editor.page(desk)).toContain('Seit Sie die Vorlage gespeichert haben, ist eine neue Fassung erschienen: „Zweiter Entwurf“')
  })

  test('names the characters no PDF can show, and leads to the Word file', async () => {
    await publish()
    const editor = await instance.staff(town, 'editor')
    await editor.submit(desk, desk, { ...values, reasons: 'Alle 👍 sagen 我.' })
    const answer = await editor.get(pdf)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Unsere Schriften haben diese Zeichen nicht: 👍 我.')
    const { paragraphs } = openedWord(new Uint8Array(await (await editor.get(word)).arrayBuffer()))
    expect(paragraphs.map(({ text }) => text)).toContain('Alle 👍 sagen 我.')
  })

  test('says clearly where the typesetting program does not run', async () => {
    await publish()
    const editor = await instance.staff(town, 'editor')
    const browser = new Browser(appWith(document => printDocument(document, 'a-compiler-nobody-has-built-for-this-machine')))
    browser.setCookie(sessionCookie, editor.cookie(sessionCookie)!)
    const answer = await browser.get(pdf)
    expect(answer.status).toBe(501)
    expect(await answer.text()).toContain('Dieser Server kann keine PDF erstellen.')
    expect((await browser.get(word)).status).toBe(200)
  })

  test('is for those who write; another town’s is not found', async () => {
    await publish()
    for (const file of [desk, word, pdf, preview]) {
      expect((await (await instance.staff(town, 'moderator')).get(file)).status).toBe(403)
      expect((await instance.visitor().get(file)).status).toBe(303)
    }
    const other = await instance.addTown({ slug: 'nebenan', ags: '09999002' })
    const stranger = await instance.staff(other, 'editor')
    expect((await stranger.get(desk.replace('musterstadt', 'nebenan'))).status).toBe(404)
    expect((await stranger.get(word)).status).toBe(403)
  })

  test('a published version can be taken along by everybody, in its language and in those it was translated into', async () => {
    await publish()
    const files = '/musterstadt/leitbild/zusammen/fassung/1/leitbild'
    const visitor = instance.visitor()
    const [wordAnswer, ...pdfs] = await Promise.all([
      visitor.get(`${files}.docx`),
      visitor.get(`${files}.pdf`),
      visitor.get(`${files}.pdf`),
    ])
    const { paragraphs } = openedWord(new Uint8Array(await wordAnswer!.arrayBuffer()))
    for (const sentence of sentences) expect(paragraphs.map(({ text }) => text).join('\n')).toContain(sentence)
    expect(paragraphs.map(({ text }) => text)).toContain('Adresse\thttp://localhost:3000/musterstadt/leitbild/zusammen/fassung/1')
    const [first, second] = await Promise.all(pdfs.map(answer => answer.arrayBuffer()))
    expect(Buffer.from(first!)).toEqual(Buffer.from(second!))
    const arabic = Buffer.from(await (await visitor.get(`${files}.pdf?sprache=ar`)).arrayBuffer())
    expect(structureOf(arabic).catalog).toContain('/Lang (ar)')
    const unknown = Buffer.from(await (await visitor.get(`${files}.pdf?sprache=constructor`)).arrayBuffer())
    expect(structureOf(unknown).catalog).toContain('/Lang (de)')
    for (const nothing of ['2/leitbild.pdf', 'x/leitbild.docx', '1/anderes.pdf'])
      expect((await visitor.get(`/musterstadt/leitbild/zusammen/fassung/${nothing}`)).status).toBe(404)
  })

  async function addVision(of: Municipality) {
    const id = randomUUID()
    const values = { municipality_id: of.id, id, slug: 'zusammen', title: content.title, language: 'de' }
    await inTown(instance, of, db => db.insertInto('vision').values(values).execute())
    return id
  }

  const publish = (given: { number?: number; name?: string; openPointsReason?: string } = {}) =>
    inTown(instance, town, db =>
      db
        .insertInto('vision_version')
        .values({
          municipality_id: town.id,
          vision_id: vision,
          number: given.number ?? 1,
          kind: 'consultation-draft',
          name: given.name ?? 'Entwurf zur Beratung',
          published_at: instance.clock.now,
          published_by: null,
          content: JSON.stringify(content),
          digest: 'digest',
          open_points_reason: given.openPointsReason ?? '',
        })
        .execute(),
    )

  const addStep = (step: Record<string, string | number>) => {
    const columns = { municipality_id: town.id, id: randomUUID(), vision_id: vision, position: 1, ...step }
    return inTown(instance, town, db =>
      db.rows(
        sql`insert into consultation_step (${sql.join(Object.keys(columns).map(name => sql.ref(name)))}) values (${sql.join(Object.values(columns))}) returning municipality_id`,
      ),
    )
  }

  const addPosition = (text: string) =>
    inTown(instance, town, db =>
      db.rows(sql`insert into body_position (municipality_id, id, vision_id, body, text, stated_on, yes, no, abstentions)
        values (${town.id}, ${randomUUID()}, ${vision}, 'integration-council', ${text}, '2026-09-01', 9, 1, 2) returning municipality_id`),
    )

  /** The pages of the paper alone, with another press. */
  function appWith(press: Press) {
    const { services } = instance
    const dialogues = { resultsOf: async () => undefined, channelsOf: async () => [] }
    const inside = new Hono<Town>()
      .use(ofTown)
      .use(recogniseRole)
      .route('/', paperRoutes({ services, dialogues } as never, press) as never)
    const app = new Hono<Town>().use(visit(services)).use(recognise).route('/:town', inside)
    app.onError(answerError as never)
    return app as never
  }
})

describe('a published version', () => {
  const version: Version = {
    number: 3,
    kind: 'adopted',
    name: 'Beschlossene Fassung',
    publishedAt: new Date('2026-10-15T16:00:00Z'),
    content,
    digest: 'digest',
    openPointsReason: '',
    adoption: { adoptedOn: '2026-10-15', body: 'Stadtrat', resolutionNumber: '2026/117' },
  }
  const printer = {
    town: { name: 'Musterstadt', colour: '#1f5fa8', crest: undefined },
    address: 'https://musterstadt.example/leitbild/zusammen/fassung/3',
  }

  test('is filed with its resolution, its address, every sentence and the dissent beside it', async () => {
    const { paragraphs } = openedWord(await wordFile(versionDocument(version, printer)))
    const texts = paragraphs.map(({ text }) => text)
    expect(texts).toContain('Beschlossen\tStadtrat, 15. Oktober 2026, Beschluss 2026/117')
    expect(texts).toContain(`Adresse\t${printer.address}`)
    for (const sentence of sentences) expect(texts.join('\n')).toContain(sentence)
    const place = texts.indexOf('7.\tNiemand wird bei der Wohnungssuche benachteiligt.')
    expect(texts.slice(place + 1, place + 3)).toEqual(['Gegenstimme der Gruppe B:', 'Wir fühlen uns davon nicht vertreten.\n– Karl Ott'])
  })

  test('speaks the language it was translated into, and its own where it was not; it says so', async () => {
    const document = versionDocument(version, printer, 'ar')
    const { paragraphs } = openedWord(await wordFile(document))
    expect(paragraphs.find(({ text }) => text.includes('يتعلم جميع الأطفال معًا.'))).toMatchObject({ isRtl: true })
    expect(paragraphs.find(({ text }) => text.includes('Niemand wird bei der Wohnungssuche'))).toMatchObject({ isRtl: false })
    const { catalog, elements } = structureOf(await printedForTest(textDocumentToPrint(document)))
    expect(catalog).toContain('/Lang (ar)')
    expect(elements.some(({ lang }) => lang === 'de')).toBe(true)
  })
})

test('what staff write has limits, and annexes are lines', () => {
  expect(judgePaper(values)).toEqual({ paper: { ...values, annexes: ['Stellungnahme der Kirchen', 'Karte der Ortsteile'] } })
  const tooMany = Array.from({ length: mostAnnexes + 1 }, () => 'Anlage').join('\n')
  expect(judgePaper({ ...values, annexes: tooMany })).toEqual({ refusals: { annexes: 'too-many' } })
  expect(judgePaper({ ...values, annexes: 'x'.repeat(301), draftResolution: '' })).toEqual({
    refusals: { annexes: 'too-long', draftResolution: 'missing' },
  })
})

test('a suggestion can be kept as it is', () => {
  const { annexes, ...texts } = suggestedPaper({ content, name: 'Entwurf', publishedAt: new Date() } as Version)
  expect(judgePaper({ ...texts, annexes: annexes.join('\n') })).toHaveProperty('paper')
})
