import type { OpinionPicture, Side } from './opinion-picture.ts'

// Told apart without colour: a letter in the middle, and a line of its own kind.
const dashes = [undefined, '10 6', '2.5 5', '14 5 3 5', '6 4']
const opacities = [0.16, 0.2, 0.26]
const dash = (group: number | null) => (group === null ? undefined : dashes[group % dashes.length])

/** The opinion map: overlapping areas, darker where more people stand. */
export function OpinionMapPicture({ picture, label }: { picture: OpinionPicture; label: string }) {
  const { width, height, clouds, directions } = picture
  return (
    <svg class="opinion-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <g class="opinion-map__axes">
        {directions.map(({ side }) => (
          <path d={arrow(side, picture)} />
        ))}
      </g>
      {clouds.map(({ group, areas }) => (
        <g class={classOf(group)}>
          {areas.map((area, level) => (
            <path
              class="opinion-map__area"
              d={area}
              fill-opacity={opacities[level]}
              stroke-width={level === 0 ? 2 : 0.75}
              stroke-opacity={level === 0 ? 1 : 0.5}
              stroke-dasharray={level === 0 ? dash(group) : undefined}
            />
          ))}
        </g>
      ))}
      {clouds.map(
        ({ group, label: [x, y] }) =>
          group !== null && (
            <g class={classOf(group)}>
              <circle class="opinion-map__letter" cx={x} cy={y} r="21" />
              <text x={x} y={y} dy="0.36em" text-anchor="middle">
                {String.fromCharCode(65 + group)}
              </text>
            </g>
          ),
      )}
    </svg>
  )
}

const classOf = (group: number | null) => (group === null ? undefined : `group-${group + 1}`)

/** From the middle towards a side, with a head. */
function arrow(side: Side, { width, height }: OpinionPicture): string {
  const [x, y] = [width / 2, height / 2]
  const [far, wide, head] = [10, 5, 9]
  switch (side) {
    case 'right':
      return `M${x} ${y}H${width - far}m${-head} ${-wide}l${head} ${wide}l${-head} ${wide}`
    case 'left':
      return `M${x} ${y}H${far}m${head} ${-wide}l${-head} ${wide}l${head} ${wide}`
    case 'top':
      return `M${x} ${y}V${far}m${-wide} ${head}l${wide} ${-head}l${wide} ${head}`
    case 'bottom':
      return `M${x} ${y}V${height - far}m${-wide} ${-head}l${wide} ${head}l${wide} ${-head}`
  }
}
