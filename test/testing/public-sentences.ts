/** Groups and single sentences that residents meet on a town's pages and in its mail: what a file in languages/public/ has, no more and no less. */
const publicSentences = [
  'language',
  'page',
  'failure',
  'menu',
  'municipality.kind',
  'municipality.home',
  'municipality.legal',
  'dialogue.vote',
  'dialogue.refusal.answer-missing',
  'dialogue.refusal.dialogue-closed',
  'dialogue.refusal.statement-gone',
  'dialogue.challenge',
  'dialogue.set-aside',
  'dialogue.kiosk',
  'dialogue.own-votes',
  'dialogue.home',
  'dialogue.rejection',
  'dialogue.proposal',
  'dialogue.results',
  'dialogue.open-data',
  'dialogue.subscription',
  'dialogue.news',
  'mail.confirmation',
  'mail.digest',
]

export const isPublic = (key: string) => publicSentences.some(group => key === group || key.startsWith(`${group}.`))
