import { invert } from './opinion-map.positions.ts'
import type { OpinionMap } from './opinion-map.ts'

/** One answer: the index of a statement in the map, +1, −1 or 0. */
export type GivenAnswer = { statement: number; answer: number }

/** Where somebody stands by their answers, and how surely: a normal distribution on the two axes. */
export type OwnPlace = {
  at: [x: number, y: number]
  covariance: [xx: number, xy: number, yy: number]
  /** From 0 (nothing is known) to 1: how much of the difference between people the own answers explain. */
  certainty: number
}

/**
 * The posterior of a position given the places of the statements, as for everybody on the map: mean (G + σ²/τ)⁻¹ g and covariance
 * σ² (G + σ²/τ)⁻¹ with G = Σ w wᵀ and g = Σ w y over the answers given.
 */
export function ownPlace({ means, loadings, noise, spread }: OpinionMap['model'], answers: readonly GivenAnswer[]): OwnPlace {
  const axes = loadings.length
  const precision = new Float64Array(axes * axes)
  const pull = new Float64Array(axes)
  for (const { statement, answer } of answers) {
    for (let i = 0; i < axes; i++) {
      pull[i]! += loadings[i]![statement]! * (answer - means[statement]!)
      for (let j = 0; j < axes; j++) precision[i * axes + j]! += loadings[i]![statement]! * loadings[j]![statement]!
    }
  }
  for (let i = 0; i < axes; i++) precision[i * axes + i]! += noise / spread[i]!
  invert(precision, axes)
  const covariance = (i: number, j: number) => (i < axes && j < axes ? noise * precision[i * axes + j]! : 0)
  const at = (i: number) => (i < axes ? sum(pull.map((each, j) => precision[i * axes + j]! * each)) : 0)
  const unexplained = sum(spread.map((each, i) => covariance(i, i) / each)) / Math.max(1, axes)
  return { at: [at(0), at(1)], covariance: [covariance(0, 0), covariance(0, 1), covariance(1, 1)], certainty: Math.max(0, 1 - unexplained) }
}

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)
