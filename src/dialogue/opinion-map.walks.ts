import { exp, type Four, minus, plus, times, turned } from './opinion-map.arithmetic.ts'
import { type Code, four, fourIntegers, i32, type Local, type Procedure, until } from './opinion-map.bytecode.ts'
import { rangeOf, slopesAt } from './opinion-map.loops.ts'

/** YᵀY times four vectors side by side, Y being a number per answer: one walk over the answers. The vectors stand where slopes do. */
export function multiplyRows(): Procedure {
  return {
    name: 'multiply',
    parameters: 6,
    body: ([row, to, start, codes, values, into], local) => {
      const [vote, end, omegaAt, address] = [local('i32'), local('i32'), local('i32'), local('i32')]
      const range = { vote, end, omegaAt, address }
      const [sum, other] = [local('v128'), local('v128')]
      const column = (answer: number) => i32.and(i32.load(4 * answer, vote.get), i32.constant(-16))
      const value = (answer: number) => four.load32Everywhere(4 * answer, omegaAt.get)
      /** Rows are filled up to a multiple of four. */
      const fourByFour = (body: (answer: number) => Code) =>
        until(
          i32.isAtLeast(vote.get, end.get),
          ...[0, 1, 2, 3].map(body),
          vote.set(i32.add(vote.get, i32.constant(16))),
          omegaAt.set(i32.add(omegaAt.get, i32.constant(16))),
        )
      return until(
        i32.isAtLeast(row!.get, to!.get),
        rangeOf(row!, start!, codes!, values!, range),
        sum.set(four.everywhere(0)),
        other.set(four.everywhere(0)),
        fourByFour(answer => {
          const total = answer % 2 === 0 ? sum : other
          return total.set(plus(total.get, times(value(answer), four.load(slopesAt, column(answer)))))
        }),
        sum.set(plus(sum.get, other.get)),
        rangeOf(row!, start!, codes!, values!, range),
        fourByFour(answer => [
          ...address.set(i32.add(into!.get, column(answer))),
          ...four.store(0, address.get, plus(four.load(0, address.get), times(value(answer), sum.get))),
        ]),
        row!.set(i32.add(row!.get, i32.constant(1))),
      )
    },
  }
}

/** Places along a line from 0 to 1 and beyond both. */
export const places = Float64Array.from({ length: 21 }, (_, i) => (i - 6) / 8)
/** Written out are a few more, which mean nothing. */
export const placesWritten = 24
/** The way from 0 to 1. */
export const wayAt = 13_152

/**
 * How unlikely the answers of people are at each place of a line, the least being about 1. For an answer with odds o, Π (1 + e⁻ᵒ); along the line e⁻ᵒ
 * changes from place to place by the same factor. `besides`: where on the line's plane at 0 each person of the `list` stands.
 */
export function walkAlong(): Procedure {
  return {
    name: 'along',
    parameters: 7,
    body: ([entry, to, list, besides, into, start, codes], local) => {
      const numbers = (count: number) => Array.from({ length: count }, () => local('v128'))
      const [row, vote, end, omegaAt, address] = [local('i32'), local('i32'), local('i32'), local('i32'), local('i32')]
      const unlikely = numbers(placesWritten / 4)
      const beside = numbers(3)
      const way = numbers(3)
      const slopes = numbers(4) as Four
      const room = numbers(4) as Four
      const powers = numbers(4) as Four
      const [code, sign, odds, step, factor, fourSteps, term, least] = numbers(8) as [...Four, ...Four]
      const exponential = { value: room[0], whole: room[1] }
      const [b, ...w] = slopes
      const along = (vectors: Local[]) =>
        vectors.map((vector, axis) => times(w[axis]!.get, vector.get)).reduce((sum, one) => plus(sum, one))
      const lane = (value: Local, person: number) => four.shuffle(value.get, value.get, person, person, person, person)
      const column = (answer: number) => fourIntegers.lane(code.get, answer)
      return [
        ...way.flatMap((part, axis) => part.set(four.load32Everywhere(wayAt + 4 * axis, i32.constant(0)))),
        ...until(
          i32.isAtLeast(entry!.get, to!.get),
          address.set(i32.add(besides!.get, i32.shiftLeft(entry!.get, i32.constant(4)))),
          ...beside.map((part, axis) => part.set(four.load32Everywhere(4 * axis, address.get))),
          row.set(i32.load(0, i32.add(list!.get, i32.shiftLeft(entry!.get, i32.constant(2))))),
          rangeOf(row, start!, codes!, codes!, { vote, end, omegaAt, address }),
          ...unlikely.map(one => one.set(four.everywhere(1))),
          until(
            i32.isAtLeast(vote.get, end.get),
            code.set(four.load(0, vote.get)),
            // −1 for agreeing, 1 for disagreeing
            sign.set(
              minus(four.everywhere(1), times(four.everywhere(2), fourIntegers.toNumbers(four.and(code.get, fourIntegers.everywhere(1))))),
            ),
            code.set(four.and(code.get, fourIntegers.everywhere(-16))),
            ...slopes.map((slope, answer) => slope.set(four.load(slopesAt, column(answer)))),
            turned(slopes, room),
            step.set(times(sign.get, along(way))),
            odds.set(plus(times(sign.get, plus(b.get, along(beside))), times(step.get, four.everywhere(places[0]!)))),
            exp(odds.get, exponential, factor),
            exp(times(step.get, four.everywhere(places[1]! - places[0]!)), exponential, powers[1]),
            powers[0].set(four.everywhere(1)),
            powers[2].set(times(powers[1].get, powers[1].get)),
            powers[3].set(times(powers[2].get, powers[1].get)),
            fourSteps.set(times(powers[2].get, powers[2].get)),
            turned(powers, room),
            powers.flatMap((power, answer) => [
              ...term.set(times(lane(factor, answer), power.get)),
              ...step.set(lane(fourSteps, answer)),
              ...unlikely.flatMap((one, quarter) => [
                ...one.set(times(one.get, plus(four.everywhere(1), term.get))),
                ...(quarter + 1 < unlikely.length ? term.set(times(term.get, step.get)) : []),
              ]),
            ]),
            ...unlikely.map(one => one.set(four.least(one.get, four.everywhere(1e30)))),
            least.set(unlikely.map(one => one.get).reduce((a, c) => four.least(a, c))),
            least.set(four.least(least.get, four.shuffle(least.get, least.get, 2, 3, 0, 1))),
            least.set(four.divide(four.everywhere(1), four.least(least.get, four.shuffle(least.get, least.get, 1, 0, 3, 2)))),
            ...unlikely.map(one => one.set(times(one.get, least.get))),
            vote.set(i32.add(vote.get, i32.constant(16))),
          ),
          address.set(i32.add(into!.get, i32.multiply(entry!.get, i32.constant(4 * placesWritten)))),
          ...unlikely.map((one, quarter) => four.store(16 * quarter, address.get, one.get)),
          entry!.set(i32.add(entry!.get, i32.constant(1))),
        ),
      ]
    },
  }
}
