import { constants } from '../src/dialogue/opinion-map.constants.ts'
import { kMeans } from '../src/dialogue/opinion-map.groups.ts'
import { predictedAnswers } from '../src/dialogue/opinion-map.prediction.ts'
import { randomStream } from '../src/dialogue/opinion-map.random.ts'
import { type OpinionMap, opinionMap, type VoteList } from '../src/dialogue/opinion-map.ts'
import { byId, matrixOf, reordered, shuffledWithinStatements, without } from './changed-votes.ts'
import { type Conversation, publishedConversations } from './conversations.ts'
import {
  type Assignments,
  activityCorrelation,
  bestF1,
  calledCharacteristic,
  mean,
  seeds,
  similarityOf,
  thinConsensus,
  total,
} from './measures.ts'
import { continuum, oracle, plantedGroups, plantedMinority } from './planted.ts'
import { peerMap } from './polis.peer.ts'
import type { Row } from './table.ts'

/**
 * What the opinion map says against what is true, on made votes and on the published conversations of at least 100 people: a row per
 * property. `npm run bench -- opinion-quality` runs all, `npm run bench -- opinion-quality:shuffled` one. `peers` are published figures;
 * `rebuilt` is what the recipe of Pol.is gives on the very votes of the row.
 */
export async function benchOpinionQuality(only?: string): Promise<Row[]> {
  const conversations = (await publishedConversations()).filter(({ votes }) => votes.participantIds.length >= 100)
  if (only && !(only in properties)) throw new Error(`There is no property ${only}; there are ${Object.keys(properties).join(', ')}`)
  const rows: Row[] = []
  for (const [name, property] of Object.entries(properties)) {
    if (only && name !== only) continue
    const begun = performance.now()
    const found = needsConversations.has(name) && conversations.length === 0 ? [skipped] : property(conversations)
    rows.push(...found.map(row => ({ property: name, ...row })))
    process.stderr.write(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
  }
  return rows
}

type Finding = { what: string; reached: string; 'must reach': string; holds: string; peers: string; rebuilt: string; detail: string }

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

const needsConversations = new Set(['dropped', 'shuffled', 'prediction', 'activity'])

// ── Order ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function sameInAnyOrder(conversations: Conversation[]): Finding[] {
  const made = { name: 'made', votes: plantedGroups([0.6, 0.4], 2, { people: 500, statements: 60, answers: 25, seed: 1 }).votes }
  const same = [...conversations, made].map(({ name, votes }) => {
    const expected = byId(opinionMap(votes), votes)
    const orders = seeds(4).map(seed => reordered(votes, seed))
    return { name, value: mean(orders.map(other => (byId(opinionMap(other), other) === expected ? 1 : 0))) }
  })
  return [finding('same bytes in another order', same, { atLeast: 1 }, 'ARI .70–.73')]
}

// ── A tenth of the votes less ───────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Where one of two maps has groups and the other none, everybody of the other is in one group and the index is 0: a change of k counts.
 * Where neither has groups there is nothing to compare: such conversations are left out of the first row and count as 1 in the second.
 */
function alikeWithFewerVotes(conversations: Conversation[]): Finding[] {
  const drops = conversations.map(({ name, votes }) => {
    const whole = opinionMap(votes)
    const fewer = seeds(10).map(seed => opinionMap(without(votes, 0.1, seed).kept))
    const compared = fewer
      .filter(map => map.k > 1 || whole.k > 1)
      .map(map => (map.k === 1 || whole.k === 1 ? 0 : similarityOf(map.assignments, whole.assignments)))
    return { name, k: whole.k, ks: fewer.map(map => map.k).join(''), compared, silent: fewer.length - compared.length }
  })
  const grouped = drops.filter(each => each.compared.length > 0).map(({ name, compared }) => ({ name, value: mean(compared) }))
  const all = drops.map(({ name, compared, silent }) => ({ name, value: (total(compared) + silent) / (compared.length + silent) }))
  const rebuilt = decimals(
    mean(
      conversations.map(({ votes }) =>
        mean(seeds(3).map(seed => similarityOf(peerMap(votes).assignments, peerMap(without(votes, 0.1, seed).kept).assignments))),
      ),
    ),
  )
  const ks = drops.map(({ name, k, ks }) => `${shortened(name)} k ${k} then ${ks}`).join(', ')
  const goal = { atLeast: 0.9 }
  const what = '10 % dropped: mean ARI where there are groups'
  return [
    grouped.length
      ? { ...finding(what, grouped, goal, '.72', rebuilt), detail: `${perName(grouped)}; ${ks}` }
      : { ...skipped, what, reached: 'no groups', 'must reach': '≥ .90', peers: '.72', rebuilt, detail: ks },
    finding('  the same, no groups again counted as 1', all, goal, '.72', rebuilt),
  ]
}

// ── Shuffled ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function silentOnShuffledVotes(conversations: Conversation[]): Finding[] {
  const silent = conversations.map(({ name, votes }) => ({
    name,
    value: mean(seeds(20).map(seed => (opinionMap(shuffledWithinStatements(votes, seed)).k === 1 ? 1 : 0))),
  }))
  return [finding('shuffled within statements: no stable groups', silent, { atLeast: 0.95 }, 'never')]
}

// ── Planted ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function plantedGroupsFound(): Finding[] {
  const shares = [0.4, 0.3, 0.2, 0.1]
  const runs = seeds(5).map(seed => {
    const planted = plantedGroups(shares, 1.2, { people: 10_000, statements: 200, answers: 30, seed })
    const truth = Array.from(planted.truth)
    const { k, assignments } = opinionMap(planted.votes)
    const guess = oracle(planted, shares)
    const best = similarityOf(
      assignments.map((group, person) => (group === null ? null : guess[person]!)),
      truth,
    )
    return { k, own: similarityOf(assignments, truth), best, peer: similarityOf(peerMap(planted.votes).assignments, truth) }
  })
  const share = runs.map(({ k, own, best }, i) => ({ name: `seed ${i + 1} (k ${k}, oracle ${decimals(best)})`, value: own / best }))
  const rebuilt = decimals(mean(runs.map(({ peer, best }) => peer / best)))
  return [finding('4 groups, 10,000 × 200: ARI as share of the oracle’s', share, { atLeast: 0.9 }, '.71', rebuilt)]
}

function fewGroupsFound(): Finding[] {
  return [
    [0.6, 0.4],
    [0.4, 0.35, 0.25],
  ].map(shares => {
    const runs = seeds(10).map(seed => {
      const { votes, truth } = plantedGroups(shares, 2, { people: 600, statements: 80, answers: 35, seed })
      const { k, assignments } = opinionMap(votes)
      return { name: `k ${k}`, value: k === shares.length ? 1 : 0, ari: similarityOf(assignments, Array.from(truth)) }
    })
    const found = finding(`${shares.length} well separated groups: k found`, runs, { atLeast: 0.9 }, '–')
    return { ...found, detail: `mean ARI ${decimals(mean(runs.map(({ ari }) => ari)))}; ${runs.map(({ name }) => name).join(', ')}` }
  })
}

function continuaLeftAlone(): Finding[] {
  return (['bell', 'even'] as const).map(place => {
    const ks = seeds(20).map(seed => opinionMap(continuum(place, { people: 600, statements: 80, answers: 35, seed })).k)
    const silent = ks.map((k, i) => ({ name: `seed ${i + 1}`, value: k === 1 ? 1 : 0 }))
    return { ...finding(`one continuum (${place}): no stable groups`, silent, { atLeast: 0.95 }, 'never'), detail: `k ${ks.join('')}` }
  })
}

// ── Prediction ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Answers somebody is expected to give: their sign is the side. */
type Predictor = (votes: VoteList) => (person: number, statement: number) => number

const byFactors: Predictor = votes => predictedAnswers(matrixOf(votes))

const byMajority: Predictor = votes => {
  const lead = leads(votes, () => 0, 1)
  return (_, statement) => lead[statement]!
}

/** The majority of one's group, as Pol.is would have it. */
const byPeerGroups: Predictor = votes => {
  const { k, assignments } = peerMap(votes)
  const groupOf = (person: number) => assignments[person] ?? k
  const lead = leads(votes, groupOf, k + 1)
  return (person, statement) => lead[groupOf(person) * votes.statementIds.length + statement]!
}

function leads(votes: VoteList, groupOf: (person: number) => number, groups: number): Float64Array {
  const lead = new Float64Array(groups * votes.statementIds.length)
  votes.answer.forEach((answer, vote) => {
    lead[groupOf(votes.participant[vote]!) * votes.statementIds.length + votes.statement[vote]!]! += answer
  })
  return lead
}

/** Hidden votes for or against whose side is predicted; passing takes no side. With passes as a third answer nobody reaches .83. */
function hiddenVotesPredicted(conversations: Conversation[]): Finding[] {
  const accuracy = (predictor: Predictor, of: typeof sidesRight) =>
    conversations.map(({ name, votes }) => ({
      name,
      value: mean(
        seeds(5).map(seed => {
          const { kept, leftOut } = without(votes, 0.1, seed)
          return of(predictor(kept), votes, leftOut)
        }),
      ),
    }))
  const peer = decimals(mean(accuracy(byPeerGroups, sidesRight).map(({ value }) => value)))
  return [
    finding('10 % hidden: side of votes for or against', accuracy(byFactors, sidesRight), { atLeast: 0.83 }, '.811', peer),
    told('  majority of each statement', accuracy(byMajority, sidesRight)),
    told('  with passes as a third answer', accuracy(byFactors, answersRight)),
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
      return (Math.abs(expected) < undecided ? 0 : Math.sign(expected)) === votes.answer[vote] ? 1 : 0
    }),
  )
}

// ── Minority ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Odds of 20 to 1 where the others are even: sharply distinct. */
const distinct = 3

function minorityFound(): Finding[] {
  return [1.5, 2, 2.5, distinct, 4].map(shift => {
    const runs = seeds(5).map(seed => {
      const planted = plantedMinority(0.05, shift, { people: 1000, statements: 100, answers: 40, seed })
      const isMeant = (person: number) => planted.truth[person] === 1
      const map = opinionMap(planted.votes)
      return {
        name: `k ${map.k}`,
        value: bestF1(map.assignments, isMeant),
        peer: bestF1(peerMap(planted.votes).assignments, isMeant),
        best: bestF1(Array.from(oracle(planted, [0.95, 0.05])), isMeant),
      }
    })
    const what = `5 % minority, shift ±${shift} on half of the statements: F1`
    const rebuilt = decimals(mean(runs.map(({ peer }) => peer)))
    const row = shift === distinct ? finding(what, runs, { atLeast: 0.6 }, '.29', rebuilt) : { ...told(what, runs), rebuilt }
    return { ...row, detail: `oracle ${decimals(mean(runs.map(({ best }) => best)))}; ${perName(runs)}` }
  })
}

// ── Statements ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Labels dealt anew to the same people: what is still called characteristic, as a share of what is with the real labels. */
function falseDiscoveries(conversations: Conversation[]): Finding[] {
  const planted = plantedGroups([0.4, 0.3, 0.2, 0.1], 1.2, { people: 1000, statements: 100, answers: 40, seed: 1 })
  const made = { name: 'planted', votes: planted.votes, groups: Array.from(planted.truth) as Assignments, k: 4 }
  const real = conversations.flatMap(({ name, votes }) => {
    const map = opinionMap(votes)
    const own = map.k > 1 ? [{ name: `${name} (groups)`, votes, groups: map.assignments as Assignments, k: map.k }] : []
    return [...own, ...[2, 3].map(k => ({ name: `${name} (${k} camps)`, votes, groups: camps(map, k), k }))]
  })
  const called = [made, ...real].map(({ name, votes, groups, k }) => {
    const { right, wrong } = calledCharacteristic(votes, groups, k)
    return { name: `${shortened(name)} ${decimals(wrong)} for ${right}:`, value: wrong / Math.max(1, right) }
  })
  return [finding('random labels: called characteristic, share of real', called, { atMost: 0.05 }, '.22')]
}

/** Camps where the map may see none: k-means of the places, as the peers do. */
function camps({ positions }: OpinionMap, k: number): Assignments {
  const mapped = positions.flatMap((place, person) => (place === null ? [] : [{ place, person }]))
  const at = Float64Array.from(mapped.flatMap(({ place }) => place))
  const even = new Float64Array(mapped.length).fill(1)
  const { of } = kMeans({ axes: 2, at, certainty: even }, even, k, randomStream(1, k))
  const groups = new Array<number | null>(positions.length).fill(null)
  mapped.forEach(({ person }, row) => {
    groups[person] = of[row]!
  })
  return groups
}

// ── Activity ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function activityIsNotOpinion(conversations: Conversation[]): Finding[] {
  const correlated = conversations.map(({ name, votes }) => ({ name, value: activityCorrelation(opinionMap(votes).positions, votes) }))
  const peer = conversations.map(({ votes }) => activityCorrelation(peerMap(votes).positions, votes))
  return [
    finding('votes cast and distance from the centre: rank correlation', correlated, { atMost: 0.3 }, 'up to .76', decimals(mean(peer))),
  ]
}

// ── What unites ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function consensusRestsOnVotes(conversations: Conversation[]): Finding[] {
  const made = seeds(3).map(seed => ({
    name: `planted ${seed}`,
    votes: plantedGroups([0.6, 0.3, 0.1], 3, { people: 500, statements: 200, answers: 40, seed, isUneven: true }).votes,
  }))
  const counted = [...conversations, ...made].map(({ name, votes }) => {
    const map = opinionMap(votes)
    const { shown, thin } = thinConsensus(map, votes)
    return { name: `${shortened(name)} (k ${map.k}) ${shown - thin} of ${shown}:`, value: shown ? 1 - thin / shown : 1 }
  })
  return [finding(`what unites rests on ${constants.fewestVotesInGroup} votes in each group`, counted, { atLeast: 1 }, '.80 (68 of 85)')]
}

// ── Figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Goal = { atLeast: number } | { atMost: number }
type Measured = { name: string; value: number }

const skipped: Finding = {
  what: 'published conversations',
  reached: 'SKIPPED',
  'must reach': '',
  holds: '',
  peers: '',
  rebuilt: '',
  detail: 'no conversations there (LEITBILD_SHARED_DATA names their folder)',
}

function finding(what: string, measured: readonly Measured[], goal: Goal, peers: string, rebuilt = ''): Finding {
  const reached = mean(measured.map(({ value }) => value))
  const holds = 'atLeast' in goal ? reached >= goal.atLeast : reached <= goal.atMost
  const mustReach = 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`
  return {
    what,
    reached: decimals(reached),
    'must reach': mustReach,
    holds: holds ? 'yes' : 'NO',
    peers,
    rebuilt,
    detail: perName(measured),
  }
}

/** A figure beside a finding, without a goal of its own. */
const told = (what: string, measured: readonly Measured[]): Finding => ({
  ...skipped,
  what,
  reached: decimals(mean(measured.map(({ value }) => value))),
  detail: perName(measured),
})

const decimals = (value: number) => value.toFixed(3)
const shortened = (name: string) => name.replace(/-[^ ]*/, '')
const perName = (all: readonly Measured[]) => all.map(({ name, value }) => `${shortened(name)} ${decimals(value)}`).join(', ')
