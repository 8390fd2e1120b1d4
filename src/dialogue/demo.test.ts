import { describe, expect, it } from 'vitest'
import { judgeKeys, reservedSlugs } from '#platform/municipalities'
import { approvedTexts } from './demo.texts.ts'
import { type DemoCurrent, demoTown } from './demo.ts'

const today = '2026-03-18'
const town = demoTown(today)
const { statements, participants, votes, opensOn, closesOn, description } = town.dialogue
const approved = statements.filter(({ state }) => state === 'approved')
const currents: DemoCurrent[] = ['open', 'order', 'everyday']

describe('the invented town', () => {
  it('is the same for the same day and seed, and another for another seed', () => {
    expect(demoTown(today)).toEqual(town)
    expect(demoTown(today, 2).dialogue.votes).not.toEqual(votes)
    expect(demoTown(today, 2).dialogue.statements).toEqual(statements)
  })

  it('shares nothing that a caller could change for the next one', () => {
    demoTown(today).municipality.languages.push('xx')
    expect(demoTown(today).municipality.languages).toEqual(['de', 'de-simple', 'en', 'uk', 'ar'])
    expect(demoTown(today).dialogue.languages).toEqual(['de', 'en', 'uk', 'ar'])
  })

  it('refuses what is not a day', () => {
    expect(() => demoTown('18.03.2026')).toThrow(RangeError)
    expect(() => demoTown('2026-13-01')).toThrow(RangeError)
    expect(() => demoTown('2026-02-30')).toThrow(RangeError)
  })

  it('says wherever it presents itself that it is invented', () => {
    const { imprint, privacyNotice, accessibilityStatement, responsiblePerson } = town.municipality
    for (const text of [imprint, privacyNotice, accessibilityStatement, responsiblePerson, description]) expect(text).toMatch(/erfunden/)
  })

  it('has keys and an address that a real town could have, and none that one does', () => {
    expect(judgeKeys(town.municipality)).toEqual({})
    expect(town.municipality.ags).toMatch(/^16099/)
    expect(reservedSlugs.has(town.municipality.slug)).toBe(false)
    expect(town.municipality.contactEmail).toMatch(/\.example$/)
  })

  it('is in the middle of its dialogue', () => {
    expect([opensOn, closesOn]).toEqual(['2026-02-20', '2026-04-03'])
  })
})

describe('its statements', () => {
  it('have numbers without gap or repetition, in the order in which they came', () => {
    expect(statements.map(({ number }) => number)).toEqual(statements.map((_, index) => index + 1))
    const days = statements.map(({ submittedOn }) => submittedOn)
    expect(days).toEqual(days.toSorted())
  })

  it('fit on a card of 140 characters and differ from each other', () => {
    for (const { text } of statements) expect(text.length, text).toBeLessThanOrEqual(140)
    expect(new Set(statements.map(({ text }) => text)).size).toBe(statements.length)
  })

  it('are mostly German, some Ukrainian and Arabic with a German rendering', () => {
    const inLanguage = (language: string) => approved.filter(statement => statement.language === language)
    expect(inLanguage('de').length).toBeGreaterThan(30)
    expect(inLanguage('uk')).toHaveLength(5)
    expect(inLanguage('ar')).toHaveLength(5)
    for (const { language, text, inGerman } of statements) {
      expect(/\p{Script=Cyrillic}/u.test(text)).toBe(language === 'uk')
      expect(/\p{Script=Arabic}/u.test(text)).toBe(language === 'ar')
      expect(inGerman !== undefined).toBe(language !== 'de')
    }
  })

  it('wait, are refused with a reason, or are merged into one that stands', () => {
    const inState = (state: string) => statements.filter(statement => statement.state === state)
    expect(approved).toHaveLength(48)
    expect(inState('pending')).toHaveLength(8)
    expect(inState('rejected').map(({ reason }) => reason)).toEqual(['personal-data', 'off-topic', 'unclear'])
    for (const { note } of inState('rejected')) expect(note).toBeTruthy()
    const merged = inState('merged')
    expect(merged.map(({ reason }) => reason)).toEqual(['duplicate'])
    expect(approved.map(({ number }) => number)).toContain(merged[0]!.mergedInto)
  })

  it('are decided on after they came and not in the future; those that wait are not decided', () => {
    for (const { state, submittedOn, decidedOn } of statements) {
      expect(submittedOn >= opensOn && submittedOn <= today).toBe(true)
      if (state === 'pending') expect(decidedOn).toBeUndefined()
      else expect(decidedOn! >= submittedOn && decidedOn! <= today).toBe(true)
    }
  })

  it('begin with twelve of the town itself', () => {
    expect(statements.filter(({ origin }) => origin === 'seed').map(({ number }) => number)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    )
  })
})

describe('its votes', () => {
  it('fall on approved statements only, never before the approval, never after today', () => {
    const approvedOn = new Map(approved.map(({ number, decidedOn }) => [number, decidedOn!]))
    for (const { statement, day } of votes) {
      const from = approvedOn.get(statement)
      if (!from || day < from || day < opensOn || day > today) expect.fail(`${statement} on ${day}`)
    }
  })

  it('count once for each person and statement', () => {
    expect(new Set(votes.map(({ participant, statement }) => `${participant} ${statement}`)).size).toBe(votes.length)
  })

  it('are few from some, about twenty from most, all from a handful', () => {
    const counts = [...Map.groupBy(votes, ({ participant }) => participant).values()].map(({ length }) => length).sort((a, b) => a - b)
    expect(participants).toHaveLength(380)
    expect(counts).toHaveLength(380)
    expect(counts[0]).toBeGreaterThanOrEqual(6)
    expect(counts.at(-1)).toBe(approved.length)
    expect(counts[190]).toBeGreaterThanOrEqual(16)
    expect(counts[190]).toBeLessThanOrEqual(24)
    expect(counts.filter(count => count === approved.length).length).toBeLessThan(30)
  })

  it('begin on the day a participant is first seen', () => {
    const first = Map.groupBy(votes, ({ participant }) => participant)
    for (const { number, firstDay } of participants) expect(first.get(number)![0]!.day).toBe(firstDay)
  })

  it('are passes in one of eight cases, more often where a statement is unclear', () => {
    expect(passes(votes)).toBeGreaterThan(0.1)
    expect(passes(votes)).toBeLessThan(0.15)
    expect(passes(votes.filter(({ statement }) => statement === 48))).toBeGreaterThan(0.25)
  })

  it('peak at the start and after the newspaper article', () => {
    const on = (from: string, to: string) => votes.filter(({ day }) => day >= from && day <= to).length / 3
    expect(on('2026-02-20', '2026-02-22')).toBeGreaterThan(2 * on('2026-02-24', '2026-02-26'))
    expect(on('2026-03-04', '2026-03-06')).toBeGreaterThan(2 * on('2026-02-24', '2026-02-26'))
  })
})

describe.each([1, 2, 3])('its currents, seed %i', chosen => {
  const drawn = demoTown(today, chosen).dialogue
  const currentOf = new Map(drawn.participants.map(({ number, current }) => [number, current]))
  const shares = (statement: number) =>
    currents.map(current => {
      const sides = drawn.votes.filter(
        vote => vote.statement === statement && vote.answer !== 'pass' && currentOf.get(vote.participant) === current,
      )
      return sides.filter(({ answer }) => answer === 'agree').length / sides.length
    })
  const gap = (statement: number) => Math.max(...shares(statement)) - Math.min(...shares(statement))
  const flat = ({ leaning }: (typeof approvedTexts)[number]) => Math.abs(leaning.openness) + Math.abs(leaning.everyday) <= 0.4
  const steep = ({ leaning }: (typeof approvedTexts)[number]) =>
    Math.abs(leaning.base) <= 0.6 && Math.max(Math.abs(leaning.openness), Math.abs(leaning.everyday)) >= 1.4

  it('each hold a good part of the town', () => {
    for (const current of currents) {
      const share = drawn.participants.filter(person => person.current === current).length / drawn.participants.length
      expect(share).toBeGreaterThan(0.22)
      expect(share).toBeLessThan(0.46)
    }
  })

  it('agree on what unites', () => {
    const uniting = approvedTexts.filter(text => text.leaning.base >= 2 && flat(text))
    expect(uniting.length).toBeGreaterThanOrEqual(8)
    for (const { number } of uniting) expect(Math.min(...shares(number)), `${number}`).toBeGreaterThan(0.65)
  })

  it('part where a statement divides, and never all one way', () => {
    const dividing = approvedTexts.filter(steep)
    expect(dividing.length).toBeGreaterThanOrEqual(8)
    for (const { number } of dividing) expect(gap(number), `${number}`).toBeGreaterThan(0.35)
    const whole = dividing.map(({ number }) => shares(number).reduce((sum, share) => sum + share, 0) / currents.length)
    for (const share of whole) expect(Math.abs(share - 0.5)).toBeLessThan(0.22)
  })

  it('are no blocks: on most dividing statements each has people on both sides', () => {
    const mixed = approvedTexts.filter(steep).flatMap(({ number }) => shares(number).map(share => share > 0.03 && share < 0.97))
    expect(mixed.filter(Boolean).length / mixed.length).toBeGreaterThan(0.8)
  })
})

const passes = (some: typeof votes) => some.filter(({ answer }) => answer === 'pass').length / some.length
