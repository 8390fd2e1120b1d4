import { canonicalVotes } from '../src/dialogue/opinion-map.canonical.ts'
import { constants } from '../src/dialogue/opinion-map.constants.ts'
import { kMeans } from '../src/dialogue/opinion-map.groups.ts'
import { predictedAnswers } from '../src/dialogue/opinion-map.prediction.ts'
import { randomStream } from '../src/dialogue/opinion-map.random.ts'
import { adjustedRandIndex } from '../src/dialogue/opinion-map.similarity.ts'
import { statementResults } from '../src/dialogue/opinion-map.statements.ts'
import { type OpinionMap, opinionMap, type VoteList } from '../src/dialogue/opinion-map.ts'
import { type Conversation, publishedConversations } from './conversations.ts'
import { continuum, oracle, plantedGroups, plantedMinority, reordered, shuffled, shuffledWithinStatements, without } from './planted.ts'
import type { Row } from './table.ts'

/**
 * What the opinion map says against what is true, on made votes and on the published conversations of at least 100 people: a row per
 * property. `npm run bench -- opinion-quality` runs all, `npm run bench -- opinion-quality:shuffled` one.
 */
export async function benchOpinionQuality(only?: string): Promise<Row[]> {
  const conversations = (await publishedConversations()).filter(({ votes }) => votes.participantIds.length >= 100)
  if (only && !(only in properties)) throw new Error(`There is no property ${only}; there are ${Object.keys(properties).join(', ')}`)
  const rows: Row[] = []
  for (const [name, property] of Object.entries(properties)) {
    if (only && name !== only) continue
    const begun = performance.now()
    const found = property(conversations)
    rows.push(...found.map(row => ({ property: name, ...row })))
    process.stderr.write(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
  }
  return rows
}

type Finding = { what: string; reached: string; 'must reach': string; holds: string; peers: string; detail: string }

const properties: Record<string, (conversations: Conversation[]) => Finding[]> = {
  order: sameInAnyOrder,
  dropped: alikeWithFewerVotes,
  shuffled: silentOnShuffledVotes,
  planted: plantedGroupsFound,
  'two-three': fewGroupsFound,
  continuum: continuaLeftAlone,
  prediction: hiddenVotesPredicted,
  minority: minorityFound,
  characteristic: falseDiscoveries,
  activity: activityIsNotOpinion,
  unites: consensusRestsOnVotes,
}

const noConversations: Finding = {
  what: 'published conversations',
  reached: 'SKIPPED',
  'must reach': '',
  holds: '',
  peers: '',
  detail: 'no conversations there (LEITBILD_SHARED_DATA names their folder)',
}

// ── Order ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function sameInAnyOrder(conversations: Conversation[]): Finding[] {
  const made = { name: 'made', votes: plantedGroups([0.6, 0.4], 2, { people: 500, statements: 60, answers: 25, seed: 1 }).votes }
  const same = [...conversations, made].map(({ name, votes }) => {
    const expected = byId(votes)
    return { name, share: mean(seeds(4).map(seed => (byId(reordered(votes, seed)) === expected ? 1 : 0))) }
  })
  return [finding('same bytes in another order', mean(same.map(each => each.share)), { atLeast: 1 }, 'ARI .70–.73', perName(same))]
}

/** The map with ids in the place of indexes, people and statements sorted by id. */
function byId(votes: VoteList): string {
  const map = opinionMap(votes)
  const id = (statement: number) => votes.statementIds[statement]!
  const named = <T extends { statement: number }>(found: readonly T[]) => found.map(one => ({ ...one, statement: id(one.statement) }))
  const people = [...votes.participantIds.keys()].sort((a, b) => (votes.participantIds[a]! < votes.participantIds[b]! ? -1 : 1))
  return JSON.stringify({
    ...map,
    groups: map.groups.map(group => ({ ...group, statements: named(group.statements) })),
    axes: map.axes.map(axis => ({ ...axis, statements: named(axis.statements) })),
    statements: named(map.statements).sort((a, b) => (a.statement < b.statement ? -1 : 1)),
    assignments: people.map(person => map.assignments[person]),
    positions: people.map(person => map.positions[person]),
    consensus: map.consensus.map(id),
    jointlyRejected: map.jointlyRejected.map(id),
    contested: map.contested.map(id),
  })
}

// ── A tenth of the votes less ───────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Where a map with fewer votes has groups and the whole one has none, or the other way round, everybody of one map is in one group and
 * the index is 0: a change of k counts. Where neither has groups there is nothing to compare.
 */
function alikeWithFewerVotes(conversations: Conversation[]): Finding[] {
  if (conversations.length === 0) return [noConversations]
  const drops = conversations.map(({ name, votes }) => {
    const whole = opinionMap(votes)
    const fewer = seeds(10).map(seed => opinionMap(without(votes, 0.1, seed).kept))
    const compared = fewer.filter(map => map.k > 1 || whole.k > 1).map(map => similarityOf(map.assignments, whole.assignments))
    return { name, k: whole.k, changed: fewer.filter(map => map.k !== whole.k).length, share: compared.length ? mean(compared) : undefined }
  })
  const withGroups = drops.filter(each => each.share !== undefined)
  const detail = drops.map(
    ({ name, k, changed, share }) =>
      `${shortened(name)} k ${k}, changed ${changed}/10${share === undefined ? '' : `, ARI ${decimals(share)}`}`,
  )
  const all = drops.map(({ share, changed }) => share ?? 1 - changed / 10)
  return [
    withGroups.length
      ? finding(
          '10 % dropped: mean ARI where groups',
          mean(withGroups.map(each => each.share!)),
          { atLeast: 0.9 },
          '.72',
          detail.join('; '),
        )
      : {
          ...noConversations,
          what: '10 % dropped',
          reached: 'no groups in any',
          'must reach': '≥ .90',
          peers: '.72',
          detail: detail.join('; '),
        },
    finding('  no groups again counted as 1', mean(all), { atLeast: 0.9 }, '.72', ''),
  ]
}

// ── Shuffled ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function silentOnShuffledVotes(conversations: Conversation[]): Finding[] {
  if (conversations.length === 0) return [noConversations]
  const silent = conversations.map(({ name, votes }) => ({
    name,
    share: mean(seeds(20).map(seed => (opinionMap(shuffledWithinStatements(votes, seed)).k === 1 ? 1 : 0))),
  }))
  return [finding('shuffled: no stable groups', mean(silent.map(each => each.share)), { atLeast: 0.95 }, 'never', perName(silent))]
}

// ── Planted ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function plantedGroupsFound(): Finding[] {
  const shares = [0.4, 0.3, 0.2, 0.1]
  const runs = seeds(5).map(seed => {
    const planted = plantedGroups(shares, 1.2, { people: 10_000, statements: 200, answers: 30, seed })
    const map = opinionMap(planted.votes)
    const best = similarityOf(onlyMapped(map, oracle(planted, shares)), planted.truth)
    return { k: map.k, own: similarityOf(map.assignments, planted.truth), best }
  })
  const share = mean(runs.map(({ own, best }) => own / best))
  const detail = runs.map(({ k, own, best }) => `k ${k}, ARI ${decimals(own)} of ${decimals(best)}`).join('; ')
  return [finding('4 groups, 10,000 × 200: share of the oracle', share, { atLeast: 0.9 }, '.71', detail)]
}

function fewGroupsFound(): Finding[] {
  const sizes = { people: 600, statements: 80, answers: 35 }
  return [
    [0.6, 0.4],
    [0.4, 0.35, 0.25],
  ].map(shares => {
    const runs = seeds(10).map(seed => {
      const { votes, truth } = plantedGroups(shares, 2, { ...sizes, seed })
      const map = opinionMap(votes)
      return { isFound: map.k === shares.length, k: map.k, ari: similarityOf(map.assignments, truth) }
    })
    const found = mean(runs.map(({ isFound }) => (isFound ? 1 : 0)))
    const detail = `mean ARI ${decimals(mean(runs.map(({ ari }) => ari)))}; k ${runs.map(({ k }) => k).join(' ')}`
    return finding(`${shares.length} well separated groups: k found`, found, { atLeast: 0.95 }, '–', detail)
  })
}

function continuaLeftAlone(): Finding[] {
  return (['bell', 'even'] as const).map(place => {
    const runs = seeds(10).map(seed => opinionMap(continuum(place, { people: 600, statements: 80, answers: 35, seed })).k)
    const silent = mean(runs.map(k => (k === 1 ? 1 : 0)))
    return finding(`one continuum (${place}): no stable groups`, silent, { atLeast: 0.95 }, 'never', `k ${runs.join(' ')}`)
  })
}

// ── Prediction ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Predictor = (votes: VoteList) => (person: number, statement: number) => number

const byFactors: Predictor = votes => {
  const { matrix, participantAt, statementAt } = canonicalVotes(votes)
  const [row, column] = [inverse(participantAt), inverse(statementAt)]
  const predicted = predictedAnswers(matrix)
  return (person, statement) => predicted(row[person]!, column[statement]!)
}

const byMajority: Predictor = votes => {
  const lead = new Float64Array(votes.statementIds.length)
  votes.answer.forEach((answer, vote) => {
    lead[votes.statement[vote]!]! += answer
  })
  return (_, statement) => lead[statement]!
}

/** The share of hidden votes for or against whose side is predicted; passing takes no side. With passes .811 could not be reached. */
function hiddenVotesPredicted(conversations: Conversation[]): Finding[] {
  if (conversations.length === 0) return [noConversations]
  const accuracy = (predictor: Predictor, of: typeof sidesRight) =>
    conversations.map(({ name, votes }) => ({
      name,
      share: mean(
        seeds(5).map(seed => {
          const { kept, leftOut } = without(votes, 0.1, seed)
          return of(predictor(kept), votes, leftOut)
        }),
      ),
    }))
  const sides = accuracy(byFactors, sidesRight)
  const majority = accuracy(byMajority, sidesRight)
  const three = accuracy(byFactors, answersRight)
  return [
    finding('10 % hidden: side of votes for or against', mean(sides.map(each => each.share)), { atLeast: 0.83 }, '.811', perName(sides)),
    told('  majority of each statement', mean(majority.map(each => each.share)), perName(majority)),
    told('  passes too, as a third answer', mean(three.map(each => each.share)), perName(three)),
  ]
}

function sidesRight(predicted: ReturnType<Predictor>, votes: VoteList, hidden: readonly number[]): number {
  const sided = hidden.filter(vote => votes.answer[vote] !== 0)
  return mean(sided.map(vote => (predicted(votes.participant[vote]!, votes.statement[vote]!) >= 0 === votes.answer[vote]! > 0 ? 1 : 0)))
}

/** Answers nearer to 0 than this are called passes. */
const undecided = 0.1

function answersRight(predicted: ReturnType<Predictor>, votes: VoteList, hidden: readonly number[]): number {
  return mean(
    hidden.map(vote => {
      const expected = predicted(votes.participant[vote]!, votes.statement[vote]!)
      const answer = Math.abs(expected) < undecided ? 0 : Math.sign(expected)
      return answer === votes.answer[vote] ? 1 : 0
    }),
  )
}

// ── Minority ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function minorityFound(): Finding[] {
  return [1.5, 2, 3, 4].map(shift => {
    const runs = seeds(5).map(seed => {
      const planted = plantedMinority(0.05, shift, { people: 1000, statements: 100, answers: 40, seed })
      const map = opinionMap(planted.votes)
      return {
        k: map.k,
        found: bestF1(groupsFound(map), planted.truth),
        best: bestF1([membersOf(oracle(planted, [0.95, 0.05]))], planted.truth),
      }
    })
    const detail = `oracle ${decimals(mean(runs.map(({ best }) => best)))}; k ${runs.map(({ k }) => k).join(' ')}`
    const found = mean(runs.map(run => run.found))
    const what = `5 % minority, shift ±${shift} on half of the statements: F1`
    return shift === distinct ? finding(what, found, { atLeast: 0.6 }, '.29', detail) : told(what, found, detail)
  })
}

/** Odds of 20 to 1 where the others are even: sharply distinct. */
const distinct = 3

/** Everybody whom the map puts together. */
function groupsFound(map: OpinionMap): Set<number>[] {
  if (map.k === 1) return []
  return map.groups.map(({ id }) => new Set(map.assignments.flatMap((group, person) => (group === id ? [person] : []))))
}

const membersOf = (groups: Uint8Array) => new Set(Array.from(groups.keys()).filter(person => groups[person] === 1))

function bestF1(found: readonly Set<number>[], truth: Uint8Array): number {
  const real = membersOf(truth)
  return Math.max(
    0,
    ...found.map(group => (2 * [...group].filter(person => real.has(person)).length) / Math.max(1, group.size + real.size)),
  )
}

// ── Statements ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Labels dealt anew to the same people, 20 times: how many statements are called characteristic, for each that is with the real labels. */
function falseDiscoveries(conversations: Conversation[]): Finding[] {
  const planted = plantedGroups([0.4, 0.3, 0.2, 0.1], 1.2, { people: 1000, statements: 100, answers: 40, seed: 1 })
  const made = calledCharacteristic('planted', planted.votes, planted.truth, 4)
  const real = conversations.flatMap(({ name, votes }) => {
    const map = opinionMap(votes)
    const own = map.k > 1 ? [calledCharacteristic(`${name} (groups)`, votes, labelsOf(map.assignments), map.k)] : []
    return [...own, ...[2, 3].map(k => calledCharacteristic(`${name} (k-means ${k})`, votes, camps(map, k), k))]
  })
  const all = [made, ...real]
  const worst = Math.max(...all.map(({ share }) => share))
  const detail = `worst ${decimals(worst)}; ${all.map(({ name, right }) => `${shortened(name)} ${right}`).join(', ')} with the real labels`
  return [finding('random labels: characteristic, share of real', mean(all.map(({ share }) => share)), { atMost: 0.05 }, '.22', detail)]
}

function calledCharacteristic(
  name: string,
  votes: VoteList,
  labels: Uint8Array,
  k: number,
): { name: string; right: number; share: number } {
  const { matrix, participantAt } = canonicalVotes(votes)
  const labelled = Array.from(labels.keys()).filter(person => labels[person] !== noLabel)
  const called = (labels: Uint8Array) => {
    const groupOf = Uint8Array.from(participantAt, person => labels[person]!)
    return statementResults(matrix, groupOf, k).characteristic.reduce((sum, found) => sum + found.length, 0)
  }
  const wrong = seeds(20).map(seed => {
    const dealt = shuffled(labelled, randomStream(seed, 21))
    const anew = labels.slice()
    labelled.forEach((person, place) => {
      anew[person] = labels[dealt[place]!]!
    })
    return called(anew)
  })
  const right = called(labels)
  return { name, right, share: mean(wrong) / Math.max(1, right) }
}

const noLabel = 255
const labelsOf = (assignments: OpinionMap['assignments']) => Uint8Array.from(assignments, group => group ?? noLabel)

/** Camps where the map may see none: k-means of the positions, as the peers do. */
function camps({ positions }: OpinionMap, k: number): Uint8Array {
  const mapped = positions.flatMap((position, person) => (position === null ? [] : [{ position, person }]))
  const at = Float64Array.from(mapped.flatMap(({ position }) => position))
  const { of } = kMeans(
    { axes: 2, at, certainty: new Float64Array(mapped.length) },
    new Float64Array(mapped.length).fill(1),
    k,
    randomStream(1, k),
  )
  const labels = new Uint8Array(positions.length).fill(noLabel)
  mapped.forEach(({ person }, place) => {
    labels[person] = of[place]!
  })
  return labels
}

// ── Activity ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function activityIsNotOpinion(conversations: Conversation[]): Finding[] {
  if (conversations.length === 0) return [noConversations]
  const correlated = conversations.map(({ name, votes }) => ({ name, share: activityCorrelation(votes) }))
  const reached = mean(correlated.map(each => each.share))
  return [
    finding('votes cast and distance from the centre: rank correlation', reached, { atMost: 0.3 }, '> .5 in 11 of 17', perName(correlated)),
  ]
}

function activityCorrelation(votes: VoteList): number {
  const { positions } = opinionMap(votes)
  const cast = new Float64Array(votes.participantIds.length)
  for (const person of votes.participant) cast[person]!++
  const mapped = positions.flatMap((position, person) => (position ? [{ x: position[0], y: position[1], cast: cast[person]! }] : []))
  const [x, y] = [mean(mapped.map(each => each.x)), mean(mapped.map(each => each.y))]
  return rankCorrelation(
    mapped.map(each => each.cast),
    mapped.map(each => Math.hypot(each.x - x, each.y - y)),
  )
}

/** Spearman, equal values sharing their mean rank. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [ranks(a), ranks(b)]
  const [middle, other] = [mean(left), mean(right)]
  let [together, own, others] = [0, 0, 0]
  left.forEach((rank, i) => {
    together += (rank - middle) * (right[i]! - other)
    own += (rank - middle) ** 2
    others += (right[i]! - other) ** 2
  })
  return together / Math.sqrt(own * others)
}

function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!)
  const rank = new Array<number>(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++
    for (let place = from; place <= to; place++) rank[order[place]!] = (from + to) / 2
    from = to + 1
  }
  return rank
}

// ── What unites ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Counted anew from the votes and the groups, so that the map is not its own witness. */
function consensusRestsOnVotes(conversations: Conversation[]): Finding[] {
  const made = seeds(3).map(seed => ({
    name: `planted ${seed}`,
    votes: plantedGroups([0.5, 0.3, 0.2], 2, { people: 300, statements: 150, answers: 30, seed }).votes,
  }))
  const counted = [...conversations, ...made].map(({ name, votes }) => {
    const map = opinionMap(votes)
    const shown = [...map.consensus, ...map.jointlyRejected]
    const thin = shown.filter(statement => fewestVotesOf(map, votes, statement) < constants.fewestVotesInGroup)
    return { name, shown: shown.length, thin: thin.length }
  })
  const [shown, thin] = [total(counted.map(each => each.shown)), total(counted.map(each => each.thin))]
  const detail = counted.map(each => `${shortened(each.name)} ${each.shown - each.thin}/${each.shown}`).join(', ')
  const what = `what unites rests on ${constants.fewestVotesInGroup} votes in each group (${shown} statements)`
  return [finding(what, shown ? 1 - thin / shown : 1, { atLeast: 1 }, '.80 (68 of 85)', detail)]
}

function fewestVotesOf(map: OpinionMap, votes: VoteList, statement: number): number {
  const perGroup = new Array<number>(map.k).fill(0)
  votes.statement.forEach((each, vote) => {
    const group = map.k === 1 ? 0 : map.assignments[votes.participant[vote]!]!
    if (each === statement && group !== null) perGroup[group]!++
  })
  return Math.min(...perGroup)
}

// ── Figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Goal = { atLeast: number } | { atMost: number }

function finding(what: string, reached: number, goal: Goal, peers: string, detail: string): Finding {
  const holds = 'atLeast' in goal ? reached >= goal.atLeast : reached <= goal.atMost
  const mustReach = 'atLeast' in goal ? `≥ ${decimals(goal.atLeast)}` : `≤ ${decimals(goal.atMost)}`
  return { what, reached: decimals(reached), 'must reach': mustReach, holds: holds ? 'yes' : 'NO', peers, detail }
}

/** A figure beside a finding, without a goal of its own. */
const told = (what: string, reached: number, detail: string): Finding => ({
  what,
  reached: decimals(reached),
  'must reach': '',
  holds: '',
  peers: '',
  detail,
})

/** Over the people who are in both. */
function similarityOf(a: ArrayLike<number | null>, b: ArrayLike<number | null>): number {
  const both = Array.from({ length: a.length }, (_, person) => person).filter(person => a[person] !== null && b[person] !== null)
  return adjustedRandIndex(
    Uint8Array.from(both, person => a[person]!),
    Uint8Array.from(both, person => b[person]!),
  )
}

const onlyMapped = (map: OpinionMap, groups: Uint8Array) =>
  map.assignments.map((group, person) => (group === null ? null : groups[person]!))

function inverse(order: Uint32Array): Uint32Array {
  const rank = new Uint32Array(order.length)
  order.forEach((from, to) => {
    rank[from] = to
  })
  return rank
}

const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
const mean = (values: readonly number[]) => total(values) / values.length
const decimals = (value: number) => value.toFixed(3)
const shortened = (name: string) => name.replace(/-.*?(?= |$)/, '')
const perName = (all: readonly { name: string; share: number }[]) =>
  all.map(({ name, share }) => `${shortened(name)} ${decimals(share)}`).join(', ')
