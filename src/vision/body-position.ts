import { lengthOf } from '#dialogue'

export const bodies = ['integration-council', 'steering-group'] as const
export type Body = (typeof bodies)[number]

/** What integration council or steering group have stated on the vision, or on one of its issues. */
export type BodyPosition = {
  id: string
  /** number of the issue; null: on the vision as a whole */
  issue: number | null
  /** what is asked there; null as above */
  question: string | null
  body: Body
  text: string
  statedOn: string
  votes: { yes: number; no: number; abstentions: number } | null
}

/** As the desk stores it. */
export type StatedPosition = Omit<BodyPosition, 'id' | 'question'>

export const positionFields = ['body', 'issue', 'text', 'statedOn', 'yes', 'no', 'abstentions'] as const
export type PositionValues = Record<(typeof positionFields)[number], string>
export const emptyPosition: PositionValues = { body: '', issue: '', text: '', statedOn: '', yes: '', no: '', abstentions: '' }

export const valuesOf = ({ body, issue, text, statedOn, votes }: BodyPosition): PositionValues => ({
  body,
  issue: issue === null ? '' : String(issue),
  text,
  statedOn,
  yes: votes ? String(votes.yes) : '',
  no: votes ? String(votes.no) : '',
  abstentions: votes ? String(votes.abstentions) : '',
})

export type PositionRefusal =
  | 'body-missing'
  | 'issue-unknown'
  | 'text-missing'
  | 'too-long'
  | 'date-unreadable'
  | 'date-to-come'
  | 'votes-unreadable'
  | 'votes-incomplete'
export type PositionRefusals = Partial<Record<keyof PositionValues, PositionRefusal>>

export const longestPosition = 3000
/** More than any council has members. */
const mostVotes = 9999

/** What was typed as a position, or what has to be corrected; `issues` by number, `today` is the day in Germany. */
export function judgePosition(
  values: PositionValues,
  issues: readonly number[],
  today: string,
): { position: StatedPosition } | { refusals: PositionRefusals } {
  const body = bodies.find(known => known === values.body)
  const issue = values.issue === '' ? null : Number(values.issue)
  const votes = readVotes(values)
  const refusals: PositionRefusals = {
    ...(!body && { body: 'body-missing' }),
    ...(issue !== null && !issues.includes(issue) && { issue: 'issue-unknown' }),
    ...(values.text === '' && { text: 'text-missing' }),
    ...(lengthOf(values.text) > longestPosition && { text: 'too-long' }),
    ...judgeDay(values.statedOn, today),
    ...(typeof votes === 'string' && { yes: votes }),
  }
  if (!body || typeof votes === 'string' || Object.keys(refusals).length > 0) return { refusals }
  return { position: { body, issue, text: values.text, statedOn: values.statedOn, votes } }
}

function judgeDay(typed: string, today: string): PositionRefusals {
  const isDay = /^(19|20)\d{2}-\d{2}-\d{2}$/.test(typed) && new Date(`${typed}T00:00Z`).toJSON()?.startsWith(typed) === true
  if (!isDay) return { statedOn: 'date-unreadable' }
  return typed > today ? { statedOn: 'date-to-come' } : {}
}

/** All three numbers or none: whoever is not counted has not abstained. */
function readVotes({ yes, no, abstentions }: PositionValues): BodyPosition['votes'] | 'votes-unreadable' | 'votes-incomplete' {
  const typed = [yes, no, abstentions]
  if (typed.every(number => number === '')) return null
  if (typed.some(number => number !== '' && !(/^\d+$/.test(number) && Number(number) <= mostVotes))) return 'votes-unreadable'
  if (typed.includes('')) return 'votes-incomplete'
  return { yes: Number(yes), no: Number(no), abstentions: Number(abstentions) }
}
