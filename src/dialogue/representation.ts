import { wilsonLower } from './opinion-map.shares.ts'
import type { PopulationOfQuestion } from './population.ts'
import { type Answers, fewestEffective, type Margin, type RakingRefusal, rake } from './raking.ts'
import { visibleCounts } from './suppression.ts'
import { categoriesOf, type VoluntaryAnswers, type VoluntaryQuestion, type VoluntarySetup } from './voluntary.ts'

/** Somebody who took part: what they said of themselves, and their votes by place in the list of statements. */
export type Participant = { answers: VoluntaryAnswers; statements: Uint32Array; votes: Int8Array }

/** What may be published about who took part. No number in it tells of fewer than `fewest` people. */
export type Representation = { people: number; questions: RepresentedQuestion[]; weighted: Weighted }

/**
 * `told`: answers in the categories that are shown; `untold`: everybody else, who skipped the question or is in a category too small to
 * show. `isComplete`: no category is hidden, so `untold` are those who skipped.
 */
export type RepresentedQuestion = {
  question: VoluntaryQuestion
  told: number
  untold: number
  isComplete: boolean
  population: { source: string; asOf: string } | null
  categories: RepresentedCategory[]
}

/** Shares from 0 to 1. `count`, and with it share and interval, is null where it is not told; `population` where nobody has counted it. */
export type RepresentedCategory = {
  category: string
  count: number | null
  share: number | null
  interval: readonly [number, number] | null
  population: number | null
  /** fewer than the population has, beyond chance */
  isMissing: boolean
}

export type WeightedRefusal = RakingRefusal | { refusal: 'no-population' } | { refusal: 'category-too-small'; question: string }

export type Weighted =
  | WeightedRefusal
  | {
      questions: VoluntaryQuestion[]
      designEffect: number
      effectiveSample: number
      trimmed: number
      largestGap: number
      statements: WeightedStatement[]
    }

/** Agreement as a share of all answers, without weights and with them. */
export type WeightedStatement = { number: number; votes: number; plain: number; weighted: number }

/** z of a two-sided 95 % interval. */
const twoSided95 = 1.959963984540054

/** Who took part beside who lives in the town. `numbers`: the statements by their place. */
export function representationOf(
  people: readonly Participant[],
  setup: VoluntarySetup,
  population: readonly PopulationOfQuestion[],
  numbers: readonly number[],
  fewest: number,
): Representation {
  const questions = setup.questions.map(question => questionOf(people, question, categoriesOf(question, setup), population, fewest))
  return { people: people.length, questions, weighted: weightedOf(people, questions, numbers) }
}

function questionOf(
  people: readonly Participant[],
  question: VoluntaryQuestion,
  categories: readonly string[],
  population: readonly PopulationOfQuestion[],
  fewest: number,
): RepresentedQuestion {
  const counts = categories.map(category => people.filter(({ answers }) => answers[question] === category).length)
  const visible = visibleCounts(counts, fewest, people.length - sum(counts))
  const told = sum(counts.filter((_, index) => visible[index]))
  // Large counts are hidden with small ones only where hardly anybody skipped: then everybody is nearly everybody who answered.
  const isMoreHidden = counts.some((count, index) => count >= fewest && !visible[index])
  const base = isMoreHidden ? people.length : told
  // As large as a hidden group may be for all the page tells: what follows from it tells nothing new.
  const largestHidden = isMoreHidden ? people.length - told : fewest - 1
  const own = population.filter(row => row.question === question)
  const shareOf = sharesIn(own)
  return {
    question,
    told,
    untold: people.length - told,
    isComplete: visible.every(Boolean),
    population: own[0] ? { source: own[0].source, asOf: own[0].asOf } : null,
    categories: categories.map((category, index) => {
      const count = visible[index] ? counts[index]! : null
      const share = shareOf.get(category) ?? null
      return {
        category,
        count,
        share: count === null ? null : count / base,
        interval: count === null ? null : intervalOf(count, base),
        population: share,
        isMissing: told > 0 && share !== null && intervalOf(count ?? Math.min(largestHidden, base), base)[1] < share,
      }
    }),
  }
}

function sharesIn(rows: readonly PopulationOfQuestion[]): ReadonlyMap<string, number> {
  const total = sum(rows.map(row => row.count))
  return new Map(rows.map(({ category, count }) => [category, count / total]))
}

/** Two-sided 95 % interval of a share (Wilson 1927). */
const intervalOf = (hits: number, people: number) =>
  [wilsonLower(hits, people, twoSided95), 1 - wilsonLower(people - hits, people, twoSided95)] as const

function weightedOf(people: readonly Participant[], questions: readonly RepresentedQuestion[], numbers: readonly number[]): Weighted {
  const usable = questions.filter(({ population, told }) => population && told > 0)
  if (usable.length === 0) return { refusal: 'no-population' }
  const tooSmall = usable.find(({ categories }) => categories.some(({ population, count }) => population && count === null))
  if (tooSmall) return { refusal: 'category-too-small', question: tooSmall.question }
  const margins = usable.map(marginOf)
  const raked = rake(
    people.map(person => answersFor(person, margins)),
    margins,
  )
  if ('refusal' in raked) return raked
  const { weights, ...quality } = raked
  return { questions: usable.map(({ question }) => question), ...quality, statements: weightedStatements(people, weights, numbers) }
}

const marginOf = ({ question, categories }: RepresentedQuestion): Margin => ({
  question,
  shares: new Map(categories.flatMap(({ category, population }) => (population ? [[category, population]] : []))),
})

/** Whoever is in a category that the population's table does not have is not moved by it, as if they had skipped the question. */
const answersFor = ({ answers }: Participant, margins: readonly Margin[]): Answers =>
  margins.map(({ question, shares }) => {
    const answer = answers[question as VoluntaryQuestion]
    return answer !== undefined && shares.has(answer) ? answer : null
  })

/** Statements with so many votes that weights can be trusted; the others are left out. */
function weightedStatements(people: readonly Participant[], weights: Float64Array, numbers: readonly number[]): WeightedStatement[] {
  const tallies = numbers.map(() => ({ votes: 0, agree: 0, weight: 0, agreeing: 0 }))
  for (const [person, { statements, votes }] of people.entries())
    for (const [index, statement] of statements.entries()) {
      const tally = tallies[statement]!
      const agrees = votes[index] === 1 ? 1 : 0
      tally.votes++
      tally.agree += agrees
      tally.weight += weights[person]!
      tally.agreeing += agrees * weights[person]!
    }
  return tallies.flatMap(({ votes, agree, weight, agreeing }, place) =>
    votes < fewestEffective ? [] : [{ number: numbers[place]!, votes, plain: agree / votes, weighted: agreeing / weight }],
  )
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
