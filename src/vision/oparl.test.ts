import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OparlServer, openOparlServer } from '../../test/testing/oparl-server.ts'
import { isPrivate } from './oparl.request.source.ts'
import { readCouncil, usualLimits } from './oparl.source.ts'
import { filledWith, findingFrom, kindOf, resultIn } from './oparl.ts'
import { emptyStep } from './sequence.ts'

describe('a council information system', () => {
  let server: OparlServer
  beforeEach(async () => {
    server = await openOparlServer()
  })
  afterEach(() => server.close())

  const read = (path: string, limits = usualLimits) => readCouncil(server.address + path, server.address, limits)

  test('tells the whole consultation sequence of a paper', async () => {
    expect(await read('/paper/1')).toMatchObject({
      kind: 'Paper',
      name: 'Leitbild für Vielfalt',
      reference: 'V 2026/0815',
      findings: [
        { body: 'Integrationsrat', role: 'hearing', meetsOn: '2026-09-02', agendaNumber: 'Ö 3', result: 'noted' },
        {
          body: 'Ausschuss für Soziales',
          role: 'preliminary',
          result: 'agreed-with-changes',
          resolutionText: 'Leitsatz 4 wird gestrichen.',
        },
        { body: 'Stadtrat', role: 'decision', meetsOn: '2026-09-24', agendaNumber: 'Ö 7', result: 'agreed', isUnanimous: true },
      ],
    })
  })

  test('may also be given a consultation, an agenda item or a meeting', async () => {
    const council = { body: 'Stadtrat', meetsOn: '2026-09-24', agendaNumber: 'Ö 7', result: 'agreed' }
    expect(await read('/consultation/3')).toMatchObject({
      kind: 'Consultation',
      reference: 'V 2026/0815',
      findings: [{ ...council, role: 'decision' }],
    })
    expect(await read('/agendaitem/3')).toMatchObject({ kind: 'AgendaItem', findings: [{ ...council, role: 'decision' }] })
    expect(await read('/meeting/3')).toMatchObject({ kind: 'Meeting', findings: [council] })
  })

  test('keeps what is not discussed in public to itself', async () => {
    for (const path of ['/meeting/3', '/agendaitem/4']) {
      const said = await read(path)
      expect(said).not.toHaveProperty('refusal')
      expect(JSON.stringify(said)).not.toContain('Grundstück')
    }
  })

  test('is asked once for what several consultations have in common', async () => {
    for (const path of ['/consultation/1', '/consultation/2']) server.objects[path]!.meeting = `${server.address}/meeting/3`
    await read('/paper/1')
    expect(server.asked.length).toBe(new Set(server.asked).size)
  })

  test.each([
    ['/nothing', 'nothing-there'],
    ['/', 'kind-unknown'],
    ['/body/1', 'kind-unknown'],
  ])('%s is %s', async (path, refusal) => expect(await read(path)).toEqual({ refusal }))

  test.each([
    [{ status: 500 }, 'answered-otherwise'],
    [{ status: 401 }, 'answered-otherwise'],
    [{ status: 302, headers: { location: '/paper/1' } }, 'too-many-redirects'],
    [{ status: 302, headers: { location: 'ftp://rat.example/' } }, 'answered-otherwise'],
    [{ body: '<html>Wartung</html>' }, 'no-json'],
    [{ body: '' }, 'no-json'],
    [{ body: '[]' }, 'kind-unknown'],
    [{ body: 'null' }, 'kind-unknown'],
    [{ body: '{"type": 7}' }, 'kind-unknown'],
    [{ body: '{"type":"https://schema.oparl.org/1.1/Paper","deleted":true}' }, 'deleted'],
    [{ body: `"${'x'.repeat(2000)}"` }, 'too-large'],
    [{ isSilent: true }, 'too-slow'],
  ])('that answers %j is refused as %s', async (answer, refusal) => {
    server.answer = () => answer
    expect(await read('/paper/1', { ...usualLimits, bytes: 1000, patienceMilliseconds: refusal === 'too-slow' ? 50 : 5000 })).toEqual({
      refusal,
    })
  })

  test('that is switched off is unreachable', async () => {
    await server.close()
    expect(await read('/paper/1')).toEqual({ refusal: 'unreachable' })
  })

  test('may lead elsewhere a few times', async () => {
    const { answer } = server
    server.answer = path => (path === '/alt' ? { status: 301, headers: { location: '/paper/1' } } : answer(path))
    expect(await read('/alt')).toMatchObject({ kind: 'Paper' })
  })

  test('with broken links still tells the rest', async () => {
    delete server.objects['/meeting/3']
    delete server.objects['/organization/1']
    expect(await read('/paper/1')).toMatchObject({
      findings: [{ body: '', meetsOn: '2026-09-02' }, {}, { body: 'Stadtrat', meetsOn: null }],
    })
  })

  test('cannot make us ask for its neighbours, nor go on for ever', async () => {
    server.objects['/consultation/1']!.meeting = 'http://127.0.0.2:9/secret'
    server.objects['/paper/1']!.consultation = Array.from({ length: 500 }, (_, place) => `${server.address}/consultation/1?${place}`)
    server.answer = path => ({ body: JSON.stringify(server.objects[path.split('?')[0] as string] ?? {}) })
    await read('/paper/1')
    expect(server.asked.length).toBeLessThanOrEqual(usualLimits.links + 1)
  })

  test('in a private network is not asked unless the operator has named it', async () => {
    for (const internal of [undefined, 'http://127.0.0.1:1'])
      expect(await readCouncil(`${server.address}/paper/1`, internal)).toEqual({ refusal: 'address-private' })
    const named = server.address.replace('127.0.0.1', 'localhost')
    expect(await readCouncil(`${named}/paper/1`, undefined)).toEqual({ refusal: 'address-private' })
    expect(server.asked).toEqual([])
  })

  test('cannot send us on into the private network', async () => {
    const other = await openOparlServer()
    server.answer = () => ({ status: 302, headers: { location: `${other.address}/paper/1` } })
    expect(await read('/paper/1')).toEqual({ refusal: 'address-private' })
    expect(other.asked).toEqual([])
    await other.close()
  })
})

test.each([
  'http://10.1.2.3/', 'http://169.254.169.254/latest', 'http://2130706433/', 'http://0x7f.1/', 'http://[::1]/', 'http://[::ffff:10.0.0.1]/',
  'http://[fd00::1]/', 'http://[fe80::1]/', 'http://0.0.0.0/', 'http://100.64.0.1/', 'http://[64:ff9b::a00:1]/', 'http://[2002:a00:1::]/',
])('%s is nowhere to go', async address => expect(await readCouncil(address, undefined)).toEqual({ refusal: 'address-private' })) // biome-ignore format: addresses side by side

test.each(['file:///etc/passwd', 'gopher://rat.example/', 'rat.example', 'http://amt:geheim@rat.example/', ''])(
  '"%s" is no address of a council information system',
  async address => expect(await readCouncil(address, undefined)).toEqual({ refusal: 'address-unreadable' }),
)

test.each(['8.8.8.8', '193.99.144.80', '2a02:2e0:3fe:1001::1'])('%s is public', address => expect(isPrivate(address)).toBe(false))

test.each([
  ['Unverändert beschlossen', 'agreed'],
  ['ungeändert beschlossen', 'agreed'],
  ['ohne Änderung beschlossen', 'agreed'],
  ['geändert beschlossen', 'agreed-with-changes'],
  ['mit Änderungen zugestimmt', 'agreed-with-changes'],
  ['einstimmig abgelehnt', 'refused'],
  ['nicht beschlossen', 'refused'],
  ['vertagt', 'postponed'],
  ['zur Kenntnis genommen', 'noted'],
  ['Änderungsantrag abgelehnt, Vorlage beschlossen', null],
  ['siehe Niederschrift', null],
  ['', null],
])('a result of "%s" means %s', (words, result) => expect(resultIn(words)).toBe(result))

test('whatever a server writes into an object, reading it never fails and can be stored', () => {
  const anything = fc.dictionary(
    fc.constantFrom('name', 'type', 'start', 'role', 'result', 'number', 'resolutionText', 'cancelled'),
    fc.anything(),
  )
  fc.assert(
    fc.property(anything, anything, anything, anything, (consultation, item, meeting, organization) => {
      kindOf(item)
      const found = findingFrom({ consultation, item, meeting, organization })
      for (const text of Object.values(found)) if (typeof text === 'string') expect(text).not.toMatch(/\p{Cc}|\p{Cs}/u)
    }),
  )
})

test('what the system does not say stays as it was typed', () => {
  const typed = { ...emptyStep, body: 'Kreistag', meetsOn: '2026-09-24', resolutionNumber: '12' }
  expect(filledWith(typed, findingFrom({}))).toEqual(typed)
})
