/** `next`: evenly from 0 up to 1; `bell`: normally distributed. */
export type Chance = { next: () => number; bell: () => number }

/** One of them, by weight. */
export function drawn<Thing extends { weight: number }>(things: readonly Thing[], chance: Chance): Thing {
  let left = chance.next() * things.reduce((sum, { weight }) => sum + weight, 0)
  const found = things.find(({ weight }) => {
    left -= weight
    return left < 0
  })
  return found ?? things.at(-1)!
}

export function shuffled<Thing>(things: readonly Thing[], chance: Chance): Thing[] {
  return things
    .map(thing => ({ thing, place: chance.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing)
}

/** Repeatable chance: a 32-bit counter in odd steps, mixed until neighbours look unrelated. */
export function chanceFrom(seed: number): Chance {
  let count = Math.imul(Math.trunc(seed) ^ 0x3c6ef35f, 0x2545f491)
  const next = () => {
    count = (count + 0x61c88647) | 0
    let mixed = Math.imul(count ^ (count >>> 15), 0x1b873593)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0x0cc9e2d5)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000
  }
  // normal distribution after Box and Muller
  const bell = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return { next, bell }
}
