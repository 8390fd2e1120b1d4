import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnalysisProgress, analyse } from './analyse.ts'
import { randomStream } from './opinion-map.random.ts'

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'analyse-'))
})
afterAll(() => rm(directory, { recursive: true }))

describe('analyse', () => {
  test('answers with the keys and ids that others rely on', async () => {
    const analysis = await analysed(await stored(twoCamps()))
    expect(Object.keys(analysis)).toEqual([
      'participants',
      'statements',
      'votes',
      'mapped',
      'groups',
      'k',
      'assignments',
      'consensus',
      'contested',
      'jointlyRejected',
      'unclear',
      'bridging',
      'stability',
      'certainty',
      'method',
      'seconds',
    ])
    expect(analysis).toMatchObject({ participants: 61, statements: 12, mapped: 60, k: 2, stability: { stable: true } })
    expect(analysis.assignments['500']).toBe(null)
    expect(analysis.assignments['100']).toBe(0)
    expect(analysis.assignments['159']).toBe(1)
    expect(analysis.consensus).toEqual([{ statement: '71', agreement: expect.any(Number), lower: expect.any(Number), votes: 60 }])
    expect(analysis.groups[0]).toMatchObject({ id: 0, size: 36, sizeInterval: [36, 36], core: 36 })
    expect(analysis.bridging).toHaveLength(12)
    expect(analysis.certainty).toBe('groups-same')
    expect(analysis.groups[0].statements[0]).toMatchObject({ statement: expect.stringMatching(/^(6\d|70)$/), direction: 'agree' })
  })

  test('answers with the same bytes, but for the seconds, whatever the order of rows', async () => {
    const rows = twoCamps()
    const expected = await withoutSeconds(await stored(rows))
    for (const seed of [1, 2, 3]) {
      const random = randomStream(seed, 9)
      const order = rows
        .map(row => ({ row, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ row }) => row)
      expect(await withoutSeconds(await stored(order))).toBe(expected)
    }
  })

  test('says in one line where a file is wrong', async () => {
    const path = await stored([...twoCamps().slice(0, 3), '1,x,60,100,5'])
    expect(await analyse(path, { json: true })).toEqual({
      refusal: `${path}, line 5: A vote is 1 (agree), −1 (disagree) or 0 (pass). (“5”)`,
    })
    await stored(['1,x,60,"10\n\u001B[2J0",1'])
    expect(await analyse(path, { json: true })).toEqual({ refusal: `${path}, line 2: An id is a whole number. (“10\uFFFD\uFFFD[2J0”)` })
    const missing = join(directory, 'missing.csv')
    expect(await analyse(missing, { json: false })).toEqual({ refusal: `${missing}: There is no such file.` })
  })

  test('tells how far it is', async () => {
    const path = await stored(twoCamps())
    const told: AnalysisProgress[] = []
    await analyse(path, { json: true }, progress => told.push(progress))
    const { size } = await stat(path)
    expect(told).toEqual([
      { step: 'reading', file: 'votes.csv', bytesRead: size, bytes: size },
      { step: 'computing', votes: 721 },
    ])
  })

  test('reports to people in German', async () => {
    const result = await analyse(await stored(twoCamps()), { json: false })
    expect(result).toMatchObject({ output: expect.stringContaining('61 Personen, 12 Aussagen') })
    expect(result).toMatchObject({ output: expect.stringContaining('2 Gruppen: 36, 24 Personen.') })
    expect(result).toMatchObject({ output: expect.stringContaining('Gruppe 1 (36 Personen, 60') })
  })

  test('has an answer for a file without votes', async () => {
    expect(await analysed(await stored([]))).toMatchObject({
      participants: 0,
      statements: 0,
      votes: 0,
      mapped: 0,
      groups: [],
      k: 1,
      assignments: {},
    })
  })
})

const published = join(process.env.LEITBILD_SHARED_DATA ?? join(import.meta.dirname, '../../../shared/data'), 'conversations')
if (!existsSync(published))
  console.log(`Skipped: published conversations are not at ${published}; LEITBILD_SHARED_DATA may say where they are.`)

describe.skipIf(!existsSync(published))('published conversations', () => {
  test.each(['klimarat-produktion-konsum', 'brexit-consensus', 'london-youth-policing'])(
    '%s gives the same analysis with its rows reversed',
    async name => {
      const [, ...rows] = (await readFile(join(published, name, 'votes.csv'), 'utf8')).trim().split('\n')
      expect(await withoutSeconds(await stored(rows.reverse()))).toBe(await withoutSeconds(join(published, name, 'votes.csv')))
    },
  )
})

/** 36 people against 24 on eleven statements, all for the twelfth; one more answers once. */
function twoCamps(): string[] {
  const random = randomStream(5, 5)
  const rows = Array.from({ length: 60 }, (_, person) =>
    Array.from({ length: 12 }, (_, statement) => {
      const stands = statement === 11 || person < 36 ? 1 : -1
      return `${1700000000000 + person},x,${60 + statement},${100 + person},${random() < 0.1 ? 0 : stands}`
    }),
  )
  return [...rows.flat(), '1700000000999,x,60,500,1']
}

async function stored(rows: string[]): Promise<string> {
  const path = join(directory, 'votes.csv')
  await writeFile(path, `timestamp,datetime,comment-id,voter-id,vote\n${rows.join('\n')}\n`)
  return path
}

async function analysed(path: string) {
  const result = await analyse(path, { json: true })
  if ('refusal' in result) throw new Error(result.refusal)
  return JSON.parse(result.output)
}

async function withoutSeconds(path: string): Promise<string> {
  const result = await analyse(path, { json: true })
  return 'output' in result ? result.output.replace(/"seconds":\{[^}]*\}/, '') : result.refusal
}
