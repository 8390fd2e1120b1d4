/** Uniform numbers in [0, 1) with 32 random bits. */
export type Random = () => number

/**
 * Small fast counter generator sfc32 (Chris Doty-Humphrey, PractRand), started from two numbers: the seed and the name of
 * the stream, so that one more draw in one step never shifts the draws of another.
 */
export function randomStream(seed: number, stream: number): Random {
  let a = seed >>> 0
  let b = stream >>> 0
  let c = 0x9e3779b9
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let warmUp = 0; warmUp < 15; warmUp++) next()
  return next
}
