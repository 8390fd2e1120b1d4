import { frame } from '#platform/documents'

/** A4 landscape; with many departments one table after the other, each with all fields. Its data is made in matrix.print.ts. */
export const matrixTemplate = `${frame}
#let accent = rgb(data.colours.accent)
#let tint = rgb(data.colours.tint)
#let faint = luma(170)
#let quiet = luma(70)
#let lacking = rgb("#fdf0d8")

#set page(paper: "a4", flipped: true, margin: (x: 15mm, top: 14mm, bottom: 16mm))
#set text(size: 9pt, hyphenate: true)
#set par(leading: 0.5em)
#show heading: set text(fill: accent, weight: 600, size: 16pt)

#let foot-text(body) = text(size: 8pt, fill: quiet, hyphenate: false, body)
#let page-of(here) = data.page.replace("{page}", str(here)).replace("{pages}", str(counter(page).final().first()))
#set page(footer: context {
  line(length: 100%, stroke: 0.6pt + accent)
  v(-0.5em)
  foot-text(grid(columns: (1fr, auto), column-gutter: 5mm, data.foot, page-of(counter(page).get().first())))
})

// A full box leads, a broken one is asked to, a round one takes part; the letter says it too.
#let mark(kind, body) = box(
  inset: (x: 1.2mm, y: 0.8mm), outset: (y: 0.3mm), baseline: 0.8mm,
  radius: if kind == "part" { 2.2mm } else { 0.6mm },
  fill: if kind == "lead" { accent },
  stroke: if kind == "asked" { (paint: quiet, thickness: 0.7pt, dash: "dashed") } else { 0.7pt + accent },
  text(size: 8pt, weight: 600, fill: if kind == "lead" { white } else { black }, hyphenate: false, body),
)
#let marks(all) = all.map(it => mark(it.kind, it.text)).join([ ])

#let upright(column) = rotate(-90deg, reflow: true, box(width: 44mm, align(start, {
  set par(leading: 0.35em)
  text(size: 8.5pt, weight: 600, hyphenate: false, said(column.name))
  if column.note != "" { linebreak(); text(size: 7.5pt, fill: quiet, column.note) }
})))

#let table-of(part) = table(
  columns: (46mm, ..part.columns.map(_ => 1fr), ..if part.costs { (30mm,) }),
  align: (x, y) => if x == 0 { start + horizon } else if part.costs and x == part.columns.len() + 1 { end + horizon } else if y == 0 { center + bottom } else { center + horizon },
  inset: (x: 0.8mm, y: 2mm),
  stroke: (x, y) => (bottom: if y == 0 { 1pt + accent } else { 0.5pt + faint }, left: if x > 0 { 0.4pt + luma(220) }),
  fill: (x, y) => if x > 0 and x <= part.columns.len() and part.columns.at(x - 1).lacks { lacking } else if y == 0 { tint },
  table.header(
    align(bottom, text(weight: 600, data.fields)),
    ..part.columns.map(upright),
    ..if part.costs { (align(bottom, text(weight: 600, data.costs)),) },
  ),
  ..part.rows.map(row => (
    table.cell(fill: if row.note != "" { lacking }, { text(weight: 600, said(row.name)); if row.note != "" { linebreak(); text(size: 8pt, row.note) } }),
    ..row.cells.map(marks),
    ..if part.costs { (text(size: 8.5pt, row.cost),) },
  )).flatten(),
  ..if part.costs { (table.cell(colspan: part.columns.len() + 1, align: end, text(weight: 600, data.sum)), text(size: 8.5pt, weight: 600, data.total)) },
)

#block(below: 4mm, grid(columns: (1fr, auto), align: (start + horizon, end + horizon), heading(level: 1, data.title), text(size: 12pt, weight: 600, fill: quiet, data.town)))
#par(data.legend.map(it => [#mark(it.kind, it.letter) #it.text]).join(h(5mm)))
#v(1mm)
#for (place, part) in data.parts.enumerate() {
  if place > 0 { pagebreak() }
  table-of(part)
}
#for note in data.notes { par(note) }
`
