import { dialoguePaths } from '#dialogue'
import { type Block, type TextDocument, typedBlocks } from '#platform/documents'
import type { BodyPosition } from './body-position.ts'
import { dialogueTable, issueBlocks, methodList } from './paper.process.ts'
import { textBlocks } from './paper.text.ts'
import type { DecisionPaper, PaperFacts } from './paper.ts'
import { type Tongue, tongueOf } from './paper.words.ts'
import type { ConsultationStep } from './sequence.ts'

/** What a town puts on its council's table, whatever it is about. `date`: of the day it was written. */
export type CouncilPaper = {
  paper: DecisionPaper
  language: string
  town: TextDocument['town']
  date: Date
  steps: readonly ConsultationStep[]
  /** what comes with the paper by itself; what staff add is counted on from there */
  annexes: readonly Annex[]
}

/** `lies`: its tables are too wide for pages that stand. */
type Annex = { title: string; blocks: Block[]; lies?: boolean }

/** A decision paper as councils know it: head, sequence, resolution in a frame, reasons, costs, annexes; then the annexes themselves. */
export function councilPaper({ paper, language, town, date, steps, annexes }: CouncilPaper): TextDocument {
  const tongue = tongueOf(language)
  const { t } = tongue
  const title = paper.number === '' ? t('vision.paper.heading') : t('vision.paper.heading-numbered', { number: paper.number })
  return {
    title,
    language,
    town,
    foot: t('vision.paper.foot', { title, date: tongue.day(date) }),
    blocks: [
      { kind: 'paragraph', tone: 'lead', words: paper.subject },
      { kind: 'facts', items: headFacts(paper, date, tongue) },
      ...under(2, t('vision.sequence.caption'), sequenceBlocks(steps, tongue)),
      ...under(2, t('vision.paper.resolution'), [{ kind: 'frame', blocks: typedBlocks(paper.draftResolution) }]),
      ...under(2, t('vision.paper.reasons'), typedOr(paper.reasons, t('vision.paper.nothing-said'))),
      ...under(2, t('vision.paper.finances'), typedOr(paper.financialEffects, t('vision.paper.nothing-said'))),
      ...under(2, t('vision.paper.annexes'), [annexList([...annexes.map(annex => annex.title), ...paper.annexes])]),
      ...annexes.flatMap((annex, place) => annexBlocks(annex, place + 1, tongue)),
    ],
  }
}

/** `site`: where the town's pages are, as a browser takes it. */
export type PaperHead = { town: TextDocument['town']; townSlug: string; site: string; date: Date }

/** The decision paper of a vision: the text and its way come with it. */
export function decisionPaper(paper: DecisionPaper, facts: PaperFacts, head: PaperHead): TextDocument {
  const { version, steps } = facts
  const { language } = version.content
  const tongue = tongueOf(language)
  return councilPaper({
    paper,
    language,
    town: head.town,
    date: head.date,
    steps,
    annexes: [
      { title: annexTitle(version, tongue), blocks: textBlocks(version.content, 3, tongue) },
      { title: tongue.t('vision.paper.annex-process'), blocks: wayBlocks(facts, head, tongue) },
    ],
  })
}

const headFacts = ({ number, leadOffice }: DecisionPaper, date: Date, { t, day }: Tongue) => [
  { term: t('vision.paper.number'), words: number || t('vision.paper.number-open') },
  { term: t('vision.paper.date'), words: day(date) },
  { term: t('vision.paper.lead-office'), words: leadOffice || t('vision.paper.lead-office-open') },
]

const typedOr = (typed: string, otherwise: string) => typedBlocks(typed === '' ? otherwise : typed)

// ── Consultation sequence ───────────────────────────────────────────────────────────────────────────────────────────────────

function sequenceBlocks(steps: readonly ConsultationStep[], tongue: Tongue): Block[] {
  const { t } = tongue
  if (steps.length === 0) return typedBlocks(t('vision.sequence.none'))
  const columns = [
    { label: t('vision.sequence.body'), share: 4.6 },
    { label: t('vision.sequence.role'), share: 2.8 },
    { label: t('vision.sequence.meeting'), share: 2.6 },
    { label: t('vision.sequence.result'), share: 6.4 },
  ]
  const rows = steps.map(step => [step.body, t(`vision.sequence.roles.${step.role}`), meetingOf(step, tongue), resultOf(step, tongue)])
  return [{ kind: 'table', label: t('vision.sequence.caption'), columns, rows }]
}

function meetingOf({ meetsOn, agendaNumber }: ConsultationStep, { t, shortDay }: Tongue): string {
  const number = agendaNumber && t('vision.sequence.agenda-number', { number: agendaNumber })
  return [meetsOn ? shortDay(meetsOn) : t('vision.sequence.date-open'), number].filter(Boolean).join('\n')
}

function resultOf({ result, isUnanimous, votes, deviatingDecision, resolutionNumber }: ConsultationStep, { t }: Tongue): string {
  if (result === null) return t('vision.sequence.result-open')
  const said = [
    t(`vision.sequence.results.${result}`),
    isUnanimous && t('vision.sequence.unanimous'),
    votes && t('vision.sequence.votes', votes),
    resolutionNumber && t('vision.sequence.resolution-number', { number: resolutionNumber }),
  ]
  const deviating = deviatingDecision && `${t('vision.sequence.deviating')} ${deviatingDecision}`
  return [said.filter(Boolean).join(', '), deviating].filter(Boolean).join('\n')
}

// ── Annexes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const annexList = (titles: readonly string[]): Block => ({
  kind: 'list',
  items: titles.map((words, place) => ({ number: place + 1, words })),
})

function annexBlocks({ title, blocks, lies }: Annex, number: number, { t }: Tongue): Block[] {
  const text = t('vision.paper.annex', { number, title })
  const said = blocks.length > 0 ? blocks : typedBlocks(t('vision.paper.nothing-said'))
  return lies
    ? [{ kind: 'landscape', blocks: [{ kind: 'heading', level: 2, text }, ...said] }]
    : [{ kind: 'heading', level: 2, text, startsPage: true }, ...said]
}

const annexTitle = ({ name, publishedAt, content: { title } }: PaperFacts['version'], { t, day }: Tongue) =>
  t('vision.paper.annex-text', { title, name, date: day(publishedAt) })

function wayBlocks({ version, dialogues, positions }: PaperFacts, head: PaperHead, tongue: Tongue): Block[] {
  const { t } = tongue
  const { content, openPointsReason } = version
  const addressOf = (dialogue: string) => head.site + dialoguePaths.methods.to({ town: head.townSlug, dialogue })
  const participation = [...dialogueTable(content, tongue), ...methodList(content, dialogues, addressOf, tongue)]
  return [
    ...under(3, t('vision.paper.process'), participation),
    ...under(3, t('vision.paper.contested'), issueBlocks(content, 4, tongue)),
    ...under(3, t('vision.paper.positions'), positionBlocks(positions, content.language, tongue)),
    ...under(3, t('vision.printed.open-points'), typedBlocks(openPointsReason)),
  ]
}

const positionBlocks = (positions: readonly BodyPosition[], language: string, { t, day }: Tongue): Block[] =>
  positions.flatMap(({ body, question, text, statedOn, votes }): Block[] => {
    const counted = votes ? ` (${t('vision.sequence.votes', votes)})` : ''
    const about = question === null ? [] : [{ term: t('vision.paper.position-about'), words: { text: question, language } }]
    return [
      { kind: 'heading', level: 4, text: t(`vision.paper.position.${body}`) },
      { kind: 'facts', items: [{ term: t('vision.paper.position-date'), words: day(statedOn) + counted }, ...about] },
      ...typedBlocks(text),
    ]
  })

const under = (level: 2 | 3, text: string, blocks: Block[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', level, text }, ...blocks]
