import { exp, log, minus, plus, times } from './opinion-map.arithmetic.ts'
import { type Code, four, i32, type Local, type Procedure, two, until } from './opinion-map.bytecode.ts'
import { bytesPerBlock, inBlock } from './opinion-map.loops.ts'

/** What is known of the crowd: its precision (upper triangle), and per group P·c and the logarithm of its density at 0. */
export const precisionAt = 12_864
export const groupsAt = 12_896
/** Per group, of the four people at hand: mean (3) and chance. */
const handAt = 13_440
/** Sums over people, four side by side: the log likelihood (64 bits), second moments, and per group mass and mean. */
export const sumsAt = 14_464
export const likelihoodIn = 0
export const secondIn = 32
export const groupsIn = 128
/**
 * Four people at a time: from what their answers say and the crowd, chances of the groups (written down for block after block), mean and
 * covariance; and the sums for the crowd's next step. The formulas are those of `observer`.
 */
export function settleBlocks(): Procedure {
  return {
    name: 'settle',
    parameters: 4,
    body: ([block, end, lastGroup, into], local) => {
      const numbers = (count: number) => Array.from({ length: count }, () => local('v128'))
      const group = local('i32')
      const [g00, g01, g02, g11, g12, g22] = numbers(6) as Six
      const [c00, c01, c02, c11, c12, c22] = numbers(6) as Six
      const own = [c00, c01, c02, c11, c12, c22]
      const [a, b, c, volume] = numbers(4) as Four
      const [x, y, z] = numbers(3) as Three
      const [fx, fy, fz] = numbers(3) as Three
      const [mx, my, mz] = numbers(3) as Three
      const [most, sum, weight, chance, mass] = numbers(5) as [Local, ...Four]
      const first = numbers(3) as Three
      const second = numbers(6) as Six
      const totals = numbers(6) as Six
      const [low, high] = numbers(2) as [Local, Local]
      const logarithm = { value: local('v128'), exponent: local('v128'), power: local('v128') }
      const exponential = { value: local('v128'), whole: local('v128') }
      const part = (offset: number, index: number) => four.load(offset + 16 * index, block!.get)
      const ofGroup = (index: number) => four.load32Everywhere(groupsAt + 4 * index, group.get)
      const hand = i32.shiftLeft(group.get, i32.constant(2))
      const inHand = (index: number) => four.load(handAt + 16 * index, hand)
      const increase = (into: Local, by: Code) => into.set(four.add(into.get, by))
      const increaseAt = (offset: number, address: Code, by: Code) => four.store(offset, address, four.add(four.load(offset, address), by))
      const eachGroup = (...body: Code[]) => [
        ...group.set(i32.constant(0)),
        ...until(i32.isAtLeast(group.get, lastGroup!.get), ...body, group.set(i32.add(group.get, i32.constant(16)))),
      ]
      const cleared = (...sums: Local[]) => sums.flatMap(one => one.set(four.everywhere(0)))
      return [
        ...cleared(...totals, low, high),
        ...until(
          i32.isAtLeast(block!.get, end!.get),
          ...[g00, g01, g02, g11, g12, g22].map((g, index) =>
            g.set(plus(part(inBlock.gram, index), four.load32Everywhere(precisionAt + 4 * index, i32.constant(0)))),
          ),
          a.set(minus(times(g11.get, g22.get), times(g12.get, g12.get))),
          b.set(minus(times(g02.get, g12.get), times(g01.get, g22.get))),
          c.set(minus(times(g01.get, g12.get), times(g02.get, g11.get))),
          volume.set(plus(times(g00.get, a.get), times(g01.get, b.get), times(g02.get, c.get))),
          c00.set(four.divide(a.get, volume.get)),
          c01.set(four.divide(b.get, volume.get)),
          c02.set(four.divide(c.get, volume.get)),
          c11.set(four.divide(minus(times(g00.get, g22.get), times(g02.get, g02.get)), volume.get)),
          c12.set(four.divide(minus(times(g01.get, g02.get), times(g00.get, g12.get)), volume.get)),
          c22.set(four.divide(minus(times(g00.get, g11.get), times(g01.get, g01.get)), volume.get)),
          ...[x, y, z].map((pull, index) => pull.set(part(inBlock.pull, index))),
          most.set(four.everywhere(-1e30)),
          eachGroup(
            fx.set(plus(x.get, ofGroup(0))),
            fy.set(plus(y.get, ofGroup(1))),
            fz.set(plus(z.get, ofGroup(2))),
            mx.set(plus(times(c00.get, fx.get), times(c01.get, fy.get), times(c02.get, fz.get))),
            my.set(plus(times(c01.get, fx.get), times(c11.get, fy.get), times(c12.get, fz.get))),
            mz.set(plus(times(c02.get, fx.get), times(c12.get, fy.get), times(c22.get, fz.get))),
            four.store(handAt, hand, mx.get),
            four.store(handAt + 16, hand, my.get),
            four.store(handAt + 32, hand, mz.get),
            chance.set(
              plus(ofGroup(3), times(four.everywhere(0.5), plus(times(mx.get, fx.get), times(my.get, fy.get), times(mz.get, fz.get)))),
            ),
            four.store(handAt + 48, hand, chance.get),
            most.set(four.most(most.get, chance.get)),
          ),
          cleared(sum, ...first, ...second),
          eachGroup(
            exp(minus(inHand(3), most.get), exponential, chance),
            four.store(handAt + 48, hand, chance.get),
            increase(sum, chance.get),
          ),
          weight.set(part(inBlock.weight, 0)),
          eachGroup(
            chance.set(four.divide(inHand(3), sum.get)),
            four.store(0, i32.add(into!.get, group.get), chance.get),
            mx.set(inHand(0)),
            my.set(inHand(1)),
            mz.set(inHand(2)),
            fx.set(times(chance.get, mx.get)),
            fy.set(times(chance.get, my.get)),
            fz.set(times(chance.get, mz.get)),
            ...[fx, fy, fz].map((mean, index) => increase(first[index]!, mean.get)),
            ...products([fx, fy, fz], [mx, my, mz]).map((product, index) => increase(second[index]!, product)),
            mass.set(times(weight.get, chance.get)),
            increaseAt(sumsAt + groupsIn, hand, mass.get),
            ...[mx, my, mz].map((mean, index) => increaseAt(sumsAt + groupsIn + 16 * (index + 1), hand, times(mass.get, mean.get))),
          ),
          ...second.map((square, index) => increase(square, own[index]!.get)),
          ...second.map((square, index) => increase(totals[index]!, times(weight.get, square.get))),
          ...first.map((mean, index) => four.store(inBlock.mean + 16 * index, block!.get, mean.get)),
          ...products(first, first).map((product, index) =>
            four.store(inBlock.covariance + 16 * index, block!.get, minus(second[index]!.get, product)),
          ),
          log(four.divide(sum.get, four.root(volume.get)), logarithm, chance),
          chance.set(times(weight.get, plus(chance.get, most.get, part(inBlock.height, 0)))),
          low.set(two.add(low.get, two.from(chance.get))),
          high.set(two.add(high.get, two.from(four.shuffle(chance.get, chance.get, 2, 3, 0, 1)))),
          block!.set(i32.add(block!.get, i32.constant(bytesPerBlock))),
          into!.set(i32.add(into!.get, lastGroup!.get)),
        ),
        ...[low, high].flatMap((likelihood, index) => four.store(sumsAt + likelihoodIn + 16 * index, i32.constant(0), likelihood.get)),
        ...totals.flatMap((total, index) => four.store(sumsAt + secondIn + 16 * index, i32.constant(0), total.get)),
      ]
    },
  }
}

/** Upper triangle of a bᵀ. */
const products = (a: Three, b: Three): Code[] => a.flatMap((one, i) => b.slice(i).map(other => times(one.get, other.get)))

type Three = [Local, Local, Local]
type Four = [Local, Local, Local, Local]
type Six = [...Three, ...Three]
