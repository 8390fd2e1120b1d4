import type { Processing } from '#platform/privacy'

/** What of the visions of a town is open to residents now, or has left data that are still there. */
export type VisionFacts = { takesContributions: boolean }

/** What visions do with personal data: one entry each. */
export const visionProcessings: readonly Processing<VisionFacts>[] = [
  {
    key: 'contributions',
    activeWhen: ({ takesContributions }) => takesContributions,
    basis: 'task',
    subjects: 'participants',
    retention: ['contribution', 'contribution-vote', 'rejected-contribution', 'contribution-reporter', 'vision'],
  },
]
