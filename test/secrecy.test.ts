import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestInstance, type TestInstance } from '#testing'
import { planNames, unpublished } from './testing/planted-plan.ts'
import { everyRow, type PlantedPerson, type PlantedTown, plantTown } from './testing/planted-town.ts'
import { signedNames } from './testing/planted-vision.ts'
import { type TableRow, Ties } from './testing/ties.ts'

// Nobody can link a person to a vote, by any page, endpoint, log, export or role (promise 3); voluntary answers are as secret (promise 4).
// What may lead where: a pseudonym leads to its own votes, since "Meine Stimmen" and one vote a person need it; nothing else leads anywhere.

const fewest = 5
const voteTables = ['vote', 'quarantined_vote', 'contribution_vote']
let instance: TestInstance
let planted: PlantedTown
let rows: TableRow[]

beforeAll(async () => {
  instance = await openTestInstance({ LEITBILD_SMTP: 'smtp://localhost:25', LEITBILD_MAIL_FROM: 'dialog@musterstadt.example' })
  planted = await plantTown(instance)
  await instance.app.maintain()
  await mapIsThere()
  rows = (await everyRow(instance, planted.town)).map(besideItsVotes)
})
afterAll(() => instance.close())

/**
 * What is told of a contribution is written by the vote with which enough have come in; that this person has voted on it stands in the vote itself,
 * and it is nobody's but the last one's. All else that wrote to the row stays its own.
 */
function besideItsVotes(row: TableRow): TableRow {
  const isTold = row.table === 'contribution' && Number(row.values.told_votes) > 0
  return isTold ? { ...row, transaction: `told of ${row.values.id}` } : row
}

async function mapIsThere() {
  const results = '/api/v1/municipalities/musterstadt/dialogues/zusammenleben/results'
  while (!(await instance.visitor().page(results)).includes('"available"')) await new Promise(resolve => setTimeout(resolve, 50))
}

describe('in the tables and every backup of them', () => {
  const reached = (values: readonly string[], among = rows) => [...new Set(new Ties(among, fewest).from(values).map(({ table }) => table))]

  test('there is something to find: votes, voluntary answers, voices, addresses, sessions, a mail that waits', () => {
    const tables = new Set(rows.map(({ table }) => table))
    for (const table of [
      'vote',
      'voluntary_answer',
      'voice',
      'voice_proof',
      'letter_code',
      'subscriber',
      'session',
      'job',
      'representation',
      'sheet',
      'report',
      'contribution',
      'contribution_vote',
      'contribution_appeal',
      'contribution_decision',
      'contribution_report',
    ])
      expect(tables).toContain(table)
    expect(reached([planted.people[12]!.identities[0]!])).toEqual(expect.arrayContaining(['subscriber', 'job']))
  })

  const reporter = 'Rita Redlich'

  test('nothing leads from an address, a code or a session to a vote or a voluntary answer, nor to a pseudonym', () => {
    const ties = new Ties(rows, fewest)
    const staff = rows.filter(({ table }) => table === 'person').flatMap(({ values }) => [String(values.id), String(values.email)])
    const sessions = rows.filter(({ table }) => table === 'session').map(({ values }) => String(values.token_hash))
    for (const start of [
      ...planted.people.flatMap(({ identities }) => identities),
      planted.unusedCode,
      ...planted.sheetCodes,
      reporter,
      ...staff,
      ...sessions,
    ]) {
      const tables = ties
        .from([start])
        .filter(row => !([reporter, ...staff, ...sessions].includes(start) && isOfSheet(row))) // whoever decides on a report has typed sheets in too
        .map(({ table }) => table)
      for (const table of [...voteTables, 'voluntary_answer', 'participant', 'voice']) expect(tables, start).not.toContain(table)
    }
  })

  /** Who typed a sheet in is known, and what stood on it; whose sheet it was is known to nobody. */
  const isOfSheet = ({ values }: TableRow) => onPaper().has(String(values.participant_id ?? values.id))
  const onPaper = () =>
    new Set(
      rows.filter(({ table, values }) => table === 'participant' && values.channel === 'paper').map(({ values }) => String(values.id)),
    )

  test('a pseudonym leads to its own votes alone: to nobody else’s, to no voluntary answer, to no address', () => {
    const ties = new Ties(rows, fewest)
    for (const person of planted.people) {
      const { pseudonym } = person
      const found = ties.from([pseudonym])
      const votes = found.filter(({ table }) => voteTables.includes(table))
      expect(votes).toHaveLength(planted.people.indexOf(person) < 12 ? 6 : 3)
      for (const { values } of votes) expect(values.participant_id).toBe(pseudonym)
      for (const table of ['voluntary_answer', 'subscriber', 'person', 'session', 'job', 'letter_code'])
        expect(found.map(row => row.table)).not.toContain(table)
    }
  })

  test('a name somebody has signed a contribution with leads to no vote, no voluntary answer and no pseudonym, nor does the author’s key', () => {
    const ties = new Ties(rows, fewest)
    for (const start of [...signedNames, ...planted.people.map(planted.vision.authorKeyOf)]) {
      const tables = ties
        .from([start])
        .filter(row => !isOfSheet(row)) // whose moderator has typed sheets in too
        .map(({ table }) => table)
      for (const table of [...voteTables, 'voluntary_answer', 'participant', 'voice', 'subscriber'])
        expect(tables, start).not.toContain(table)
    }
    expect(ties.from([signedNames[1]]).map(({ table }) => table)).toContain('contribution')
  })

  test('a voluntary answer leads to no pseudonym, and who answered when is not to be seen', () => {
    const ties = new Ties(rows, fewest)
    for (const { voluntaryPseudonym } of planted.people)
      expect(new Set(ties.from([voluntaryPseudonym]).map(({ table }) => table))).toEqual(new Set(['voluntary_answer']))
    const order = inOrder('voluntary_answer', 'pseudonym')
    expect(order).toEqual([...order].sort())
    expect(rows.filter(({ table }) => table === 'voluntary_answer').length).toBe(2 * planted.people.length)
  })

  test('addresses do not stand in the order in which people voted, and no time finer than an hour is kept of them', () => {
    const order = inOrder('subscriber', 'email').map(email => Number(/\d+/.exec(email)))
    expect(order).toHaveLength(planted.people.length)
    expect(Math.abs(likenessToOrder(order))).toBeLessThan(0.6)
    for (const { values } of rows.filter(({ table }) => table === 'subscriber')) expect(values.asked_at).toMatch(/T\d\d:00:00/)
  })

  test('a code that was used is nowhere any more', () => {
    const left = rows.filter(({ table }) => table === 'letter_code')
    expect(left).toHaveLength(1)
    expect(Object.keys(left[0]!.values).sort()).toEqual(['code_hash', 'dialogue_id', 'municipality_id'])
  })

  test('the key that would join them is not there', () => {
    const everything = JSON.stringify(rows)
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(everything).not.toContain(instance.services.secret.toString(form).slice(0, 24))
  })

  describe('a tie is found when somebody makes one', () => {
    const vote = () => rows.find(({ table, values }) => table === 'vote' && values.participant_id === planted.people[12]!.pseudonym)!
    const proof = () =>
      rows.find(({ table, values }) => table === 'voice_proof' && values.participant_id === planted.people[12]!.pseudonym)!
    const email = () => planted.people[12]!.identities[0]!
    const row = (table: string, values: Record<string, unknown>, transaction = 'another'): TableRow => ({
      table,
      values,
      transaction,
      place: 999,
    })
    const isFound = (added: TableRow) => expect(reached([email()], [...rows, added])).toContain('vote')

    test('by a column that names both', () =>
      isFound(row('subscription', { email: email(), participant_id: vote().values.participant_id })))
    test('by a hash that names the voice, hidden in a link of a mail', () => {
      const token = Buffer.from(`x.${proof().values.proof_hash}.1`).toString('base64url')
      isFound(row('job', { payload: { to: email(), text: `https://musterstadt.example/zugang/adresse/${token}` } }))
    })
    test('by a contribution that names its author', () => {
      const contribution = rows.find(({ table, values }) => table === 'contribution' && values.signed_name === signedNames[1])!
      const named = { ...contribution, values: { ...contribution.values, author_id: planted.vision.authors[1]!.pseudonym } }
      expect(reached([signedNames[1]], [...rows.filter(row => row !== contribution), named])).toContain('vote')
    })
    test('by the transaction that wrote both', () => isFound(row('mail_log', { recipient: email() }, vote().transaction)))
    test('by a moment that both bear', () => {
      const moment = '2026-10-01T10:00:07.123Z'
      const marked = [...rows, { ...vote(), values: { ...vote().values, at: moment } }]
      expect(reached([email()], [...marked, row('subscriber', { email: email(), at: moment })])).toContain('vote')
    })
  })

  /** What this column says, row by row as they stand on the disk, each thing once. */
  const inOrder = (table: string, column: string) => [
    ...new Set(rows.filter(row => row.table === table).map(({ values }) => String(values[column]))),
  ]
})

describe('on every address, for everybody', () => {
  type Visit = { role: string; route: string; status: number; said: string }
  let visits: Visit[]
  let roles: Record<string, Browser>

  beforeAll(async () => {
    roles = { visitor: instance.visitor(), participant: planted.people[7]!.browser, tablet: planted.tablet, ...planted.staff }
    visits = []
    for (const [role, browser] of Object.entries(roles)) for (const route of gets()) visits.push(...(await walk(role, browser, route)))
    await planted.staff.coordinator!.submit(
      '/musterstadt/verwaltung/dialoge/zusammenleben',
      '/musterstadt/verwaltung/dialoge/zusammenleben/phase',
      { phase: 'closed' },
    )
    for (const route of gets()) visits.push(...(await walk('visitor', roles.visitor!, route)))
    for (const [role, browser] of Object.entries(roles)) for (const route of posts()) visits.push(...(await walk(role, browser, route)))
  })

  test('the walk knows what to put into every address', () => {
    for (const route of [...gets(), ...posts()])
      for (const [, name = ''] of route.matchAll(/:(\w+)/g))
        expect(Object.keys(placeholders()), `${route}: what is :${name}?`).toContain(name)
  })

  test('every page was seen by somebody', () => {
    const seen = new Set(visits.filter(({ status }) => status === 200).map(({ route }) => route))
    const unseen = gets().filter(route => !seen.has(route) && !(route in neverShown))
    expect(unseen).toEqual([])
  })

  test('nothing names a pseudonym, an address, a code or a voice to anybody but whom it belongs to', () => {
    for (const [role, browser] of Object.entries(roles)) {
      const others = planted.people.filter(person => person.browser !== browser).flatMap(secretsOf)
      const secret = new RegExp([...others, planted.unusedCode].map(text => RegExp.escape(text)).join('|'))
      for (const { route, said } of visits.filter(visit => visit.role === role && !visit.route.includes(linkOfMail)))
        expect(secret.exec(said)?.[0], `${route} to ${role}`).toBeUndefined()
    }
  })

  test('the files were among what was seen, and hold the votes', () => {
    const files = visits.filter(({ route, status }) => route.endsWith('offene-daten/:file') && status === 200)
    expect(files.some(({ said }) => said.includes('timestamp,datetime,comment-id,voter-id,vote\n1'))).toBe(true)
  })

  test('no log line names anything of the kind, nor what was answered', () => {
    const log = instance.log.join('\n')
    expect(log).toContain('/dialog/')
    for (const person of planted.people) for (const secret of secretsOf(person)) expect(log).not.toContain(secret)
    const telling = instance.log.filter(line => /"(agree|disagree|pass|18-29|Nord|Süd)"/.test(line.replace(/"request":"[^"]*"/, '')))
    expect(telling).toEqual([])
  })

  test('who works for the town stands only where people of the town hall are listed', () => {
    const addresses = rows.filter(({ table }) => table === 'person').map(({ values }) => String(values.email))
    const naming = new Set(visits.filter(({ said }) => addresses.some(address => said.includes(address))).map(({ route }) => route))
    for (const route of naming)
      expect(route).toMatch(
        /^GET \/(konto(\/daten.*)?|betrieb|:town\/verwaltung\/(personen.*|protokoll))$|^POST \/(konto|betrieb|:town\/verwaltung\/personen).*$/,
      )
  })

  test('who reported a statement is named to those who decide on it, and to nobody else', () => {
    const naming = visits.filter(({ said }) => said.includes('Rita Redlich') || said.includes('rita@example.org'))
    expect(naming.length).toBeGreaterThan(0)
    for (const { role, route } of naming) {
      expect(route).toMatch(/verwaltung\/(dialoge\/:dialogue|leitbild\/:vision)\/meldungen/)
      expect(['coordinator', 'moderator']).toContain(role)
    }
  })

  test('who answers in a department is named to staff, to whoever has their link, and to nobody else', () => {
    const named = visits.filter(({ said }) => Object.values(planNames).some(name => said.includes(name)))
    expect(named.length).toBeGreaterThan(0)
    for (const { role, route } of named)
      if (route.includes(linkOfDepartment)) expect(route).not.toContain('/verwaltung/')
      else expect([route, ofTown.includes(role), route.includes('/:town/verwaltung/plan')]).toEqual([route, true, true])
  })

  test('what of the plan is not published is shown to staff, to the department it belongs to, and to nobody else', () => {
    const telling = visits.filter(({ said }) => Object.values(unpublished).some(text => said.includes(text)))
    expect(telling.length).toBeGreaterThan(0)
    for (const { role, route } of telling)
      if (!route.includes(linkOfDepartment)) expect([route, role, ofTown.includes(role)]).toEqual([route, role, true])
  })

  test('the link of a department stands in its own pages alone, and cannot be made from what the database holds', () => {
    const { token } = planted.plan
    const showing = visits.filter(({ route, said }) => said.includes(token) && !route.includes(':token')) // whoever asks for an address knows it
    expect(showing.map(({ route }) => route)).toEqual([])
    expect(visits.some(({ route, said }) => route.includes(linkOfDepartment) && said.includes('Sprachkurse am Abend'))).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(instance.log.join('\n')).not.toContain(token)
  })

  const ofTown = ['coordinator', 'moderator', 'editor', 'reader']
  const linkOfDepartment = '/:town/sachstand/:token'

  /** Whoever holds the link of a mail is, for this page, the one to whom it was sent; it says what is stored of them. */
  const linkOfMail = '/benachrichtigung/:token'

  /** Codes, cookies and hashes, in every form in which they go about. */
  const secretsOf = (person: PlantedPerson) => [...personalOf(person), planted.vision.authorKeyOf(person)]
  const personalOf = ({ identities, pseudonym, voluntaryPseudonym, browser }: PlantedPerson) => [
    ...identities,
    ...identities.map(identity => identity.replaceAll('-', '')),
    pseudonym,
    voluntaryPseudonym,
    browser.cookie('teilnahme-musterstadt')!,
    ...rows.filter(({ values }) => values.participant_id === pseudonym && values.proof_hash).map(({ values }) => String(values.proof_hash)),
  ]

  const routes = (method: string) =>
    [...new Set(instance.app.routes.filter(route => route.method === method).map(route => `${method} ${route.path}`))].filter(
      route => !route.includes('*'),
    )
  const gets = () => routes('GET')
  const posts = () => routes('POST')

  /** Pages that nobody is shown here, with the reason. */
  const neverShown: Record<string, string> = {
    'GET /einrichten/:token': 'the instance is set up',
    'GET /:town/wappen/:digest': 'a picture, and this town has none',
    'GET /:town/verwaltung/beispiel-entfernen': 'no example town',
    'GET /:town/anmelden/konto': 'leads to a provider; level.test.ts goes there',
    'GET /:town/anmelden/konto/rueckkehr': 'comes back from one',
    'GET /:town/dialog/:dialogue/zugang/konto': 'comes back from one',
    'GET /:town/verwaltung/dialoge/:dialogue/auffaellige-stimmen/:quarantine': 'leads to the list',
    'GET /:town/verwaltung/dialoge/:dialogue/moderation/:statement': 'leads to the list',
    'GET /:town/verwaltung/dialoge/:dialogue/uebernahme': 'leads to the list',
    'GET /:town/verwaltung/dialoge/:dialogue/widersprueche/:statement': 'leads to the list',
    'GET /:town/verwaltung/dialoge/:dialogue/meldungen/:report': 'leads to the list',
    'GET /:town/verwaltung/dialoge/:dialogue/moderation/:statement/tippfehler': 'leads to the list',
    'GET /:town/leitbild': 'leads to the only vision there is',
    'GET /:town/leitbild/:vision/beitrag/:contribution': 'leads to the page of its sentence or issue',
    'GET /:town/leitbild/:vision/beitrag/:contribution/stimme': 'leads to the contribution',
    'GET /:town/leitbild/:vision/beitrag/:contribution/verankerung': 'leads to the list',
    'GET /:town/verwaltung/leitbild/:vision/beitraege/:contribution': 'leads to the list',
    'GET /:town/verwaltung/leitbild/:vision/uebernahme': 'leads to the list',
    'GET /:town/verwaltung/leitbild/:vision/widersprueche/:contribution': 'leads to the list',
    'GET /:town/verwaltung/leitbild/:vision/meldungen/:report': 'leads to the list',
    'GET /:town/verwaltung/leitbild/:vision/beratungsfolge/:step/ratsinformation': 'leads to the step',
  }

  /** What stands in an address: some of everything there is. */
  const placeholders = (): Record<string, string[]> => {
    const all = (table: string, column: string) => rows.filter(row => row.table === table).map(({ values }) => String(values[column]))
    return {
      town: ['musterstadt'],
      dialogue: ['zusammenleben'],
      statement: ['1', '7'],
      person: all('person', 'id').slice(0, 1),
      session: all('session', 'id').slice(0, 1),
      invitation: all('invitation', 'id'),
      token: [planted.reportToken, planted.vision.reportToken, planted.plan.token, ...planted.mailedTokens.slice(-4)],
      file: [
        'zusammenleben.zip',
        'zusammenleben.json',
        'sha256sums.txt',
        'beschlussvorlage.docx',
        'leitbild.docx',
        'leitbild.md',
        'leitbild.json',
        'plan.xlsx',
        'plan.json',
        'massnahmen.csv',
        'bericht.docx',
        'bericht.json',
        'matrix.pdf',
        'massnahmenblatt.pdf',
        'massnahmenblaetter.pdf',
      ],
      quarantine: ['1'],
      passkey: ['x'],
      digest: ['x'],
      report: ['1', '2'],
      other: ['1'],
      language: ['en'],
      item: ['question', '1'],
      vision: ['miteinander'],
      version: ['1'],
      sentence: ['2'],
      issue: ['1', '2'],
      contribution: ['1', '3'],
      chapter: all('chapter', 'id').slice(0, 1),
      voice: rows
        .filter(({ table, values }) => table === 'sentence_source' && values.statement_id)
        .map(({ values }) => String(values.id))
        .slice(0, 1),
      entry: all('issue_entry', 'id').slice(0, 1),
      position: all('body_position', 'id').slice(0, 1),
      step: all('consultation_step', 'id').slice(0, 1),
      ...Object.fromEntries(Object.entries(planted.plan.names).map(([name, value]) => [name, [value]])),
      source: [
        ...rows.filter(({ table, values }) => table === 'sentence_source' && values.file_id).map(({ values }) => String(values.id)),
        planted.plan.names.source!,
      ],
      measure: ['M1', 'M2'],
      goal: ['1', '2'],
    }
  }

  /** The route with everything that fits into it. */
  async function walk(role: string, browser: Browser, route: string): Promise<Visit[]> {
    const [method = '', pattern = ''] = route.split(' ')
    let paths = [pattern]
    for (const [placeholder, name = ''] of pattern.matchAll(/:(\w+)/g))
      paths = paths.flatMap(path => (placeholders()[name] ?? []).map(value => path.replace(placeholder, value)))
    const csrf = (browser as { csrf?: string }).csrf ?? ''
    const visits: Visit[] = []
    for (const path of paths) {
      const response = method === 'GET' ? await browser.get(path) : await browser.post(path, { csrf })
      const headers = [...response.headers].map(pair => pair.join(': ')).join('\n')
      visits.push({ role, route, status: response.status, said: `${headers}\n${await textOf(response)}` })
    }
    return visits
  }

  async function textOf(response: Response): Promise<string> {
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (!/zip|officedocument/.test(response.headers.get('content-type') ?? '')) return new TextDecoder().decode(bytes)
    return Object.values(unzipSync(bytes))
      .map(file => new TextDecoder().decode(file))
      .join('\n')
  }
})

/** Kendall's τ between a list of numbers and their order: 1 in order, -1 turned round, about 0 by chance (1938). */
function likenessToOrder(numbers: readonly number[]): number {
  const pairs = numbers.flatMap((a, place) => numbers.slice(place + 1).map(b => Math.sign(b - a)))
  return pairs.reduce((sum, sign) => sum + sign, 0) / pairs.length
}
