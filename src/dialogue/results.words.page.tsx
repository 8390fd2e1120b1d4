import type { GroupRef, Share } from '#platform/web'
import type { OpinionPicture } from './opinion-picture.ts'
import { paths } from './paths.ts'
import { constantsOf, type ResultGroup, type Results, type Shares, type StatementOutcome } from './results.ts'
import type { View } from './results.view.ts'
import { spoken, Words } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'

// What the parts of the results page share: where they stand, and how they say things.

export type Report = { results: Results; picture: OpinionPicture | undefined; view: View }
export type PartProps = { c: DialogueContext; report: Report }

export const sections = {
  unites: 'verbindet',
  contested: 'umstritten',
  groups: 'gruppen',
  unclear: 'unklar',
  participation: 'beteiligung',
  'all-statements': 'aussagen',
  methods: 'rechnung',
} as const

/** Where the page on the method says what the words mean. */
export const words = 'woerter'

export const at = (c: DialogueContext) => ({ town: c.var.municipality.slug, dialogue: c.var.agenda.dialogue.slug })
export const anchorOf = ({ number }: Pick<StatementOutcome, 'number'>) => `aussage-${number}`

export const viewAddress = (c: DialogueContext, { filter, order }: View) =>
  `${paths.results.to(at(c), { zeige: filter === 'alle' ? undefined : filter, nach: order === 'nummer' ? undefined : order })}#${sections['all-statements']}`

/** The place of a statement, whatever was filtered. */
export const statementAddress = (c: DialogueContext, statement: Pick<StatementOutcome, 'number'>) =>
  `${paths.results.to(at(c))}#${anchorOf(statement)}`

export const numberIn = (c: DialogueContext, count: number) => new Intl.NumberFormat(c.var.language.code).format(count)

export const listIn = (c: DialogueContext, parts: readonly string[]) =>
  new Intl.ListFormat(c.var.language.code, { type: 'conjunction' }).format(parts)

export function votesIn(c: DialogueContext, { participation: { votes } }: Results): string {
  return votes.isAtLeast ? c.var.t('dialogue.results.votes-at-least', { count: votes.count }) : numberIn(c, votes.count)
}

/** The one sentence that says how sure the map is. */
export function certaintyIn(c: DialogueContext, { certainty, groups, basis, participation }: Results): string {
  return c.var.t(`dialogue.results.certainty.${certainty}`, {
    groups: groups.length,
    fewest: 2 * constantsOf(basis).smallestGroup,
    answers: answersToBeMapped(basis, participation.statements),
  })
}

export const answersToBeMapped = (basis: Results['basis'], statements: number) =>
  Math.max(1, Math.min(constantsOf(basis).votesToBeMapped, statements))

export const refOf = (c: DialogueContext, { colour, letter }: ResultGroup): GroupRef => ({
  number: colour,
  letter,
  name: c.var.t('dialogue.results.group', { letter }),
})

export function sharesOf(c: DialogueContext, shares: Shares): Share[] {
  const percent = new Intl.NumberFormat(c.var.language.code, { style: 'percent', maximumFractionDigits: 0 })
  return (['agree', 'disagree', 'pass'] as const).map(kind => ({
    kind,
    share: shares[kind] / 100,
    label: c.var.t(`dialogue.results.${kind}`),
    value: percent.format(shares[kind] / 100),
  }))
}

export const Quoted = ({ c, statement }: { c: DialogueContext; statement: StatementOutcome }) => (
  <a href={statementAddress(c, statement)}>
    <Words {...spoken(c, statement)} />
  </a>
)
