import { daysToKeepReporter } from '#dialogue'
import { fixed, type Retention } from '#platform/privacy'
import { forgetReporters } from './contribution.report.store.ts'
import { deleteOldAnswers, deleteRejectedContributions, deleteVotesOnSettled, severAuthorsOfAdopted } from './retention.store.ts'

const text = [
  'vision',
  'vision_dialogue',
  'chapter',
  'sentence',
  'sentence_change',
  'sentence_source',
  'source_file',
  'statement_fate',
  'vision_version',
  'vision_translation',
]
const negotiation = ['issue', 'issue_statement', 'issue_entry', 'body_position']
/** Decisions of moderators, without a participant; claims last ten minutes. */
const moderation = ['contribution_decision', 'contribution_claim']
const adoption = ['consultation_step', 'decision_paper', 'adoption']

/** How long the visions keep what they store. */
export const visionRetention: readonly Retention[] = [
  {
    kind: 'contribution-vote',
    tables: ['contribution_vote'],
    days: { usual: 90, least: 0, most: 365 },
    ground: 'task',
    outcome: 'deleted',
    inTown: deleteVotesOnSettled,
  },
  {
    kind: 'contribution',
    tables: ['contribution', 'amendment'],
    days: { usual: 90, least: 0, most: 365 },
    ground: 'task',
    outcome: 'anonymised',
    inTown: severAuthorsOfAdopted,
  },
  {
    kind: 'rejected-contribution',
    tables: ['contribution', 'contribution_appeal'],
    days: { usual: 180, least: 30, most: 730 },
    ground: 'task',
    outcome: 'deleted',
    inTown: deleteRejectedContributions,
  },
  {
    kind: 'contribution-reporter',
    tables: ['contribution_report'],
    days: fixed(daysToKeepReporter),
    ground: 'duty',
    outcome: 'deleted',
    inTown: forgetReporters,
  },
  { kind: 'council-answer', tables: ['oparl_object'], days: fixed(30), ground: 'impersonal', outcome: 'deleted', inTown: deleteOldAnswers },
  { kind: 'vision', tables: [...text, ...negotiation, ...moderation, ...adoption], ground: 'impersonal', outcome: 'stays' },
]
