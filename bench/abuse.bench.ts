import { randomUUID } from 'node:crypto'
import { type Database, openDatabase } from '#platform/db'
import { openLog } from '#platform/log'
import { sampleOfBallots } from '../src/dialogue/coordination.store.ts'
import { CoordinationWatch } from '../src/dialogue/coordination.watch.ts'
import { putDialogue } from '../src/dialogue/dialogue.store.ts'
import type { Dialogue } from '../src/dialogue/dialogue.ts'
import { Newcomers } from '../src/dialogue/newcomers.ts'
import { membersIn, putState, quarantinesIn, setVotesAside } from '../src/dialogue/quarantine.store.ts'
import { insertStatements } from '../src/dialogue/statement.store.ts'
import { type Ballot, putVotes } from '../src/dialogue/vote.store.ts'
import { putMunicipality } from '../src/platform/municipalities/municipality.store.ts'
import type { Municipality } from '../src/platform/municipalities/municipality.ts'
import { temporaryDirectory } from '../test/testing/server.ts'
import { honestPeople, largestMove, mapOf, type SimulatedPerson, scriptedAccounts } from '../test/testing/simulated-town.ts'
import type { Row } from './table.ts'

const [town, dialogue, statements] = [randomUUID(), randomUUID(), 40]

/** 500 accounts from three networks among 1,000 honest people, on the real database: what unites, before the attack, with it, and without. */
export async function benchAbuse(): Promise<Row[]> {
  const database = await openDatabase({ kind: 'embedded', directory: temporaryDirectory('abuse') })
  const ids = await prepare(database)
  const honest = honestPeople({ people: 1000, networks: 200, statements }, 1)
  const scripted = scriptedAccounts({ people: 500, networks: 3, statements, slip: 0.05 }, 2)

  await cast(database, honest, ids)
  const alone = await outcome(database)
  await cast(database, scripted, ids)
  const attacked = await outcome(database)

  const newcomers = new Newcomers(() => new Date())
  for (const { participant, network } of shuffled([...honest, ...scripted])) newcomers.arrive(town, participant, network)
  const watch = new CoordinationWatch({ database, log: openLog('error'), now: () => new Date() }, newcomers, () => {})
  const looking = await timed(() => {
    watch.lookSoon(town, dialogue)
    return watch.lookNow()
  })
  const quarantines = await database.reading(town, db => quarantinesIn(db, dialogue))
  const found = new Set((await database.reading(town, db => membersIn(db, dialogue))).map(({ participant }) => participant))
  const settingAside = await timed(() =>
    database.writing(town, async db => {
      for (const { id } of quarantines) {
        await setVotesAside(db, dialogue, id)
        await putState(db, id, 'quarantined', new Date())
      }
    }),
  )
  const after = await outcome(database)
  await watch.close()
  await database.close()
  const caught = (people: SimulatedPerson[]) => people.filter(({ participant }) => found.has(participant)).length
  return [
    { state: 'honest people alone', ...alone.row },
    { state: 'with the accounts', ...attacked.row, 'largest move in the top ten': moveInWords(alone, attacked) },
    { state: 'after quarantine', ...after.row, 'largest move in the top ten': moveInWords(alone, after) },
    {
      state: 'alerts',
      alerts: quarantines.length,
      'accounts found of 500': caught(scripted),
      'honest people caught of 1000': caught(honest),
    },
    { state: 'looking', ...looking },
    { state: 'setting aside', ...settingAside },
  ]
}

async function prepare(database: Database): Promise<string[]> {
  await database.writingInstance(db => putMunicipality(db, municipality))
  return database.writing(town, async db => {
    await putDialogue(db, openDialogue)
    const texts = Array.from({ length: statements }, (_, index) => `Aussage ${index + 1}`)
    const added = texts.map(text => ({
      text,
      language: 'de',
      origin: 'seed' as const,
      state: 'approved' as const,
      submittedOn: '2026-10-01',
    }))
    return (await insertStatements(db, dialogue, added)).map(({ id }) => id)
  })
}

async function cast(database: Database, people: readonly SimulatedPerson[], ids: readonly string[]) {
  const ballots = people.flatMap(({ participant, answers }) =>
    [...answers].map(([number, answer]): Ballot => ({ participant, channel: 'online', statement: ids[number - 1]!, answer })),
  )
  for (let start = 0; start < ballots.length; start += 256)
    await database.writing(town, db => putVotes(db, dialogue, ballots.slice(start, start + 256), new Date()))
}

type Outcome = { unites: number[]; row: Row }

async function outcome(database: Database): Promise<Outcome> {
  const ballots = await sampleOfBallots(database, town, dialogue, everybody)
  const { consensus, k, counts } = mapOf(ballots, statements)
  const unites = consensus.map(index => index + 1)
  return { unites, row: { people: counts.participants, votes: counts.votes, groups: k, 'top ten': unites.slice(0, 10).join(' ') } }
}

const everybody = 10_000

function moveInWords(before: Outcome, after: Outcome): string {
  const move = largestMove(before.unites, after.unites)
  return Number.isFinite(move) ? `${move} ranks` : 'out of the list'
}

/** Measured by a timer that wants its turn every millisecond. */
async function timed(work: () => Promise<unknown>): Promise<Row> {
  const begun = performance.now()
  let [last, longest] = [begun, 0]
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  await work()
  const took = performance.now() - begun
  await new Promise(resolve => setTimeout(resolve, 5)) // a pause up to the very end is seen only now
  clearInterval(timer)
  return { ms: Math.round(took), 'longest pause of the event loop ms': Math.round(longest * 10) / 10 }
}

const shuffled = (people: SimulatedPerson[]) => people.sort((a, b) => a.at - b.at)

const municipality: Municipality = {
  id: town,
  slug: 'bench',
  name: 'Bench',
  kind: 'town',
  state: '09',
  ags: '09999001',
  ars: null,
  parentDistrictAgs: null,
  languages: ['de'],
  colour: '#1f5fa8',
  contactEmail: null,
  imprint: '',
  responsiblePerson: '',
  privacyNotice: '',
  accessibilityStatement: '',
  isDemo: false,
  crestDigest: null,
  fewestToShow: 5,
}

const openDialogue: Dialogue = {
  id: dialogue,
  slug: 'bench',
  question: 'Bench?',
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
}
