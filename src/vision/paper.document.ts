import { dialoguePaths } from '#dialogue'
import { type Block, type TextDocument, typedBlocks } from '#platform/documents'
import { dialogueTable, issueBlocks, methodList } from './paper.process.ts'
import { textBlocks } from './paper.text.ts'
import type { BodyPosition, BodyVotes, ConsultationStep, DecisionPaper, PaperFacts } from './paper.ts'
import { type Tongue, tongueOf } from './paper.words.ts'

/** `site`: where the town's pages are, as a browser takes it. */
export type PaperHead = { town: TextDocument['town']; townSlug: string; site: string; date: Date }

/** A decision paper as councils know it: head, sequence, resolution in a frame, reasons, costs, annexes; then the annexes themselves. */
export function decisionPaper(paper: DecisionPaper, facts: PaperFacts, head: PaperHead): TextDocument {
  const { content } = facts.version
  const tongue = tongueOf(content.language)
  const { t } = tongue
  const title = paper.number === '' ? t('vision.paper.heading') : t('vision.paper.heading-numbered', { number: paper.number })
  return {
    title,
    language: content.language,
    town: head.town,
    foot: t('vision.paper.foot', { title, date: tongue.day(head.date) }),
    blocks: [
      { kind: 'paragraph', tone: 'lead', words: paper.subject },
      { kind: 'facts', items: headFacts(paper, head.date, tongue) },
      ...under(2, t('vision.paper.sequence'), sequenceBlocks(facts.steps, tongue)),
      ...under(2, t('vision.paper.resolution'), [{ kind: 'frame', blocks: typedBlocks(paper.draftResolution) }]),
      ...under(2, t('vision.paper.reasons'), typedOr(paper.reasons, t('vision.paper.nothing-said'))),
      ...under(2, t('vision.paper.finances'), typedOr(paper.financialEffects, t('vision.paper.nothing-said'))),
      ...under(2, t('vision.paper.annexes'), [annexList(paper, facts, tongue)]),
      ...annexes(facts, head, tongue),
    ],
  }
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
  if (steps.length === 0) return [{ kind: 'paragraph', words: t('vision.paper.sequence-open') }]
  const columns = [
    { label: t('vision.paper.step.body'), share: 4.4 },
    { label: t('vision.paper.step.role'), share: 2.7 },
    { label: t('vision.paper.step.meets-on'), share: 2.3 },
    { label: t('vision.paper.step.agenda-number'), share: 1.4 },
    { label: t('vision.paper.step.result'), share: 5.6 },
  ]
  const rows = steps.map(step => [
    step.body,
    t(`vision.paper.role.${step.role}`),
    step.meetsOn ? tongue.shortDay(step.meetsOn) : t('vision.paper.date-open'),
    step.agendaNumber || '–',
    resultOf(step, tongue),
  ])
  return [{ kind: 'table', label: t('vision.paper.sequence'), columns, rows }]
}

function resultOf({ result, isUnanimous, votes, deviatingDecision }: ConsultationStep, { t }: Tongue): string {
  if (result === null) return t('vision.paper.result.open')
  const counted = isUnanimous ? t('vision.paper.unanimous') : votes && votesIn(votes, t)
  const said = [t(`vision.paper.result.${result}`), counted].filter(Boolean).join(', ')
  return deviatingDecision === '' ? said : `${said}\n${t('vision.paper.deviating', { text: deviatingDecision })}`
}

const votesIn = (votes: BodyVotes, t: Tongue['t']) => t('vision.paper.votes', votes)

// ── Annexes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The text and its way come with the paper; what staff add is counted on from there. */
function annexList({ annexes }: DecisionPaper, { version }: PaperFacts, tongue: Tongue): Block {
  const own = [annexTitle(version, tongue), tongue.t('vision.paper.annex-process')]
  return { kind: 'list', items: [...own, ...annexes].map((words, place) => ({ number: place + 1, words })) }
}

const annexTitle = ({ name, publishedAt, content: { title } }: PaperFacts['version'], { t, day }: Tongue) =>
  t('vision.paper.annex-text', { title, name, date: day(publishedAt) })

function annexes(facts: PaperFacts, head: PaperHead, tongue: Tongue): Block[] {
  const { t } = tongue
  const way = wayBlocks(facts, head, tongue)
  return [
    startOf(t('vision.paper.annex', { number: 1, title: annexTitle(facts.version, tongue) })),
    ...textBlocks(facts.version.content, 3, tongue),
    startOf(t('vision.paper.annex', { number: 2, title: t('vision.paper.annex-process') })),
    ...(way.length > 0 ? way : typedBlocks(t('vision.paper.nothing-said'))),
  ]
}

const startOf = (text: string): Block => ({ kind: 'heading', level: 2, text, startsPage: true })

function wayBlocks({ version, dialogues, positions }: PaperFacts, head: PaperHead, tongue: Tongue): Block[] {
  const { t } = tongue
  const { content, openFatesReason } = version
  const addressOf = (dialogue: string) => head.site + dialoguePaths.methods.to({ town: head.townSlug, dialogue })
  const participation = [...dialogueTable(content, tongue), ...methodList(content, dialogues, addressOf, tongue)]
  return [
    ...under(3, t('vision.paper.process'), participation),
    ...under(3, t('vision.paper.contested'), issueBlocks(content, 4, tongue)),
    ...under(3, t('vision.paper.positions'), positionBlocks(positions, content.language, tongue)),
    ...under(3, t('vision.printed.open-fates'), typedBlocks(openFatesReason)),
  ]
}

const positionBlocks = (positions: readonly BodyPosition[], language: string, { t, day }: Tongue): Block[] =>
  positions.flatMap(({ body, issue, text, statedOn, votes }): Block[] => {
    const counted = votes ? ` ${t('vision.paper.position-votes', { ...votes })}` : ''
    const about = issue === null ? [] : [{ term: t('vision.paper.position-about'), words: { text: issue, language } }]
    return [
      { kind: 'heading', level: 4, text: t(`vision.paper.position.${body}`) },
      { kind: 'facts', items: [{ term: t('vision.paper.position-date'), words: day(statedOn) + counted }, ...about] },
      ...typedBlocks(text),
    ]
  })

const under = (level: 2 | 3, text: string, blocks: Block[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', level, text }, ...blocks]
