import { createHash, randomUUID } from 'node:crypto'
import { type DialogueDoor, dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { putAmendment } from './amendment.store.ts'
import { type NewContribution, putContribution, putContributionVote, putTelling, tallyOf, tellingOf } from './contribution.store.ts'
import { toldAfter } from './contribution.ts'
import {
  approveDemoContribution,
  onlyDialogue,
  putDemoChapter,
  putDemoFate,
  putDemoIssue,
  putDemoReading,
  putDemoSentence,
  putDemoSource,
  putDemoTranslation,
  putDemoVision,
  rewordDemoSentence,
  sidesOn,
  statementIds,
} from './demo.store.ts'
import { demoChapters, demoContributions, demoFates, demoIssue, demoSequence, demoVision, demoVisionTranslations } from './demo.texts.ts'
import { putVersion } from './publication.store.ts'
import { canonical } from './publication.ts'
import { addStep } from './sequence.store.ts'
import { frozenContent } from './version.freeze.store.ts'
import type { Version } from './version.ts'
import { allVisions, findVision } from './vision.store.ts'

type Surroundings = Pick<Services, 'database' | 'now'>
type Results = Pick<DialogueDoor, 'resultsOf'>

/** Gives the example town a vision in the middle of its consultation, unless it has one. */
export async function installDemoVision({ database, now }: Surroundings, dialogues: Results, town: Municipality): Promise<void> {
  await database.writing(town.id, async db => {
    if ((await allVisions(db)).length > 0) return
    const written = await writeVision(db, now())
    const first = { number: 1, kind: 'first-draft', name: 'Erster Entwurf', publishedAt: daysBefore(now(), 7) } as const
    await publish(db, dialogues, town, first)
    await revise(db, written, now())
    const second = { number: 2, kind: 'consultation-draft', name: 'Beteiligungsentwurf', publishedAt: daysBefore(now(), 3) } as const
    await publish(db, dialogues, town, second)
    await bringIn(db, written, town.fewestToShow, now())
    await note(db, { personId: null, deed: 'demo-installed', subject: demoVision.slug })
  })
}

type Written = { id: string; statements: Map<number, string>; sentences: Map<number, string> }

/** The text as it read at first, with its sources. */
async function writeVision(db: Write, now: Date): Promise<Written> {
  const id = randomUUID()
  const dialogue = await onlyDialogue(db)
  const statements = await statementIds(db, dialogue)
  await putDemoVision(db, { ...demoVision, id, at: daysBefore(now, 9) }, dialogue)
  const sentences = new Map<number, string>()
  for (const [place, { title, sentences: texts }] of demoChapters.entries()) {
    const chapter = await putDemoChapter(db, id, place + 1, title)
    for (const [position, { number, text, firstText = text, explanation, voices, others = [] }] of texts.entries()) {
      const sentence = await putDemoSentence(db, id, { chapter, number, position: position + 1, text: firstText, explanation })
      sentences.set(number, sentence)
      await putDemoReading(db, { sentence, at: daysBefore(now, 9), text: firstText, explanation, cause: 'written' })
      for (const [number, use] of voices) await putDemoSource(db, { sentence, kind: 'statement', use, statement: statements.get(number)! })
      for (const other of others) await putDemoSource(db, { sentence, ...other })
    }
  }
  return { id, statements, sentences }
}

/** What was worked on after the first draft: wordings, fates, translations, and the way to the council. */
async function revise(db: Write, { id, statements, sentences }: Written, now: Date) {
  for (const { number, text, firstText, explanation } of demoChapters.flatMap(chapter => chapter.sentences)) {
    if (!firstText) continue
    const sentence = sentences.get(number)!
    await rewordDemoSentence(db, sentence, text)
    await putDemoReading(db, { sentence, at: daysBefore(now, 5), text, explanation, cause: 'edited' })
  }
  for (const { statement, ...fate } of demoFates)
    await putDemoFate(db, id, { department: '', reason: '', ...fate, statement: statements.get(statement)!, at: daysBefore(now, 4) })
  for (const [language, texts] of Object.entries(demoVisionTranslations))
    for (const [item, text] of Object.entries(texts)) await putDemoTranslation(db, id, item, language, text, originalOf(item))
  for (const { inDays, ...step } of demoSequence)
    await addStep(db, id, { ...step, ...withoutVote, meetsOn: dayOf(daysBefore(now, -inDays)) })
}

const withoutVote = { isUnanimous: false, votes: null, deviatingDecision: '', resolutionNumber: '', oparlUrl: '' }

const originalOf = (item: string) =>
  item === 'title'
    ? demoVision.title
    : demoChapters.flatMap(({ sentences }) => sentences).find(({ number }) => item === `sentence/${number}`)!.text

/** The text as it reads now, on a day that is past; who has published it is nobody. */
async function publish(
  db: Write,
  dialogues: Results,
  { fewestToShow }: Municipality,
  version: Pick<Version, 'number' | 'kind' | 'name' | 'publishedAt'>,
) {
  const vision = (await findVision(db, demoVision.slug))!
  const content = canonical(await frozenContent(db, dialogues, vision, fewestToShow))
  const digest = createHash('sha256').update(content).digest('hex')
  await putVersion(db, vision.id, { ...version, content, digest, openPointsReason: '', by: null })
}

/** Two amendments with votes, a comment, something that waits for a moderator, and an issue whose second round is under way. */
async function bringIn(db: Write, { id, statements, sentences }: Written, fewest: number, now: Date) {
  const statement = statements.get(demoIssue.statement)!
  const sides = await sidesOn(db, statement)
  for (const { sentence, votes, carriedBy, ...added } of demoContributions) {
    const contribution = await contribute(db, id, { ...added, sentenceId: sentences.get(sentence)!, issueId: null }, now)
    if (added.kind === 'amendment')
      await putAmendment(db, { id: contribution, baseText: originalOf(`sentence/${sentence}`), buildsOn: null })
    if (votes && carriedBy) await vote(db, contribution, [...sides.for, ...sides.against].sort().slice(0, votes), carriedBy)
    if (votes) await putTelling(db, contribution, toldAfter(await tellingOf(db, contribution), await tallyOf(db, contribution), fewest))
  }
  const issueId = await putDemoIssue(db, id, demoIssue, statement, dayOf(daysBefore(now, 2)))
  for (const { carriedBy, ...bridge } of demoIssue.bridges) {
    const contribution = await contribute(
      db,
      id,
      { ...bridge, kind: 'bridge', signedName: '', state: 'approved', issueId, sentenceId: null },
      now,
    )
    await vote(db, contribution, sides.for, carriedBy.for)
    await vote(db, contribution, sides.against, carriedBy.against)
  }
}

type Added = Pick<NewContribution, 'kind' | 'issueId' | 'sentenceId' | 'text' | 'reason' | 'signedName' | 'state'>

async function contribute(db: Write, vision: string, added: Added, now: Date): Promise<string> {
  const [submitted, decided] = [daysBefore(now, 2), daysBefore(now, 1)]
  const { id } = await putContribution(db, vision, {
    ...added,
    language: 'de',
    enteredFor: null,
    enteredForName: '',
    authorKey: null,
    submittedOn: dayOf(submitted),
  })
  if (added.state === 'approved') await approveDemoContribution(db, id, decided)
  return id
}

/** So large a share of these people is for it, the others against; spread evenly, without chance. */
async function vote(db: Write, contribution: string, people: readonly string[], share: number) {
  for (const [place, participant] of people.entries()) {
    const isFor = Math.floor((place + 1) * share) > Math.floor(place * share)
    await putContributionVote(db, contribution, participant, isFor ? 1 : -1)
  }
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)
