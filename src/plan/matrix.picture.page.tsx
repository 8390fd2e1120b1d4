import { Figure, type TownContext } from '#platform/web'
import { layoutOf, linesOf, type Mark, marksOf, sizes } from './matrix.picture.ts'
import { costOfAll, type MatrixView } from './matrix.ts'
import { eurosIn } from './words.page.tsx'

/** Action fields against departments for everybody who looks rather than reads; the table below it says the same. */
export function MatrixPicture({ c, view }: { c: TownContext; view: MatrixView }) {
  const { t } = c.var
  const kinds = new Set(
    view.fields.flatMap(({ id }) => [...view.matrix.cells.get(id)!.values()].flatMap(cell => marksOf(cell).map(({ kind }) => kind))),
  )
  return (
    <Figure
      caption={
        <Legend
          c={c}
          kinds={(['lead', 'asked', 'part'] as const).filter(kind => kinds.has(kind))}
          hasGap={view.matrix.fieldsWithoutLead.length > 0}
        />
      }
    >
      <section class="matrix-picture" tabindex={0} aria-label={t('plan.public.matrix.picture')}>
        <Drawing c={c} view={view} />
      </section>
    </Figure>
  )
}

const Legend = ({ c, kinds, hasGap }: { c: TownContext; kinds: Mark['kind'][]; hasGap: boolean }) => (
  <ul class="matrix-legend">
    {kinds.map(kind => (
      <li>
        <svg class="matrix" viewBox="-13 -13 26 26" width="26" height="26" aria-hidden="true" focusable="false">
          <MarkShape kind={kind} />
        </svg>
        {c.var.t(`plan.public.matrix.legend.${kind}`)}
      </li>
    ))}
    {hasGap && (
      <li>
        <svg class="matrix" viewBox="-13 -13 26 26" width="26" height="26" aria-hidden="true" focusable="false">
          <rect class="matrix__gap" x="-12" y="-12" width="24" height="24" />
        </svg>
        {c.var.t('plan.public.matrix.no-lead')}
      </li>
    )}
  </ul>
)

function Drawing({ c, view }: { c: TownContext; view: MatrixView }) {
  const { fields, departments, matrix, showsMoney } = view
  const { column, head, names, width, height } = layoutOf(view)
  const isRtl = c.var.language.direction === 'rtl'
  const at = (x: number) => (isRtl ? width - x : x)
  const middle = (place: number) => at(sizes.fields + (place + 0.5) * column)
  const most = Math.max(1, ...matrix.costs.values())
  return (
    <svg
      class="matrix"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={c.var.t('plan.public.matrix.picture-says', { fields: fields.length, departments: departments.length })}
    >
      {departments.map(({ id }, place) => (
        <g>
          {matrix.departmentsWithoutPart.includes(id) && (
            <rect class="matrix__gap" x={middle(place) - column / 2} y="0" width={column} height={height} />
          )}
          <text class="matrix__head" lang="de" direction="ltr" transform={`translate(${middle(place)} ${head - 10}) rotate(-90)`}>
            {names[place]!.map((line, index) => (
              <tspan x="0" y={(index - (names[place]!.length - 1) / 2) * sizes.line + 5}>
                {line}
              </tspan>
            ))}
          </text>
        </g>
      ))}
      {fields.map(({ id, name }, row) => (
        <g transform={`translate(0 ${head + row * sizes.row})`}>
          {matrix.fieldsWithoutLead.includes(id) && <rect class="matrix__gap" width={width} height={sizes.row} />}
          <path class="matrix__line" d={`M0 0H${width}`} />
          <FieldName x={at(8)} anchor={isRtl ? 'end' : 'start'} name={name} />
          {departments.map((department, place) => (
            <Marks marks={marksOf(matrix.cells.get(id)!.get(department.id))} x={middle(place)} />
          ))}
          {showsMoney && (
            <Money c={c} x={sizes.fields + departments.length * column + 12} at={at} cents={matrix.costs.get(id)!} most={most} />
          )}
        </g>
      ))}
      {showsMoney && (
        <text class="matrix__sum" x={at(sizes.fields + departments.length * column + 12)} y={head - 10}>
          <tspan>{c.var.t('plan.public.matrix.costs')}</tspan>
          <tspan class="matrix__euros" x={at(sizes.fields + departments.length * column + 12)} dy={-sizes.line - 2}>
            {eurosIn(c, costOfAll(matrix))}
          </tspan>
        </text>
      )}
    </svg>
  )
}

/** German on every page, so it runs from left to right and begins or ends at the edge of the picture. */
function FieldName({ x, anchor, name }: { x: number; anchor: 'start' | 'end'; name: string }) {
  const lines = linesOf(name, 27, 2)
  return (
    <text class="matrix__field" lang="de" direction="ltr" text-anchor={anchor}>
      {lines.map((line, index) => (
        <tspan x={x} y={sizes.row / 2 + 5 + (index - (lines.length - 1) / 2) * sizes.line}>
          {line}
        </tspan>
      ))}
    </text>
  )
}

const Marks = ({ marks, x }: { marks: Mark[]; x: number }) => (
  <>
    {marks.map(({ kind, count }, place) => (
      <g transform={`translate(${x + (place - (marks.length - 1) / 2) * (sizes.mark + sizes.gap)} ${sizes.row / 2})`}>
        <MarkShape kind={kind} />
        <text class={`matrix__count matrix__count--${kind}`} text-anchor="middle" dy="0.36em">
          {count}
        </text>
      </g>
    ))}
  </>
)

/** Told apart without colour: a full square leads, a broken one is asked to, a ring takes part. */
function MarkShape({ kind }: { kind: Mark['kind'] }) {
  const half = sizes.mark / 2 - 1
  return kind === 'part' ? (
    <circle class="matrix__part" r={half} />
  ) : (
    <rect class={`matrix__${kind}`} x={-half} y={-half} width={2 * half} height={2 * half} rx="4" />
  )
}

type MoneyProps = { c: TownContext; x: number; at: (x: number) => number; cents: number; most: number }

function Money({ c, x, at, cents, most }: MoneyProps) {
  const full = sizes.money - 20
  const width = (full * cents) / most
  return (
    <g>
      <text class="matrix__euros" x={at(x)} y={sizes.row / 2}>
        {eurosIn(c, cents)}
      </text>
      <rect class="matrix__bar" x={Math.min(at(x), at(x + width))} y={sizes.row / 2 + 8} width={width} height="7" rx="2" />
    </g>
  )
}
