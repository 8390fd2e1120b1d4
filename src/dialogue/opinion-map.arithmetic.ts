import { type Code, four, fourIntegers, type Local } from './opinion-map.bytecode.ts'

export const times = four.multiply
export const plus = (a: Code, ...more: Code[]) => more.reduce((sum, one) => four.add(sum, one), a)
export const minus = four.subtract

/** Four times four numbers: rows become columns, in place. */
export const turned = ([a, b, c, d]: Four, [p, q, r, s]: Four): Code => [
  ...p.set(four.shuffle(a.get, b.get, 0, 4, 1, 5)),
  ...q.set(four.shuffle(c.get, d.get, 0, 4, 1, 5)),
  ...r.set(four.shuffle(a.get, b.get, 2, 6, 3, 7)),
  ...s.set(four.shuffle(c.get, d.get, 2, 6, 3, 7)),
  ...a.set(four.shuffle(p.get, q.get, 0, 1, 4, 5)),
  ...b.set(four.shuffle(p.get, q.get, 2, 3, 6, 7)),
  ...c.set(four.shuffle(r.get, s.get, 0, 1, 4, 5)),
  ...d.set(four.shuffle(r.get, s.get, 2, 3, 6, 7)),
]

export type Four = [Local, Local, Local, Local]

/** A polynomial by Horner's scheme, the highest power first. */
const polynomial = (of: Local, coefficients: number[]): Code =>
  coefficients
    .slice(1)
    .reduce((sum, coefficient) => plus(times(sum, of.get), four.everywhere(coefficient)), four.everywhere(coefficients[0]!))

/** eˣ, for |x| > 87 as there: 2ⁿ · eʳ with |r| ≤ ln 2 / 2, and the Taylor series of eʳ. */
export const exp = (of: Code, { value, whole }: { value: Local; whole: Local }, into: Local): Code => [
  ...value.set(four.least(four.most(of, four.everywhere(-87)), four.everywhere(87))),
  ...whole.set(four.nearest(times(value.get, four.everywhere(Math.LOG2E)))),
  ...value.set(minus(value.get, times(whole.get, four.everywhere(highOfLn2)))),
  ...value.set(minus(value.get, times(whole.get, four.everywhere(Math.LN2 - highOfLn2)))),
  ...into.set(
    times(
      polynomial(value, [1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1]),
      fourIntegers.shiftLeft(fourIntegers.add(fourIntegers.from(whole.get), fourIntegers.everywhere(127)), 23),
    ),
  ),
]

/** So few digits that its multiples are exact. */
const highOfLn2 = 355 / 512

/** ln x for ordinary x > 0: x = 2ⁿ m with m from √½ to √2, and ln m = 2 artanh s with s = (m − 1) / (m + 1), by its Taylor series. */
export const log = (of: Code, { value, exponent, power }: { value: Local; exponent: Local; power: Local }, into: Local): Code => [
  ...value.set(of),
  // taking the bits of √½ away before the exponent is read off puts the mantissa between √½ and √2
  ...exponent.set(fourIntegers.shiftRight(fourIntegers.add(value.get, fourIntegers.everywhere(-bitsOfRootOfHalf)), 23)),
  ...value.set(fourIntegers.add(value.get, fourIntegers.shiftLeft(fourIntegers.subtract(fourIntegers.everywhere(0), exponent.get), 23))),
  ...value.set(four.divide(minus(value.get, four.everywhere(1)), plus(value.get, four.everywhere(1)))),
  ...power.set(times(value.get, value.get)),
  ...into.set(
    plus(
      times(fourIntegers.toNumbers(exponent.get), four.everywhere(Math.LN2)),
      times(value.get, polynomial(power, [2 / 9, 2 / 7, 2 / 5, 2 / 3, 2])),
    ),
  ),
]

const bitsOfRootOfHalf = new Int32Array(Float32Array.of(Math.SQRT1_2).buffer)[0]!
