/**
 * Which label (0 = A) each group of the newest map bears, and what it takes to find the labels again: the same people keep their letter,
 * whatever order the groups come in. JSON-serialisable; one character a participant, in the order of the participants of the map.
 */
export type GroupIdentity = {
  /** By the id of the group; empty without stable groups. */
  labels: number[]
  /** Labels given so far: the next new group gets this one, for a letter that is gone is not given to other people. */
  given: number
  /** Who stood in which labelled group, newest first; an older one is kept as long as a label is in none that is newer. */
  memberships: string[]
}

/** What is stored of it for all together; where each participant stood is stored beside them. */
export type Letters = Omit<GroupIdentity, 'memberships'>

export const noIdentity: GroupIdentity = { labels: [], given: 0, memberships: [] }

/** The groups of a map: one per participant, null outside of groups. */
export type Grouping = { k: number; assignments: readonly (number | null)[] }

/** Labels for the groups of a new map. `before` must mean the same participants; see `carriedOver`. */
export function identified({ k, assignments }: Grouping, before: GroupIdentity): GroupIdentity {
  if (k < 2) return { ...before, labels: [] }
  const found = bestMatching(k, likenesses(k, assignments, before))
  let { given } = before
  const labels = found.map(label => label ?? given++)
  const newest = assignments.map(group => signOf(group === null ? undefined : labels[group])).join('')
  return { labels, given, memberships: stillNeeded([newest, ...before.memberships]) }
}

/** The same for other participants: newcomers stood nowhere, and whoever is gone is forgotten. */
export function carriedOver(identity: GroupIdentity, from: readonly string[], to: readonly string[]): GroupIdentity {
  const placeOf = new Map(from.map((id, place) => [id, place]))
  const places = to.map(id => placeOf.get(id))
  const memberships = identity.memberships.map(signs => places.map(place => (place === undefined ? nowhere : signs[place]!)).join(''))
  return { ...identity, memberships }
}

/** A to Z, then AA, AB and so on. */
export const letterOf = (label: number): string =>
  (label < letters ? '' : letterOf(Math.floor(label / letters) - 1)) + String.fromCharCode(65 + (label % letters))

const letters = 26
const nowhere = '-'
const signOf = (label: number | undefined) => (label === undefined ? nowhere : String.fromCharCode(firstSign + label))
const labelIn = (sign: string) => sign.charCodeAt(0) - firstSign
const firstSign = 65

type Likeness = { label: number; group: number; value: number }

/** Below it two groups share no more people than chance would give two groups of half of everybody. */
const leastLikeness = 0.5

/**
 * How alike each group is to each label where it was last seen (Dice 1945): the people in both, as a share of the mean size of the two,
 * among those who were in a group then and are in one now. So newcomers do not make a group another one.
 */
function likenesses(k: number, assignments: Grouping['assignments'], { memberships }: GroupIdentity): Likeness[] {
  const seen = new Set<number>()
  return memberships.flatMap(signs => {
    const shared = sharedPeople(k, assignments, signs)
    const fresh = [...shared.keys()].filter(label => !seen.has(label))
    for (const label of fresh) seen.add(label)
    const sizes = Array.from({ length: k }, (_, group) => sum([...shared.values()].map(counts => counts[group]!)))
    return fresh.flatMap(label => {
      const counts = shared.get(label)!
      const size = sum(counts)
      return counts
        .map((both, group) => ({ label, group, value: (2 * both) / (size + sizes[group]!) }))
        .filter(({ value }) => value > leastLikeness)
    })
  })
}

/** By label: how many of its people stand in each group now. */
function sharedPeople(k: number, assignments: Grouping['assignments'], signs: string): Map<number, number[]> {
  const shared = new Map<number, number[]>()
  for (const [place, group] of assignments.entries()) {
    const sign = signs[place]!
    if (sign === nowhere) continue
    const label = labelIn(sign)
    const counts = shared.get(label) ?? shared.set(label, new Array<number>(k).fill(0)).get(label)!
    if (group !== null) counts[group]!++
  }
  return shared
}

/**
 * The label of each group so that the likenesses add up to the most, undefined for a new group. Labels are taken one after the other, each
 * for one of the groups that have none yet or for none; `best` knows the most for every set of groups served (as bits).
 */
function bestMatching(k: number, likenesses: readonly Likeness[]): (number | undefined)[] {
  const best = new Map<number, { value: number; labels: (number | undefined)[] }>([[0, { value: 0, labels: new Array(k).fill(undefined) }]])
  const labels = [...new Set(likenesses.map(({ label }) => label))].sort((a, b) => a - b)
  for (const label of labels) {
    for (const [served, { value, labels: given }] of [...best]) {
      for (const likeness of likenesses) {
        const bit = 1 << likeness.group
        if (likeness.label !== label || served & bit) continue
        const found = value + likeness.value
        if (found > (best.get(served | bit)?.value ?? 0))
          best.set(served | bit, { value: found, labels: given.with(likeness.group, label) })
      }
    }
  }
  return [...best.values()].reduce((a, b) => (b.value > a.value ? b : a)).labels
}

function stillNeeded(memberships: readonly string[]): string[] {
  const seen = new Set<string>([nowhere])
  return memberships.filter(signs => {
    const fresh = [...new Set(signs)].filter(sign => !seen.has(sign))
    for (const sign of fresh) seen.add(sign)
    return fresh.length > 0
  })
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
