import type { Processing } from '#platform/privacy'
import type { Level } from './level.ts'
import { questionNames, type VoluntaryQuestion } from './voluntary.ts'

/** What is switched on in the dialogues of a town that are not drafts, or has left data that are still there. */
export type DialogueFacts = {
  slug: string
  fewestToShow: number
  isVotedIn: boolean
  hasProposals: boolean
  levels: readonly Level[]
  questions: readonly VoluntaryQuestion[]
  hasKiosk: boolean
  hasPaper: boolean
  hasSubscribers: boolean
  canSendMail: boolean
  /** Host of the machine translation, where the town has switched it on. */
  translator: string | undefined
  /** Host of the provider with whom participants show an account. */
  provider: string | undefined
}

/** What dialogues do with personal data: one entry each. */
export const dialogueProcessings: readonly Processing<DialogueFacts>[] = [
  {
    key: 'voting',
    activeWhen: ({ isVotedIn }) => isVotedIn,
    basis: 'task',
    subjects: 'participants',
    retention: ['vote', 'result'],
    values: ({ slug, fewestToShow }) => ({ slug, fewest: fewestToShow }),
  },
  {
    key: 'statements',
    activeWhen: ({ hasProposals }) => hasProposals,
    basis: 'task',
    subjects: 'participants',
    retention: ['statement', 'rejected'],
  },
  {
    key: 'letter',
    activeWhen: ({ levels }) => levels.includes('letter'),
    basis: 'task',
    subjects: 'participants',
    retention: ['proof'],
  },
  {
    key: 'email-level',
    activeWhen: ({ levels }) => levels.includes('email'),
    basis: 'task',
    subjects: 'participants',
    retention: ['proof'],
  },
  {
    key: 'account-level',
    activeWhen: ({ levels, provider }) => levels.includes('oidc') && provider !== undefined,
    basis: 'task',
    subjects: 'participants',
    retention: ['proof'],
    recipients: ({ provider }) => [provider ?? ''],
    values: ({ provider }) => ({ provider: provider ?? '' }),
  },
  {
    key: 'voluntary',
    activeWhen: ({ questions }) => questions.length > 0,
    basis: 'consent',
    subjects: 'participants',
    retention: ['voluntary'],
    values: ({ questions }, t) => ({
      questions: questionNames
        .filter(name => questions.includes(name))
        .map(name => t(`dialogue.voluntary.question.${name}`))
        .join(' '),
    }),
  },
  {
    key: 'kiosk',
    activeWhen: ({ hasKiosk }) => hasKiosk,
    basis: 'task',
    subjects: 'participants',
    retention: ['kiosk', 'vote'],
    values: ({ slug }) => ({ slug }),
  },
  { key: 'paper', activeWhen: ({ hasPaper }) => hasPaper, basis: 'task', subjects: 'participants', retention: ['vote'] },
  {
    key: 'report',
    activeWhen: ({ isVotedIn }) => isVotedIn,
    basis: 'duty',
    subjects: 'participants',
    retention: ['reporter'],
  },
  {
    key: 'translation',
    activeWhen: ({ translator }) => translator !== undefined,
    basis: 'task',
    subjects: 'participants',
    retention: ['result'],
    recipients: ({ translator }) => [translator ?? ''],
    values: ({ translator }) => ({ host: translator ?? '' }),
  },
  {
    key: 'subscription',
    activeWhen: ({ isVotedIn, canSendMail, hasSubscribers }) => (isVotedIn && canSendMail) || hasSubscribers,
    basis: 'consent',
    subjects: 'subscribers',
    retention: ['unconfirmed', 'subscription'],
  },
  {
    key: 'protection',
    activeWhen: ({ isVotedIn }) => isVotedIn,
    basis: 'security',
    subjects: 'participants',
    retention: ['quarantine', 'network'],
  },
]
