import type { Positions } from './opinion-map.positions.ts'
import type { Random } from './opinion-map.random.ts'

/** `of`: group per row. `spread`: weighted squared distances to the nearest centre. */
export type Grouping = { of: Uint8Array; spread: number }

const mostRounds = 30

/**
 * k-means from one k-means++ start (Arthur and Vassilvitskii 2007). `weight`: how much a row pulls the centres; a person of whom little is
 * known pulls little.
 */
export function kMeans(people: Positions, weight: Float64Array, k: number, random: Random): Grouping {
  return settled(people, weight, spreadOut(people, weight, k, random))
}

/** Members per group. */
export function sizesOf(groupOf: Uint8Array, k: number): number[] {
  const size = new Array<number>(k).fill(0)
  for (const group of groupOf) size[group]!++
  return size
}

/**
 * Mean silhouette against the centres (Vendramin, Campello and Hruschka 2010): (other − own) / the larger of the two distances. The
 * pairwise silhouette costs the square of the number of people and says nearly the same.
 */
export function silhouette({ axes, at }: Positions, groupOf: Uint8Array, centres: Float64Array): number {
  let sum = 0
  for (let row = 0; row < groupOf.length; row++) {
    let own = 0
    let other = Number.POSITIVE_INFINITY
    for (let group = 0; group < centres.length / axes; group++) {
      const distance = Math.sqrt(squareDistance(at, row * axes, centres, group * axes, axes))
      if (group === groupOf[row]) own = distance
      else other = Math.min(other, distance)
    }
    sum += (other - own) / Math.max(own, other, 1e-12)
  }
  return groupOf.length ? sum / groupOf.length : 0
}

/** Lloyd's steps until nobody changes group. */
function settled({ axes, at }: Positions, weight: Float64Array, start: Float64Array): Grouping {
  const k = start.length / axes
  const of = new Uint8Array(weight.length).fill(255)
  const centres = start.slice()
  let spread = 0
  for (let round = 0; round < mostRounds; round++) {
    const sums = new Float64Array(k * axes)
    const mass = new Float64Array(k)
    let changes = 0
    spread = 0
    for (let row = 0; row < weight.length; row++) {
      let nearest = 0
      let distance = Number.POSITIVE_INFINITY
      for (let group = 0; group < k; group++) {
        const square = squareDistance(at, row * axes, centres, group * axes, axes)
        if (square < distance) {
          distance = square
          nearest = group
        }
      }
      if (of[row] !== nearest) changes++
      of[row] = nearest
      const pull = weight[row]!
      spread += pull * distance
      mass[nearest]! += pull
      for (let axis = 0; axis < axes; axis++) sums[nearest * axes + axis]! += pull * at[row * axes + axis]!
    }
    if (changes === 0) break
    for (let i = 0; i < centres.length; i++) {
      const pulled = mass[Math.floor(i / axes)]!
      if (pulled > 0) centres[i] = sums[i]! / pulled
    }
  }
  return { of, spread }
}

function spreadOut({ axes, at }: Positions, weight: Float64Array, k: number, random: Random): Float64Array {
  const centres = new Float64Array(k * axes)
  const distance = new Float64Array(weight.length).fill(Number.POSITIVE_INFINITY)
  let chance = weight
  for (let chosen = 0; chosen < k; chosen++) {
    const row = drawn(chance, random)
    for (let axis = 0; axis < axes; axis++) centres[chosen * axes + axis] = at[row * axes + axis]!
    for (let other = 0; other < weight.length; other++) {
      distance[other] = Math.min(distance[other]!, squareDistance(at, other * axes, centres, chosen * axes, axes))
    }
    chance = distance.map((square, other) => square * weight[other]!)
  }
  return centres
}

function drawn(chance: Float64Array, random: Random): number {
  let total = 0
  for (const value of chance) total += value
  let left = random() * total
  for (let row = 0; row < chance.length; row++) {
    left -= chance[row]!
    if (left < 0) return row
  }
  return Math.max(0, chance.length - 1)
}

function squareDistance(a: Float64Array, from: number, b: Float64Array, other: number, axes: number): number {
  let square = 0
  for (let axis = 0; axis < axes; axis++) {
    const gap = a[from + axis]! - b[other + axis]!
    square += gap * gap
  }
  return square
}
