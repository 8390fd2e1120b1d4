import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Read } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { putDialogue } from '../src/dialogue/dialogue.store.ts'
import { insertStatements } from '../src/dialogue/statement.store.ts'
import { putAmendment } from '../src/vision/amendment.store.ts'
import { putContribution } from '../src/vision/contribution.store.ts'
import { findSentence } from '../src/vision/vision.store.ts'
import { type PlantedPlan, plantPlan } from './testing/planted-plan.ts'
import { putConsultation } from './testing/planted-vision.ts'

/** Strings people and machines send: long, empty, foreign, half characters, NUL, markup, SQL, other encodings. */
const nasty = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\uFFFD',
    '\uD800',
    '‮',
    "'; drop table vote; --",
    '<script>alert(1)</script>',
    '{{x}}',
    '../../etc/passwd',
    '-1',
    '1e309',
    'NaN',
    'ä'.repeat(5000),
    '9'.repeat(400),
  ),
)
const fieldNames = fc.constantFrom(
  'answer',
  'statement',
  'ticket',
  'votes',
  'text',
  'language',
  'email',
  'name',
  'question',
  'slug',
  'opensAt',
  'closesAt',
  'statementLength',
  'languages',
  'seeds',
  'phase',
  'reason',
  'note',
  'number',
  'role',
  'colour',
  'ags',
  'ars',
  'kind',
  'state',
  'version',
  'draft',
  'action',
  'target',
  'town',
  'title',
  'chapter',
  'sentence',
  'explanation',
  'use',
  'signedName',
  'verdict',
  'wording',
  'seen',
  'fate',
  'body',
  'result',
  'url',
  ...[
    'deed',
    'seen',
    'of',
    'field',
    'department',
    'status',
    'light',
    'startsOn',
    'endsOn',
    'year',
    'amount',
    'category',
    'source',
    'share',
  ],
  ...['mail', 'level', 'influence', 'asOf', 'dueOn', 'spentOn', 'contacts', 'head', 'parent', 'search', 'sentences', 'grade', 'reference'],
)
const fields = fc.array(fc.tuple(fc.oneof(fieldNames, fc.string({ maxLength: 12 })), nasty), { maxLength: 8 })

type Body = { type: string | undefined; body: BodyInit }
const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 4, arbitrary: fields.map(entries => ({ type: 'application/x-www-form-urlencoded', body: encoded(entries) })) },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 200 }).map(bytes => ({ type: 'application/x-www-form-urlencoded', body: bytes as BodyInit })),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 200 }).map(bytes => ({ type: 'multipart/form-data; boundary=x', body: bytes as BodyInit })),
  },
  { weight: 1, arbitrary: fc.json().map(text => ({ type: 'application/json', body: text })) },
  { weight: 1, arbitrary: fc.constant({ type: undefined, body: '' }) },
)
/** Like a browser, but lone surrogates and raw percent signs get through as a broken client would send them. */
const encoded = (entries: [string, string][]) =>
  entries
    .map(
      ([name, value]) =>
        `${name.isWellFormed() ? encodeURIComponent(name) : '%ED%A0%80'}=${value.isWellFormed() ? encodeURIComponent(value) : '%ED%A0%80%'}`,
    )
    .join('&')

const inVision = { vision: 'miteinander', sentence: '1', version: '1', issue: '1', contribution: '1', language: 'en' }
const contribution = {
  kind: 'amendment' as const,
  issueId: null,
  text: 'Wer neu ist, wird zu Hause begrüßt.',
  reason: '',
  language: 'de',
  signedName: '',
  enteredFor: null,
  enteredForName: '',
  state: 'approved' as const,
  submittedOn: '2026-10-01',
  authorKey: null,
}

describe('whatever is thrown at a form', () => {
  let instance: TestInstance
  let town: Municipality
  let posts: string[]
  let planned: PlantedPlan
  let filled: Record<string, string>
  let coordinator: Browser & { csrf: string }

  beforeAll(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    const ids = await inTown(instance, town, async db => {
      const id = randomUUID()
      await putDialogue(db, {
        id,
        slug: 'zusammenleben',
        question: 'Wie?',
        description: '',
        phase: 'open',
        opensAt: null,
        closesAt: null,
        residentsMayAdd: true,
        moderation: 'before',
        statementLength: 140,
        languages: ['de'],
        licence: 'CC-BY-4.0',
        sourceNote: '',
        importDigest: null,
      })
      await insertStatements(db, id, [
        { text: 'Mehr Bänke.', language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-10-01' },
      ])
      const vision = randomUUID()
      await putConsultation(db, vision, id)
      const sentenceId = (await findSentence(db, vision, 1))!.id
      const { id: amendment } = await putContribution(db, vision, { ...contribution, sentenceId })
      await putAmendment(db, { id: amendment, baseText: 'Alt.', buildsOn: null })
      planned = await plantPlan(db, instance.services.secret, instance.clock.now, sentenceId)
      return idsIn(db)
    })
    coordinator = await instance.staff(town, 'coordinator', { isOperator: true })
    filled = {
      town: town.slug,
      dialogue: 'zusammenleben',
      statement: '1',
      token: 'x'.repeat(43),
      ...inVision,
      ...planned.names,
      ...ids,
    }
    posts = [...new Set(instance.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path))]
      .filter(path => !/abmelden|sitzungen|loeschen|entfernen|entfernung/.test(path)) // deeds that take no input end the test's own session or data
      .map(inAddress)
  })
  afterAll(() => instance.close())

  /** The route with one of everything there is; the link of a department is its own. */
  const inAddress = (path: string) =>
    path.replace('/sachstand/:token', `/sachstand/${planned.token}`).replace(/:(\w+)/g, (_, name) => filled[name] ?? 'x')

  test('there are forms to throw at', () => expect(posts.length).toBeGreaterThan(15))

  test('a stranger gets an answer below 500, in words, and no staff table changes', async () => {
    const before = await staffRows(instance, town)
    const unlinked = posts.map(path => path.replace(planned.token, 'x'.repeat(43))) // which is in the mail to a department alone
    await fc.assert(
      fc.asyncProperty(fc.nat(), body, async (which, { type, body }) => {
        const response = await new Browser(instance.app).send(unlinked[which % unlinked.length] ?? '', {
          method: 'POST',
          body,
          headers: type ? { 'content-type': type } : {},
        })
        expect(response.status).toBeLessThan(500)
        if (response.status >= 400) expect((await response.text()).length).toBeGreaterThan(50)
      }),
      { numRuns: 400 },
    )
    expect(await staffRows(instance, town)).toEqual(before)
  })

  test.each([
    ['on all pages', () => posts, 600],
    ['on those of a vision', () => posts.filter(path => path.includes('/leitbild/')), 400],
    ['on those of the plan', () => posts.filter(path => /\/verwaltung\/plan|\/sachstand\//.test(path)), 400],
  ] as const)('a coordinator with a valid token never causes more than a refusal, %s', async (_, pages, numRuns) => {
    const among = pages()
    await fc.assert(
      fc.asyncProperty(fc.nat(), fields, async (which, entries) => {
        const response = await coordinator.send(among[which % among.length] ?? '', {
          method: 'POST',
          body: `csrf=${encodeURIComponent(coordinator.csrf)}&${encoded(entries)}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
        expect(response.status).toBeLessThan(500)
      }),
      { numRuns },
    )
  })

  test('whoever fills in the forms of the plan, all fields well but one, is told what is wrong or was understood', async () => {
    const forms = (await Promise.all(pagesOfPlan().map(path => coordinator.get(path).then(formsOn))))
      .flat()
      .filter(({ action }) => !action.includes('abmelden'))
    expect(new Set(forms.map(({ action }) => action)).size).toBeGreaterThan(20)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), nasty, async (which, place, value) => {
        const { action, fields } = forms[which % forms.length]!
        const open = fields.filter(({ name }) => name !== 'csrf')
        const changed = open.map((field, at) => (at === place % open.length ? { ...field, value } : field))
        const entries = changed.map(({ name, value }): [string, string] => [name, value])
        const response = await coordinator.send(action, {
          method: 'POST',
          body: `csrf=${encodeURIComponent(coordinator.csrf)}&${encoded(entries)}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
        expect([action, changed, response.status < 500]).toEqual([action, changed, true])
      }),
      { numRuns: 600 },
    )
  })

  /** Of its desk, and of the department that has its link. */
  const pagesOfPlan = () =>
    [...new Set(instance.app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))]
      .filter(path => /\/verwaltung\/plan|\/sachstand\//.test(path))
      .map(inAddress)

  test('a staff form without its token stores nothing', async () => {
    const before = await staffRows(instance, town)
    for (const path of posts.filter(path => path.includes('/verwaltung/')))
      expect(
        (await coordinator.post(path, { question: 'Ohne Marke?', seeds: 'Ohne Marke.', languages: 'de', language: 'de' })).status,
      ).toBe(400)
    expect(await staffRows(instance, town)).toEqual(before)
  })

  test('any address is answered below 500', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), async (path, query) => {
        for (const prefix of ['', '/musterstadt', '/musterstadt/dialog/zusammenleben', '/api/v1'])
          expect((await instance.visitor().get(`${prefix}${path.startsWith('/') ? path : `/${path}`}?${query}`)).status).toBeLessThan(500)
      }),
      { numRuns: 100 },
    )
  })

  test('an address that reads like the pattern of a route is answered below 500', async () => {
    const patterns = [...new Set(instance.app.routes.map(({ path }) => path))].filter(path => !path.includes('*'))
    for (const pattern of patterns)
      expect([pattern, (await instance.visitor().get(pattern.replace(':town', 'musterstadt'))).status < 500]).toEqual([pattern, true])
  })
})

type FilledForm = { action: string; fields: { name: string; value: string }[] }

/** The forms of a page that post something, once for each of their buttons, filled in: with what stands in them already, or with what fits. */
async function formsOn(response: Response): Promise<FilledForm[]> {
  const forms = (await response.text()).match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? []
  return forms.flatMap(form => {
    const action = /action="([^"]*)"/.exec(form)?.[1] ?? ''
    const fields = [...form.matchAll(/<(?:input|textarea|select)[^>]*name="([^"]*)"[^>]*>/g)].map(fieldIn(form))
    const buttons = [...form.matchAll(/<button[^>]*name="([^"]*)"[^>]*>/g)].map(fieldIn(form))
    return buttons.length === 0 ? [{ action, fields }] : buttons.map(button => ({ action, fields: [...fields, button] }))
  })
}

const fieldIn = (form: string) => (match: RegExpMatchArray) => {
  const [tag, name = ''] = match
  const type = /type="(\w+)"/.exec(tag)?.[1] ?? ''
  const options = tag.startsWith('<select')
    ? [
        ...form
          .slice(match.index)
          .split('</select>')[0]!
          .matchAll(/value="([^"]+)"/g),
      ]
    : []
  const fitting = options.at(-1)?.[1] ?? { date: '2026-10-20', email: 'amt@musterstadt.example' }[type] ?? '7'
  return { name, value: /value="([^"]+)"/.exec(tag)?.[1] || fitting }
}

/** One of each thing of a vision that an address names by its id. */
async function idsIn(db: Read): Promise<Record<string, string>> {
  const tables = {
    step: 'consultation_step',
    position: 'body_position',
    entry: 'issue_entry',
    source: 'sentence_source',
    chapter: 'chapter',
  }
  const found: Record<string, string> = {}
  for (const [name, table] of Object.entries(tables)) {
    const [row] = await db.rows<{ id: string }>(sql`
      select id from ${sql.table(table)} where municipality_id = ${db.municipality} order by id limit 1`)
    found[name] = row!.id
  }
  return found
}

async function staffRows(instance: TestInstance, town: Municipality) {
  const people = await instance.services.database.readingInstance(async db => ({
    persons: await db.selectFrom('person').selectAll().orderBy('id').execute(),
    towns: await db.selectFrom('municipality').selectAll().orderBy('id').execute(),
  }))
  const rows = await inTown(instance, town, async db => ({
    visions: await db.selectFrom('vision').selectAll().where('municipality_id', '=', town.id).execute(),
    sentences: await db.selectFrom('sentence').selectAll().where('municipality_id', '=', town.id).execute(),
    versions: await db.selectFrom('vision_version').selectAll().where('municipality_id', '=', town.id).execute(),
    sources: await db.selectFrom('sentence_source').selectAll().where('municipality_id', '=', town.id).execute(),
    dialogues: await db.selectFrom('dialogue').selectAll().where('municipality_id', '=', town.id).execute(),
    members: await db.selectFrom('membership').selectAll().where('municipality_id', '=', town.id).execute(),
    plans: await db.selectFrom('plan').selectAll().where('municipality_id', '=', town.id).execute(),
    measures: await db.selectFrom('measure').selectAll().where('municipality_id', '=', town.id).orderBy('id').execute(),
    links: await db.selectFrom('update_link').selectAll().where('municipality_id', '=', town.id).orderBy('id').execute(),
    deeds: await db.selectFrom('audit_entry').select('id').where('municipality_id', '=', town.id).execute(),
  }))
  return { ...people, ...rows }
}
