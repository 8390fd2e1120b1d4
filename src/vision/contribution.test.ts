import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedVision, openConsultedTown, visitorsOf } from '../../test/testing/consulted-town.ts'
import { putContribution, tellingOf } from './contribution.store.ts'
import { authorKeys, type ContributionKind, type Telling, toldAfter } from './contribution.ts'

const nothingTold: Telling = { for: null, against: null, votes: 0 }

/** What is told after each of these answers, in their order. */
function tellings(answers: readonly ('agree' | 'disagree' | 'pass')[], fewest: number): Telling[] {
  const tally = { agree: 0, disagree: 0, pass: 0 }
  let told = nothingTold
  return answers.map(answer => {
    tally[answer]++
    told = toldAfter(told, tally, fewest)
    return told
  })
}
const anyAnswers = fc.array(fc.constantFrom('agree' as const, 'disagree' as const, 'pass' as const), { maxLength: 60 })
const anyThreshold = fc.integer({ min: 3, max: 12 })

describe('votes on a contribution are told in steps', () => {
  test('nothing is told of fewer people than the threshold', () => {
    expect(tellings(['agree', 'agree', 'agree', 'agree'], 5).at(-1)).toEqual(nothingTold)
    expect(tellings(['agree', 'agree', 'agree', 'agree', 'agree'], 5).at(-1)).toEqual({ for: 5, against: null, votes: 5 })
    expect(tellings([...Array(12).fill('agree'), ...Array(3).fill('disagree')], 5).at(-1)?.against).toBeNull()
  })

  test('neither a number nor its change is ever that of fewer people', () => {
    fc.assert(
      fc.property(anyAnswers, anyThreshold, (answers, fewest) => {
        let before: Telling = nothingTold
        for (const told of tellings(answers, fewest)) {
          for (const side of ['for', 'against'] as const) {
            const change = Math.abs((told[side] ?? 0) - (before[side] ?? 0))
            expect(change === 0 || change >= fewest).toBe(true)
            expect(told[side] === null || told[side] >= fewest).toBe(true)
          }
          before = told
        }
      }),
    )
  })

  test('when it changes says how many have voted, never what the last of them answered', () => {
    fc.assert(
      fc.property(anyAnswers, anyThreshold, (answers, fewest) => {
        const looked = (order: typeof answers) => tellings(order, fewest).map(({ votes }) => votes)
        expect(looked(answers.map(() => 'disagree'))).toEqual(looked(answers))
      }),
    )
  })

  test('votes that go with their pseudonym change nothing that was told', () => {
    const told = tellings(Array(10).fill('agree'), 5).at(-1)!
    expect(toldAfter(told, { agree: 2, disagree: 0, pass: 0 }, 5)).toEqual(told)
  })
})

test('the key of an author tells nothing of the pseudonym and is another in every vision', () => {
  const [secret, person] = [Buffer.alloc(32, 1), randomUUID()]
  const [here, there] = [authorKeys(secret, 'a')(person), authorKeys(secret, 'b')(person)]
  expect(here).not.toContain(person)
  expect(here).not.toBe(there)
  expect(here).toBe(authorKeys(secret, 'a')(person))
})

describe('somebody who votes on a contribution', () => {
  let open: ConsultedTown
  let voter: Browser
  beforeEach(async () => {
    open = await openConsultedTown()
    voter = open.instance.visitor()
  })
  afterEach(() => open.instance.close())

  const added = (kind: ContributionKind, about: { sentence: string } | { issue: string }, state: 'approved' | 'pending' = 'approved') =>
    inTown(open.instance, open.town, async db => {
      const { id, number } = await putContribution(db, open.vision, {
        kind,
        issueId: 'issue' in about ? about.issue : null,
        sentenceId: 'sentence' in about ? about.sentence : null,
        text: `Wortlaut ${kind}`,
        reason: '',
        language: 'de',
        signedName: '',
        enteredFor: null,
        enteredForName: '',
        authorKey: null,
        state,
        submittedOn: '2026-10-01',
      })
      if (kind === 'amendment')
        await db.rows(sql`insert into amendment (municipality_id, contribution_id, base_text) values (${open.town.id}, ${id}, 'Alt')`)
      return { id, number }
    })
  const issueIn = (state: string) =>
    inTown(open.instance, open.town, async db => {
      const id = randomUUID()
      await db.rows(sql`insert into issue (municipality_id, id, vision_id, number, question, state)
        values (${open.town.id}, ${id}, ${open.vision}, 1, 'Wo fährt der Bus?', ${state})`)
      return id
    })
  const vote = (number: number, answer: string, by = voter) => by.post(`${consultedVision}/beitrag/${number}/stimme`, { answer })
  const votes = () =>
    inTown(open.instance, open.town, db =>
      db.selectFrom('contribution_vote').select(['answer']).where('municipality_id', '=', open.town.id).execute(),
    )

  test('is led back to the amendment, and a later answer replaces the earlier one', async () => {
    const { number } = await added('amendment', { sentence: open.sentences[0]! })
    const answered = await vote(number, 'agree')
    expect([answered.status, answered.headers.get('location')]).toEqual([303, `${consultedVision}/satz/1/aenderungen#beitrag-${number}`])
    await vote(number, 'disagree')
    expect(await votes()).toEqual([{ answer: -1 }])
  })

  test('changes what is told only with the fifth', async () => {
    const { number } = await added('amendment', { sentence: open.sentences[0]! })
    const told = () =>
      inTown(open.instance, open.town, db =>
        db
          .selectFrom('contribution')
          .select(['told_for', 'told_against'])
          .where('municipality_id', '=', open.town.id)
          .executeTakeFirstOrThrow(),
      )
    const five = visitorsOf(open, 5)
    for (const one of five.slice(0, 4)) await vote(number, 'agree', one)
    expect(await told()).toEqual({ told_for: null, told_against: null })
    await vote(number, 'agree', five[4])
    expect(await told()).toEqual({ told_for: 5, told_against: null })
  })

  test('is counted once, with everybody who votes at the same moment', async () => {
    const { number, id } = await added('amendment', { sentence: open.sentences[0]! })
    const answered = await Promise.all(visitorsOf(open, 12).map(one => vote(number, 'agree', one)))
    expect(answered.map(({ status }) => status)).toEqual(Array(12).fill(303))
    expect(await votes()).toHaveLength(12)
    expect(await inTown(open.instance, open.town, db => tellingOf(db, id))).toEqual({ for: 10, against: null, votes: 10 })
  })

  test('sees their own answer, and nobody else does', async () => {
    const { number } = await added('amendment', { sentence: open.sentences[0]! })
    await vote(number, 'agree')
    expect(await voter.page(`${consultedVision}/satz/1/aenderungen`)).toContain('aria-pressed="true"')
    expect(await open.instance.visitor().page(`${consultedVision}/satz/1/aenderungen`)).not.toContain('aria-pressed="true"')
  })

  test('needs the vision to be in consultation', async () => {
    const { number } = await added('amendment', { sentence: open.sentences[0]! })
    for (const phase of ['draft', 'deliberation', 'adopted', 'revision'] as const) {
      await open.enter(phase)
      const answered = await vote(number, 'agree')
      expect(answered.status).toBe(422)
      expect(await answered.text()).toContain('Darüber wird zurzeit nicht abgestimmt')
    }
    expect(await votes()).toEqual([])
  })

  test('has voted in the dialogue before, where a round of an issue is under way, and leaves no trace where not', async () => {
    const issue = await issueIn('voting')
    const { number } = await added('bridge', { issue })
    const answered = await vote(number, 'agree')
    expect(answered.status).toBe(422)
    expect(await answered.text()).toContain('Beantworten Sie zuerst eine Aussage im Dialog')
    expect(await votes()).toEqual([])
    const known = await inTown(open.instance, open.town, db =>
      db.selectFrom('participant').select('id').where('municipality_id', '=', open.town.id).execute(),
    )
    expect(known).toEqual([])
  })

  test('finds no vote on comments, on rounds that are not under way, and on what nobody has read yet', async () => {
    const comment = await added('comment', { sentence: open.sentences[0]! })
    const bridge = await added('bridge', { issue: await issueIn('proposing') })
    const pending = await added('amendment', { sentence: open.sentences[0]! }, 'pending')
    expect((await vote(comment.number, 'agree')).status).toBe(422)
    expect((await vote(bridge.number, 'agree')).status).toBe(422)
    expect((await vote(pending.number, 'agree')).status).toBe(404)
    expect((await vote(99, 'agree')).status).toBe(404)
    expect(await votes()).toEqual([])
  })

  test('has to answer something', async () => {
    const { number } = await added('amendment', { sentence: open.sentences[0]! })
    const answered = await vote(number, 'maybe')
    expect(answered.status).toBe(422)
    expect(await answered.text()).toContain('Bitte wählen Sie eine Antwort.')
  })
})
