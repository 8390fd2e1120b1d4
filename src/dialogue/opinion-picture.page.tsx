import type { GroupRef } from '#platform/web'
import type { Halo, OpinionPicture, Place, Side } from './opinion-picture.ts'
import type { DialogueContext } from './visitor.ts'

// Told apart without colour: a letter in the middle, and a line of its own kind.
const dashes = [undefined, '10 6', '2.5 5', '14 5 3 5', '6 4']
const opacities = [0.16, 0.2, 0.26]
const dash = (group: GroupRef | undefined) => group && dashes[group.number - 1]

type Props = { picture: OpinionPicture; groups: ReadonlyMap<number, GroupRef>; label: string; own?: Halo | undefined }

/** The opinion map: overlapping areas, darker where more people stand; `own` is drawn for one person's eyes alone. */
export function OpinionMapPicture({ picture, groups, label, own }: Props) {
  const { width, height, clouds, directions } = picture
  const refOf = (group: number | null) => (group === null ? undefined : groups.get(group))
  return (
    <svg class="opinion-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <g class="opinion-map__axes">
        {directions.map(({ side }) => (
          <path d={arrow(side, picture)} />
        ))}
      </g>
      {clouds.map(({ group, areas }) => (
        <g class={classOf(refOf(group))}>
          {areas.map((area, level) => (
            <path
              class="opinion-map__area"
              d={area}
              fill-opacity={opacities[level]}
              stroke-width={level === 0 ? 2 : 0.75}
              stroke-opacity={level === 0 ? 1 : 0.5}
              stroke-dasharray={level === 0 ? dash(refOf(group)) : undefined}
            />
          ))}
        </g>
      ))}
      {clouds.map(({ group, label }) => {
        const named = refOf(group)
        return named && <Letter group={named} at={label} />
      })}
      {own && <OwnPlaceMark {...own} />}
    </svg>
  )
}

const Letter = ({ group, at: [x, y] }: { group: GroupRef; at: [x: number, y: number] }) => (
  <g class={classOf(group)}>
    <circle class="opinion-map__letter" cx={x} cy={y} r="21" />
    <text x={x} y={y} dy="0.36em" text-anchor="middle">
      {group.letter}
    </text>
  </g>
)

const OwnPlaceMark = ({ centre: [x, y], radii: [rx, ry], angle }: Halo) => (
  <g class="opinion-map__own">
    <ellipse cx={x} cy={y} rx={rx} ry={ry} transform={`rotate(${angle} ${x} ${y})`} />
    <circle cx={x} cy={y} r="6" />
  </g>
)

/** "oben, links" */
export function placeInWords(c: DialogueContext, { along, across }: Place): string {
  const words = [c.var.t(`dialogue.results.along.${along}`), c.var.t(`dialogue.results.across.${across}`)]
  return new Intl.ListFormat(c.var.language.locale, { type: 'unit', style: 'short' }).format(new Set(words))
}

const classOf = (group: GroupRef | undefined) => group && `group-${group.number}`

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
