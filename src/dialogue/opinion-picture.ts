import { type ContourMultiPolygon, contourDensity } from 'd3-contour'
import { curveBasisClosed, line } from 'd3-shape'
import type { OwnPlace } from './opinion-map.own.ts'
import type { OpinionMap } from './opinion-map.ts'

/** The opinion map as areas: where people stand close together, never where one person stands. */
export type OpinionPicture = {
  width: number
  height: number
  /** One per group, or a single one without groups; in the order of drawing. */
  clouds: Cloud[]
  /** What the directions mean, as far as the votes say: the statement that gains, or else loses, most agreement that way. */
  directions: { side: Side; statement: number; agrees: boolean }[]
  /** From a place on the axes to the paper: by `scale`, y downwards, then to `origin`. */
  projection: Projection
}

export type Projection = { scale: number; origin: Point }

/** Where one person stands, and an ellipse in which that is with a probability of 90 %. Angle in degrees, clockwise. */
export type Halo = { centre: Point; radii: Point; angle: number; place: Place; isOutside: boolean }

export type Cloud = {
  /** null: everybody, there are no groups */
  group: number | null
  /** outlines of SVG paths, the widest first */
  areas: string[]
  label: Point
  place: Place
}

export type Place = { across: 'left' | 'middle' | 'right'; along: 'top' | 'middle' | 'bottom' }

export type Side = 'right' | 'left' | 'top' | 'bottom'
type Point = [x: number, y: number]

const size = { width: 640, height: 400 }
const margin = 40
const labelDistance = 52

/** Draws the map with the numbers of its statements; undefined where too few people have a place on it. */
export function pictureOf(map: OpinionMap, numbers: readonly number[], fewest: number): OpinionPicture | undefined {
  const members = membersOf(map).filter(({ places }) => places.length >= fewest)
  const everybody = members.flatMap(({ places }) => places)
  if (everybody.length < 2 * fewest) return undefined
  const rough = fitted(everybody)
  const onto = projected(rough)
  const fine = fitted(members.flatMap(({ places }) => ringsOf(places.map(onto), fewest)[0]?.flat() ?? []))
  const projection = { scale: rough.scale * fine.scale, origin: projected(fine)(rough.origin) }
  const clouds = members.map(({ group, places }) => {
    const points = places.map(projected(projection))
    const centre = meanOf(points)
    return { group, areas: ringsOf(points, fewest).map(outlineOf), label: centre, place: placeIn(centre) }
  })
  return { ...size, clouds: keptApart(clouds), directions: directionsOf(map, numbers), projection }
}

function membersOf({ k, groups, positions, assignments }: OpinionMap): { group: number | null; places: Point[] }[] {
  const placed = (isMember: (participant: number) => boolean) =>
    positions
      .flatMap((place, participant): Point[] => (place && isMember(participant) ? [[place[0], -place[1]]] : [])) // paper counts downwards
      .sort(([x, y], [otherX, otherY]) => x - otherX || y - otherY) // sums of the same numbers in the same order give the same lines
  if (k === 1) return [{ group: null, places: placed(() => true) }]
  return groups.map(({ id }) => ({ group: id, places: placed(participant => assignments[participant] === id) }))
}

/** Onto the paper, with the same scale on both axes, so that distances are true. */
function fitted(points: readonly Point[]): Projection {
  const [left, right] = middleOf(points.map(([x]) => x))
  const [bottom, top] = middleOf(points.map(([, y]) => y))
  const scale = Math.min((size.width - 2 * margin) / (right - left || 1), (size.height - 2 * margin) / (top - bottom || 1))
  return { scale, origin: [size.width / 2 - ((left + right) / 2) * scale, size.height / 2 - ((bottom + top) / 2) * scale] }
}

const projected =
  ({ scale, origin }: Projection) =>
  ([x, y]: Point): Point => [origin[0] + x * scale, origin[1] + y * scale]

/** Between which values nineteen of twenty lie: the outermost would be single people. */
function middleOf(values: number[]): Point {
  const sorted = values.sort((a, b) => a - b)
  const cut = Math.floor(sorted.length / 40)
  return [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0]
}

/** Roughly how many of a group stand outside of the line: of a bell-shaped one the share of the peak at which the line is drawn. */
const outside = [0.12, 0.35, 0.65]

/**
 * Lines of equal density. The lowest is drawn above what one fewer than `fewest` people at the same spot would reach, so every area is made by
 * at least that many. Where people stand too far apart for that, the view is blurred until the middle is twice as dense; fewer than twice as many have no area.
 */
function ringsOf(points: readonly Point[], fewest: number): Point[][][] {
  for (let blur = blurFor(points); blur < size.width / 2; blur *= 1.25) {
    const density = densityWith(blur)(points)
    const tooFew = (fewest - 1) * peakOfOne(blur)
    if (density.max < 2 * tooFew) continue
    const levels = [...new Set(outside.map(share => Math.max(share * density.max, tooFew)))]
    return levels.map(level => density(level).coordinates.flat() as Point[][])
  }
  return []
}

const densityWith = (blur: number) => {
  const estimate = contourDensity<Point>()
    .x(([x]) => x)
    .y(([, y]) => y)
    .size([size.width, size.height])
    .cellSize(cellFor(blur))
    .bandwidth(blur)
  return (points: readonly Point[]) => (estimate as typeof estimate & WithContours).contours(points)
}

/** In d3-contour since version 4, but not yet in its types: one outline for any level, and the highest level. */
type WithContours = { contours(points: readonly Point[]): { (level: number): ContourMultiPolygon; max: number } }

/** A person counts most in the middle of a cell of the grid. */
const peakOfOne = (blur: number) => densityWith(blur)([[size.width / 2 + cellFor(blur) / 2, size.height / 2 + cellFor(blur) / 2]]).max

/** Fine enough for smooth lines, and never more work than needed; the library wants powers of two. */
const cellFor = (blur: number) => (blur < 48 ? 4 : blur < 96 ? 8 : 16)

/** Scott's rule (1992) for two dimensions. */
function blurFor(points: readonly Point[]): number {
  const centre = meanOf(points)
  const variance = points.reduce((sum, [x, y]) => sum + (x - centre[0]) ** 2 + (y - centre[1]) ** 2, 0) / (2 * points.length)
  return Math.max(12, Math.sqrt(variance) * points.length ** (-1 / 6))
}

const smooth = line<Point>().curve(curveBasisClosed).digits(1)

/** Every third corner, rounded off: the lines are smooth anyway, and the page stays small. */
const outlineOf = (rings: readonly Point[][]) =>
  rings
    .map(ring => ring.slice(1).filter((_, place) => place % 3 === 0))
    .filter(ring => ring.length > 3)
    .map(ring => smooth(ring) ?? '')
    .join('')

/** Letters that would cover each other move apart. */
function keptApart(clouds: Cloud[]): Cloud[] {
  const labels = clouds.map(({ label }) => [...label] as Point)
  for (let round = 0; round < 20; round++)
    for (const [i, a] of labels.entries())
      for (const b of labels.slice(i + 1)) {
        const [dx, dy] = [b[0] - a[0] || 0.1, b[1] - a[1]]
        const distance = Math.hypot(dx, dy)
        const push = Math.max(0, labelDistance - distance) / 2 / distance
        a[0] -= dx * push
        a[1] -= dy * push
        b[0] += dx * push
        b[1] += dy * push
      }
  return clouds.map((cloud, index) => ({ ...cloud, label: labels[index]!.map(Math.round) as Point }))
}

function placeIn([x, y]: Point): Place {
  const across = x / size.width
  const along = y / size.height
  return {
    across: across < 0.42 ? 'left' : across > 0.58 ? 'right' : 'middle',
    along: along < 0.42 ? 'top' : along > 0.58 ? 'bottom' : 'middle',
  }
}

/** χ² with two degrees of freedom: nine tenths of a normal distribution lie within this squared distance. */
const nineTenths = 4.605

/** A person on the paper; whoever stands farther out than the picture reaches is drawn at its edge. */
export function haloOf({ projection, width, height }: OpinionPicture, { at: [x, y], covariance: [xx, xy, yy] }: OwnPlace): Halo {
  const [left, top] = projected(projection)([x, -y])
  const centre: Point = [within(left, edge, width - edge), within(top, edge, height - edge)]
  const [half, slope] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)]
  const radii = [half + slope, half - slope].map(variance => Math.round(Math.sqrt(Math.max(0, variance) * nineTenths) * projection.scale))
  const turn = Math.atan2(2 * xy, xx - yy) / 2
  return {
    centre: centre.map(Math.round) as Point,
    radii: radii.map(radius => Math.max(radius, smallestRadius)) as Point,
    angle: Math.round((-turn * 180) / Math.PI) + 0,
    place: placeIn([left, top]),
    isOutside: left !== centre[0] || top !== centre[1],
  }
}

const edge = 12
const smallestRadius = 14
const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

const sides: [positive: Side, negative: Side][] = [
  ['right', 'left'],
  ['top', 'bottom'],
]

/** Only of axes that say more than votes dealt at random; no statement twice, if there are others. */
function directionsOf({ axes, stability }: OpinionMap, numbers: readonly number[]): OpinionPicture['directions'] {
  const said = new Set<number>()
  return axes.slice(0, Math.min(2, stability.axes)).flatMap(({ statements }, axis) =>
    [1, -1].flatMap((sign, end) => {
      const fresh = statements.filter(({ statement }) => !said.has(statement))
      const found = fresh.find(({ loading }) => loading * sign > 0) ?? fresh[0]
      if (!found) return []
      said.add(found.statement)
      return [{ side: sides[axis]![end]!, statement: numbers[found.statement]!, agrees: found.loading * sign > 0 }]
    }),
  )
}

function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce<Point>(([x, y], point) => [x + point[0], y + point[1]], [0, 0])
  return [sum[0] / points.length, sum[1] / points.length]
}
