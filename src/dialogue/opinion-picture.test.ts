import { expect, test } from 'vitest'
import type { OpinionMap } from './opinion-map.ts'
import { type OpinionPicture, pictureOf } from './opinion-picture.ts'

type Point = [x: number, y: number]

test('every group is an area with its letter inside the picture', () => {
  const picture = pictureOf(mapOf([disc(40, [-3, 0], 1), disc(30, [3, 0], 1), disc(20, [0, 3], 1)]), [], 5)!
  expect(picture.clouds.map(({ group }) => group)).toEqual([0, 1, 2])
  for (const { areas, label } of picture.clouds) {
    expect(areas.length).toBeGreaterThan(1)
    expect(isInside(picture, label)).toBe(true)
    for (const point of areas.flatMap(pointsOf)) expect(isInside(picture, point)).toBe(true)
  }
  expect(picture.clouds[0]!.place.across).toBe('left')
  expect(picture.clouds[1]!.place.across).toBe('right')
  expect(picture.clouds[2]!.place).toEqual({ across: 'middle', along: 'top' })
})

test('without groups there is one cloud', () => {
  const picture = pictureOf(mapOf([disc(40, [0, 0], 1)]), [], 5)!
  expect(picture.clouds.map(({ group }) => group)).toEqual([null])
})

test('four people somewhere else make no island', () => {
  const crowd = disc(60, [0, 0], 1)
  const alone = pictureOf(mapOf([crowd]), [], 5)!
  const withFour = pictureOf(mapOf([[...crowd, ...disc(4, [2.5, 0], 0.01)]]), [], 5)!
  for (const { clouds } of [alone, withFour]) for (const area of clouds[0]!.areas) expect(islandsIn(area)).toBe(1)
})

test('a group of four is not drawn, and nine people are no picture', () => {
  const picture = pictureOf(mapOf([disc(30, [-3, 0], 1), disc(4, [3, 0], 1)]), [], 5)!
  expect(picture.clouds.map(({ group }) => group)).toEqual([0])
  expect(pictureOf(mapOf([disc(9, [0, 0], 1)]), [], 5)).toBeUndefined()
})

test('ten people far apart are blurred until they are one area', () => {
  const picture = pictureOf(mapOf([disc(20, [-3, 0], 1), disc(10, [3, 0], 2)]), [], 5)!
  expect(picture.clouds[1]!.areas.map(islandsIn)[0]).toBe(1)
})

test('people at one and the same place are an area as well', () => {
  const picture = pictureOf(mapOf([Array.from({ length: 12 }, (): Point => [1, 1])]), [], 5)!
  expect(picture.clouds[0]!.areas[0]).toMatch(/^M[\d.,MLCZ-]+$/)
})

test('directions are said by statements, none twice while there are others, and only of axes above chance', () => {
  const axis = (loadings: number[]) => ({ share: 0.3, statements: loadings.map((loading, statement) => ({ statement, loading })) })
  const map = { ...mapOf([disc(20, [0, 0], 1)]), axes: [axis([0.9, -0.5, 0.2]), axis([0.8, 0.7, 0.6])] }
  const told = (axes: number) => pictureOf({ ...map, stability: { ...map.stability, axes } }, [11, 12, 13], 5)!.directions
  expect(told(0)).toEqual([])
  expect(told(1)).toEqual([
    { side: 'right', statement: 11, agrees: true },
    { side: 'left', statement: 12, agrees: true },
  ])
  expect(told(2)[2]).toEqual({ side: 'top', statement: 13, agrees: true })
})

/** People evenly on a disc. */
function disc(people: number, [x, y]: Point, radius: number): Point[] {
  return Array.from({ length: people }, (_, index) => {
    const angle = index * 2.399963 // the golden angle
    const distance = radius * Math.sqrt((index + 0.5) / people)
    return [x + distance * Math.cos(angle), y + distance * Math.sin(angle)]
  })
}

function mapOf(groups: Point[][]): OpinionMap {
  return {
    k: groups.length,
    groups: groups.map((places, id) => ({ id, size: places.length, share: 0, centre: [0, 0], statements: [] })),
    positions: groups.flat(),
    assignments: groups.flatMap((places, group) => places.map(() => group)),
    axes: [],
    stability: { axes: 0 },
  } as unknown as OpinionMap
}

const isInside = ({ width, height }: OpinionPicture, [x, y]: Point) => x >= 0 && y >= 0 && x <= width && y <= height
const islandsIn = (path: string) => path.split('M').length - 1
const pointsOf = (path: string) => [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]): Point => [Number(x), Number(y)])
