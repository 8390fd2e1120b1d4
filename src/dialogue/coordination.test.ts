import { describe, expect, test } from 'vitest'
import { honestPeople, largestMove, type SimulatedPerson, scriptedAccounts, unitesAmong } from '../../test/testing/simulated-town.ts'
import { candidatesAmong, coordinationConstants, suspicionsAmong } from './coordination.ts'
import { inShortSteps } from './short-steps.ts'

const suspicionsIn = (newcomers: readonly SimulatedPerson[], residents: readonly SimulatedPerson[] = []) => {
  const candidates = candidatesAmong(newcomers)
  const isCandidate = new Set(candidates.map(({ participant }) => participant))
  const ballots = newcomers.filter(({ participant }) => isCandidate.has(participant))
  const others = [...residents, ...newcomers].filter(({ participant }) => !isCandidate.has(participant)).slice(0, 300)
  return inShortSteps(suspicionsAmong(candidates, ballots, others))
}
const on = (network: string, people: SimulatedPerson[]) => people.map(person => ({ ...person, network }))

describe('among honest people', () => {
  const residents = honestPeople({ people: 200, networks: 200, statements: 30 }, 1)

  test('a script from three networks is found, and nobody else with it', async () => {
    const honest = honestPeople({ people: 200, networks: 80, statements: 30 }, 1)
    const script = scriptedAccounts({ people: 60, networks: 3, statements: 30, slip: 0.05 }, 2)
    const [suspicion, ...more] = await suspicionsIn([...honest, ...script])
    expect(more).toEqual([])
    const isScripted = new Map([...honest, ...script].map(person => [person.participant, person.isScripted]))
    expect(suspicion!.participants.filter(participant => !isScripted.get(participant))).toEqual([])
    expect(suspicion!.participants.length).toBeGreaterThanOrEqual(54)
    expect(suspicion!.networks).toBe(3)
    expect(suspicion!.equalShare).toBeGreaterThan(0.85)
    expect(suspicion!.usualShare).toBeLessThan(0.6)
  })

  test('a school class around one router raises no alarm: it votes differently', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const pupils = on('school', honestPeople({ people: 30, networks: 1, statements: 30 }, seed).slice(0, 30))
      expect(await suspicionsIn(pupils, residents)).toEqual([])
    }
  })

  test('a full town hall on one network raises no alarm', async () => {
    const guests = on('town hall', honestPeople({ people: 400, networks: 1, statements: 30 }, 1).slice(200))
    expect(await suspicionsIn(guests, residents)).toEqual([])
  })

  test('that everybody agrees to what everybody agrees to tells nothing', async () => {
    const agreeable = (people: SimulatedPerson[]) =>
      people.map(person => ({ ...person, answers: new Map([...person.answers].map(([number]) => [number, 1 as const])) }))
    expect(await suspicionsIn(agreeable(on('club', residents.slice(0, 40))), agreeable(residents.slice(40)))).toEqual([])
  })

  test('a family that thinks alike is too small to be looked at', async () => {
    const family = scriptedAccounts({ people: coordinationConstants.fewestMembers - 1, networks: 1, statements: 30, slip: 0 }, 3)
    expect(await suspicionsIn(family, residents)).toEqual([])
  })

  test('the same answers from many networks are no crowd from few', async () => {
    const movement = scriptedAccounts({ people: 60, networks: 60, statements: 30, slip: 0.05 }, 4)
    expect(await suspicionsIn(movement, residents)).toEqual([])
  })

  test('a script is found even where each account answers so little that no two can be compared', async () => {
    const few = scriptedAccounts({ people: 60, networks: 2, statements: 60, slip: 0.03 }, 8).map((account, index) => ({
      ...account,
      answers: new Map([...account.answers].filter(([number]) => Math.imul(number * 61 + index, 0x9e3779b1) >>> 30 === 0)),
    }))
    const residents = honestPeople({ people: 200, networks: 200, statements: 60 }, 1)
    const [suspicion, ...more] = await suspicionsIn(few, residents)
    expect(more).toEqual([])
    expect(suspicion?.participants.length).toBeGreaterThanOrEqual(20)
  })

  test('two scripts are two crowds', async () => {
    const scripts = [5, 6].flatMap(seed =>
      scriptedAccounts({ people: 30, networks: 2, statements: 30, slip: 0.05 }, seed).map(account => ({
        ...account,
        network: `${seed} ${account.network}`,
      })),
    )
    const suspicions = await suspicionsIn(scripts, residents)
    const scriptOf = new Map(scripts.map(({ participant, network }) => [participant, network.split(' ')[0]]))
    expect(suspicions.map(({ participants }) => new Set(participants.map(each => scriptOf.get(each))).size)).toEqual([1, 1])
    expect(suspicions.every(({ participants }) => participants.length >= 27)).toBe(true)
  })
})

test('a dialogue that is attacked before anybody else has come is told too', async () => {
  const [suspicion] = await suspicionsIn(scriptedAccounts({ people: 40, networks: 2, statements: 30, slip: 0.05 }, 7))
  expect(suspicion).toMatchObject({ networks: 2, usualShare: null })
})

test('without the crowd, what unites stands where honest people had put it', async () => {
  const statements = 30
  const honest = honestPeople({ people: 300, networks: 80, statements }, 11)
  const script = scriptedAccounts({ people: 150, networks: 3, statements, slip: 0.05 }, 12)
  const [suspicion] = await suspicionsIn([...honest, ...script])
  const isSetAside = new Set(suspicion!.participants)
  const unites = unitesAmong(honest, statements)
  expect(unites.length).toBeGreaterThanOrEqual(5)
  expect(largestMove(unites, unitesAmong([...honest, ...script], statements))).toBeGreaterThan(1)
  const left = [...honest, ...script].filter(({ participant }) => !isSetAside.has(participant))
  expect(largestMove(unites, unitesAmong(left, statements))).toBeLessThanOrEqual(1)
})
