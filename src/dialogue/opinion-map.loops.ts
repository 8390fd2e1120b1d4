import { type Four, plus, times, turned } from './opinion-map.arithmetic.ts'
import { type Code, f32, four, fourIntegers, i32, type Local, type Procedure, unless, until, when } from './opinion-map.bytecode.ts'
import { largestBound, stepsOfBound } from './opinion-map.logistic.ts'

/** Where the table of the bound and the slopes stand, 32 bits a number. */
export const tableAt = 0
export const slopesAt = 16_384

/**
 * People stand in blocks of four: four numbers of 32 bits, one per person, for each of these. Matrices by their upper triangle, row by row.
 */
export const inBlock = { mean: 0, covariance: 48, gram: 144, pull: 240, height: 288, weight: 304 }
export const bytesPerBlock = 320

export function gatherRows(): Procedure {
  return {
    name: 'gather',
    parameters: 6,
    body: ([row, to, start, codes, omegas, people], local) => {
      const numbers = (count: number) => Array.from({ length: count }, () => local('v128'))
      const [vote, end, omegaAt, address] = [local('i32'), local('i32'), local('i32'), local('i32')]
      const range = { vote, end, omegaAt, address }
      const [m0, m1, m2] = numbers(3) as Three
      const [c00, c01, c02, c11, c12, c22] = numbers(6) as Six
      const [g00, g01, g02, g11, g12, g22] = numbers(6) as Six
      const [p0, p1, p2] = numbers(3) as Three
      const [high, code, half, square, omega, bound, rest, left, right, far] = numbers(10) as Ten
      const [t0, t1, t2, t3] = numbers(4) as Four
      const [b, w0, w1, w2] = numbers(4) as Four
      const sums = [g00, g01, g02, g11, g12, g22, p0, p1, p2, high]
      const known = (offset: number, part: number) => four.load32Everywhere(offset + 16 * part, address.get)
      const twice = (sum: Code) => four.add(sum, sum)
      const slopesOf = (lane: number) => four.load(slopesAt, fourIntegers.lane(left.get, lane))
      const increase = (sum: Local, by: Code) => sum.set(four.add(sum.get, by))
      const store = (sum: Local, offset: number, part: number) => [
        ...left.set(plus(sum.get, four.shuffle(sum.get, sum.get, 2, 3, 0, 1))),
        ...left.set(plus(left.get, four.shuffle(left.get, left.get, 1, 0, 3, 2))),
        ...four.storeFirst(offset + 16 * part, address.get, left.get),
      ]
      return until(
        i32.isAtLeast(row!.get, to!.get),
        moveToPerson(address, people!, row!),
        ...[m0, m1, m2].map((mean, part) => mean.set(known(inBlock.mean, part))),
        c00.set(known(inBlock.covariance, 0)),
        c01.set(twice(known(inBlock.covariance, 1))),
        c02.set(twice(known(inBlock.covariance, 2))),
        c11.set(known(inBlock.covariance, 3)),
        c12.set(twice(known(inBlock.covariance, 4))),
        c22.set(known(inBlock.covariance, 5)),
        ...sums.map(sum => sum.set(four.everywhere(0))),
        rangeOf(row!, start!, codes!, omegas!, range),
        until(
          i32.isAtLeast(vote.get, end.get),
          code.set(four.load(0, vote.get)),
          half.set(four.subtract(fourIntegers.toNumbers(four.and(code.get, fourIntegers.everywhere(1))), four.everywhere(0.5))),
          left.set(four.and(code.get, fourIntegers.everywhere(-16))),
          // four statements' (b, w) turned into four b, four w₀ …
          b.set(slopesOf(0)),
          w0.set(slopesOf(1)),
          w1.set(slopesOf(2)),
          w2.set(slopesOf(3)),
          turned([b, w0, w1, w2], [t0, t1, t2, t3]),
          left.set(plus(b.get, times(w0.get, m0.get), times(w1.get, m1.get), times(w2.get, m2.get))),
          square.set(
            plus(
              times(left.get, left.get),
              times(w0.get, plus(times(w0.get, c00.get), times(w1.get, c01.get), times(w2.get, c02.get))),
              times(w1.get, plus(times(w1.get, c11.get), times(w2.get, c12.get))),
              times(times(w2.get, w2.get), c22.get),
            ),
          ),
          left.set(
            fourIntegers.shiftLeft(
              fourIntegers.from(
                four.least(
                  plus(times(square.get, four.everywhere(stepsOfBound)), four.everywhere(0.5)),
                  four.everywhere(largestBound * stepsOfBound),
                ),
              ),
              3,
            ),
          ),
          right.set(four.load64(tableAt, fourIntegers.lane(left.get, 2))),
          right.set(four.load64Above(tableAt, fourIntegers.lane(left.get, 3), right.get)),
          far.set(four.load64(tableAt, fourIntegers.lane(left.get, 0))),
          left.set(four.load64Above(tableAt, fourIntegers.lane(left.get, 1), far.get)),
          omega.set(four.shuffle(left.get, right.get, 0, 2, 4, 6)),
          bound.set(four.shuffle(left.get, right.get, 1, 3, 5, 7)),
          far.set(four.isGreater(square.get, four.everywhere(largestBound))),
          when(
            four.isAny(far.get),
            square.set(four.root(square.get)),
            omega.set(four.choose(four.divide(four.everywhere(0.5), square.get), omega.get, far.get)),
            bound.set(four.choose(times(square.get, four.everywhere(-0.25)), bound.get, far.get)),
          ),
          four.store(0, omegaAt.get, omega.get),
          rest.set(four.subtract(half.get, times(omega.get, b.get))),
          increase(high, plus(bound.get, times(times(b.get, four.everywhere(0.5)), plus(half.get, rest.get)))),
          increase(p0, times(w0.get, rest.get)),
          increase(p1, times(w1.get, rest.get)),
          increase(p2, times(w2.get, rest.get)),
          left.set(times(omega.get, w0.get)),
          right.set(times(omega.get, w1.get)),
          increase(g00, times(left.get, w0.get)),
          increase(g01, times(left.get, w1.get)),
          increase(g02, times(left.get, w2.get)),
          increase(g11, times(right.get, w1.get)),
          increase(g12, times(right.get, w2.get)),
          increase(g22, times(times(omega.get, w2.get), w2.get)),
          vote.set(i32.add(vote.get, i32.constant(16))),
          omegaAt.set(i32.add(omegaAt.get, i32.constant(16))),
        ),
        moveToPerson(address, people!, row!),
        ...[g00, g01, g02, g11, g12, g22].map((sum, part) => store(sum, inBlock.gram, part)),
        ...[p0, p1, p2].map((sum, part) => store(sum, inBlock.pull, part)),
        store(high, inBlock.height, 0),
        row!.set(i32.add(row!.get, i32.constant(1))),
      )
    },
  }
}

export function regressRows(): Procedure {
  return {
    name: 'regress',
    parameters: 7,
    body: ([row, to, start, codes, omegas, people, sums], local) => {
      const [vote, end, omegaAt, address] = [local('i32'), local('i32'), local('i32'), local('i32')]
      const range = { vote, end, omegaAt, address }
      const [x, y, z, weight] = [local('f32'), local('f32'), local('f32'), local('f32')]
      const [ones, squares, others, omega, half] = Array.from({ length: 5 }, () => local('v128')) as [Local, ...Four]
      const mean = (part: number) => f32.load(inBlock.mean + 16 * part, address.get)
      const moment = (part: number, a: Local, b: Local) =>
        f32.add(f32.load(inBlock.covariance + 16 * part, address.get), f32.multiply(a.get, b.get))
      const filled = (into: Local, ...numbers: Code[]) =>
        numbers.flatMap((number, lane) => into.set(four.withLane(into.get, lane, f32.multiply(weight.get, number))))
      const increase = (offset: number, by: Code) => four.store(offset, address.get, four.add(four.load(offset, address.get), by))
      return until(
        i32.isAtLeast(row!.get, to!.get),
        moveToPerson(address, people!, row!),
        weight.set(f32.load(inBlock.weight, address.get)),
        unless(
          f32.isEqual(weight.get, f32.constant(0)),
          x.set(mean(0)),
          y.set(mean(1)),
          z.set(mean(2)),
          filled(ones, f32.constant(1), x.get, y.get, z.get),
          filled(squares, moment(0, x, x), moment(1, x, y), moment(2, x, z), moment(3, y, y)),
          filled(others, moment(4, y, z), moment(5, z, z)),
          rangeOf(row!, start!, codes!, omegas!, range),
          until(
            i32.isAtLeast(vote.get, end.get),
            half.set(
              four.subtract(
                fourIntegers.toNumbers(four.and(four.load32Everywhere(0, vote.get), fourIntegers.everywhere(1))),
                four.everywhere(0.5),
              ),
            ),
            address.set(i32.add(sums!.get, i32.shiftLeft(i32.and(i32.load(0, vote.get), i32.constant(-16)), i32.constant(2)))),
            omega.set(four.load32Everywhere(0, omegaAt.get)),
            increase(0, four.multiply(omega.get, ones.get)),
            increase(16, four.multiply(omega.get, squares.get)),
            increase(32, four.multiply(omega.get, others.get)),
            increase(48, four.multiply(half.get, ones.get)),
            vote.set(i32.add(vote.get, i32.constant(4))),
            omegaAt.set(i32.add(omegaAt.get, i32.constant(4))),
          ),
        ),
        row!.set(i32.add(row!.get, i32.constant(1))),
      )
    },
  }
}

/** Where the first number of a person stands. */
const moveToPerson = (address: Local, people: Local, row: Local) =>
  address.set(
    i32.add(
      i32.add(people.get, i32.multiply(i32.shiftRight(row.get, i32.constant(2)), i32.constant(bytesPerBlock))),
      i32.shiftLeft(i32.and(row.get, i32.constant(3)), i32.constant(2)),
    ),
  )

/** `address` = `base` + `bytes` · `row` */
const moveTo = (address: Local, base: Local, row: Local, bytes: number) =>
  address.set(i32.add(base.get, i32.multiply(row.get, i32.constant(bytes))))

/** Where the answers of a row begin and end, and their weights begin. */
export function rangeOf(
  row: Local,
  start: Local,
  codes: Local,
  omegas: Local,
  { vote, end, omegaAt, address }: Record<'vote' | 'end' | 'omegaAt' | 'address', Local>,
): Code {
  const at = (base: Local, offset: number) => i32.add(base.get, i32.shiftLeft(i32.load(offset, address.get), i32.constant(2)))
  return [...moveTo(address, start, row, 4), ...vote.set(at(codes, 0)), ...end.set(at(codes, 4)), ...omegaAt.set(at(omegas, 0))]
}

type Three = [Local, Local, Local]
type Six = [...Three, ...Three]
type Ten = [...Six, ...Four]
