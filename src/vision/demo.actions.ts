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
  sidesOn,
  statementIds,
} from './demo.store.ts'
import { demoChapters, demoContributions, demoFates, demoIssue, demoSequence, demoVision, demoVisionTranslations } from './demo.texts.ts'
import { addStep } from './sequence.store.ts'
import { supportIn } from './support.store.ts'
import type { FrozenTranslation, VersionContent } from './version.ts'
import { allVisions, dialoguesOf } from './vision.store.ts'

type Surroundings = Pick<Services, 'database' | 'now'>
type Results = Pick<DialogueDoor, 'resultsOf'>

/** Gives the example town a vision in the middle of its consultation, unless it has one. */
export async function installDemoVision({ database, now }: Surroundings, dialogues: Results, town: Municipality): Promise<void> {
  await database.writing(town.id, async db => {
    if ((await allVisions(db)).length > 0) return
    const written = await writeVision(db, now())
    await publish(db, dialogues, town, written, now())
    await bringIn(db, written, town.fewestToShow, now())
    await note(db, { personId: null, deed: 'demo-installed', subject: demoVision.slug })
  })
}

type Written = { id: string; dialogue: string; statements: Map<number, string>; sentences: Map<number, string> }

/** The text with its sources, fates, its issue and what of it is translated. */
async function writeVision(db: Write, now: Date): Promise<Written> {
  const id = randomUUID()
  const dialogue = await onlyDialogue(db)
  const statements = await statementIds(db, dialogue)
  await putDemoVision(db, { ...demoVision, id, at: daysBefore(now, 9) }, dialogue)
  const sentences = await writeSentences(db, id, statements, now)
  for (const { statement, ...fate } of demoFates)
    await putDemoFate(db, id, { department: '', reason: '', ...fate, statement: statements.get(statement)!, at: daysBefore(now, 4) })
  for (const [language, texts] of Object.entries(demoVisionTranslations))
    for (const [item, text] of Object.entries(texts)) await putDemoTranslation(db, id, item, language, text, originalOf(item))
  for (const { inDays, ...step } of demoSequence)
    await addStep(db, id, { ...step, ...withoutVote, meetsOn: dayOf(daysBefore(now, -inDays)) })
  return { id, dialogue, statements, sentences }
}

const withoutVote = { isUnanimous: false, votes: null, deviatingDecision: '', resolutionNumber: '', oparlUrl: '' }

async function writeSentences(db: Write, vision: string, statements: Map<number, string>, now: Date) {
  const sentences = new Map<number, string>()
  for (const [place, { title, sentences: texts }] of demoChapters.entries()) {
    const chapter = await putDemoChapter(db, vision, place + 1, title)
    for (const [position, { number, text, firstText, explanation, voices, others = [] }] of texts.entries()) {
      const sentence = await putDemoSentence(db, vision, { chapter, number, position: position + 1, text, explanation })
      sentences.set(number, sentence)
      await putDemoReading(db, { sentence, at: daysBefore(now, 9), text: firstText ?? text, explanation, cause: 'written' })
      if (firstText) await putDemoReading(db, { sentence, at: daysBefore(now, 5), text, explanation, cause: 'edited' })
      for (const [number, use] of voices) await putDemoSource(db, { sentence, kind: 'statement', use, statement: statements.get(number)! })
      for (const other of others) await putDemoSource(db, { sentence, ...other })
    }
  }
  return sentences
}

const originalOf = (item: string) =>
  item === 'title'
    ? demoVision.title
    : demoChapters.flatMap(({ sentences }) => sentences).find(({ number }) => item === `sentence/${number}`)!.text

/** A first draft and, four days later, the draft that is in consultation. */
async function publish(db: Write, dialogues: Results, town: Municipality, written: Written, now: Date) {
  const versions = [
    { number: 1, kind: 'first-draft', name: 'Erster Entwurf', isFirst: true, at: daysBefore(now, 7) },
    { number: 2, kind: 'consultation-draft', name: 'Beteiligungsentwurf', isFirst: false, at: daysBefore(now, 3) },
  ] as const
  for (const { isFirst, at, ...version } of versions) {
    const content = JSON.stringify(await contentOf(db, dialogues, town, written, isFirst))
    const digest = createHash('sha256').update(content).digest('hex')
    await db
      .insertInto('vision_version')
      .values({ ...version, municipality_id: db.municipality, vision_id: written.id, published_at: at, content, digest })
      .execute()
  }
}

async function contentOf(
  db: Write,
  dialogues: Results,
  { fewestToShow }: Municipality,
  written: Written,
  isFirst: boolean,
): Promise<VersionContent> {
  const { id, dialogue, sentences } = written
  const support = await supportIn(db, dialogues, id, fewestToShow)
  const participation = (await dialogues.resultsOf(db, dialogue, fewestToShow))?.participation
  return {
    title: demoVision.title,
    preamble: demoVision.preamble,
    language: demoVision.language,
    chapters: demoChapters.map(({ title, sentences: texts }) => ({
      title,
      sentences: texts.map(({ number, text, firstText, explanation, others = [] }) => ({
        number,
        text: (isFirst && firstText) || text,
        explanation,
        support: support.get(sentences.get(number)!) ?? [],
        sources: others,
        credits: [],
      })),
    })),
    dialogues: (await dialoguesOf(db, id)).map(({ slug, question }) => ({
      slug,
      question,
      participants: participation?.people ?? null,
      votes: participation && !participation.votes.isAtLeast ? participation.votes.count : null,
    })),
    issues: [],
    translations: isFirst
      ? {}
      : Object.fromEntries(Object.entries(demoVisionTranslations).map(([language, texts]) => [language, frozen(texts)])),
  }
}

const frozen = ({ title = '', ...items }: Record<string, string>): FrozenTranslation => ({
  title,
  chapters: {},
  sentences: Object.fromEntries(Object.entries(items).map(([item, text]) => [item.split('/')[1], { text, origin: 'person' as const }])),
  explanations: {},
})

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
