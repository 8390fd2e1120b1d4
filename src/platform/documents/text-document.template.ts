import { frame } from './template.ts'

/** A4 as town halls file it: 25 mm for the holes, 20 mm beside. Its data is made in text-document.pdf.ts. */
export const textDocumentTemplate = `${frame}
#let accent = rgb(data.colours.accent)
#let tint = rgb(data.colours.tint)
#let faint = luma(170)
#let quiet = luma(70)

#let holes = if data.dir == "rtl" { (right: 25mm, left: 20mm) } else { (left: 25mm, right: 20mm) }
#set page(paper: "a4", margin: (top: 22mm, bottom: 24mm, ..holes))
#set text(size: 10.5pt, hyphenate: true, costs: (hyphenation: 300%))
#set par(leading: 0.62em, spacing: 1em, linebreaks: "optimized")

// Words in their own language, from the side it is written from, with the line breaks they were typed with.
#let lines-of(words, ..style) = {
  let lines = words.text.split("\\n").map(line => text(line))
  text(lang: words.lang, dir: if words.dir == "rtl" { rtl } else { ltr }, ..style, lines.join(linebreak()))
}
#let paragraph(words, ..style) = {
  set text(lang: words.lang, dir: if words.dir == "rtl" { rtl } else { ltr }, ..style)
  if words.dir == data.dir { par(lines-of(words)) } else { align(start, par(lines-of(words))) }
}

#show heading: set text(fill: accent, weight: 600, hyphenate: false)
#show heading: set par(leading: 0.4em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 3): set text(size: 11pt)
#show heading.where(level: 4): set text(size: 10.5pt, fill: black)
#show heading: set block(above: 1.55em, below: 0.8em, sticky: true)
#show heading.where(level: 1): set block(above: 0em, below: 1.1em)

// A row stays together, unless it could be longer than a page.
#let most-together = 800
#let table-of(it) = table(
  columns: it.columns.map(column => column.share * 1fr),
  align: (x, y) => (if it.columns.at(x).numeric { end } else { start }) + top,
  inset: if it.dense { (x: 1.3mm, y: 1.2mm) } else { (x: 2mm, y: 1.7mm) },
  stroke: (x, y) => (bottom: if y == 0 { 1pt + accent } else { 0.5pt + faint }),
  fill: (x, y) => if y == 0 { tint },
  table.header(..it.columns.map(column => text(size: if it.dense { 8pt } else { 9pt }, weight: 600, hyphenate: false, lines-of(column.label)))),
  ..it.rows.flatten().map(words => table.cell(breakable: words.text.len() > most-together, text(size: if it.dense { 8pt } else { 9.5pt }, costs: (hyphenation: 2000%), lines-of(words)))),
)

#let item-of(it) = {
  let follows = it.below.len() + it.notes.len() > 0
  block(sticky: follows, lines-of(it.words, ..if it.strong { (weight: 600) }))
  set par(spacing: 0.75em)
  for words in it.below { par(lines-of(words)) }
  for words in it.notes { par(lines-of(words, size: 9pt, fill: quiet)) }
}
#let list-of(items) = {
  let spacing = if items.any(it => it.below.len() + it.notes.len() > 0) { 1.2em } else { 0.75em }
  set list(spacing: spacing)
  set enum(spacing: spacing)
  for it in items { if it.number == none { list.item(item-of(it)) } else { enum.item(it.number, item-of(it)) } }
}
#set list(marker: text(fill: accent, weight: 600)[–], body-indent: 0.7em)
#set enum(numbering: number => text(fill: accent, weight: 600)[#number.], body-indent: 0.7em)

// What it is called in a column of its own, what it is beside it.
#let term-width = 42mm
#show terms: set strong(delta: 0)
#set terms(separator: none, hanging-indent: term-width, spacing: 0.75em)
#let facts-of(items) = block(below: 1.4em, for it in items {
  terms.item(box(width: term-width, text(fill: quiet, lines-of(it.term))), lines-of(it.words))
})

#let show-block(it) = {
  if it.kind == "heading" {
    if it.startsPage { pagebreak(weak: true) }
    heading(level: it.level, lines-of(it.text))
  } else if it.kind == "paragraph" and it.tone == "lead" { block(above: 1.5em, below: 1.5em, { set par(leading: 0.5em); paragraph(it.words, size: 13pt, weight: 600, hyphenate: false) }) }
  else if it.kind == "paragraph" and it.tone == "quiet" { paragraph(it.words, size: 9.5pt, fill: quiet) }
  else if it.kind == "paragraph" { paragraph(it.words) }
  else if it.kind == "list" { list-of(it.items) }
  else if it.kind == "facts" { facts-of(it.items) }
  else if it.kind == "table" { block(above: 1em, below: 1.3em, table-of(it)) }
  else if it.kind == "frame" {
    block(width: 100%, above: 1em, below: 1.4em, inset: 4.5mm, fill: tint, stroke: 0.8pt + accent, radius: 0.8mm, for inner in it.blocks { show-block(inner) })
  }
  else if it.kind == "landscape" { page(flipped: true, margin: (x: 15mm, top: 20mm, bottom: 20mm), for inner in it.blocks { show-block(inner) }) }
  else { panic("no such block: " + it.kind) }
}

#let foot-text(body) = text(size: 8.5pt, fill: quiet, hyphenate: false, body)
#let page-of(here) = data.page.replace("{page}", str(here)).replace("{pages}", str(counter(page).final().first()))
#set page(
  header: context if counter(page).get().first() > 1 { foot-text(grid(columns: (1fr, auto), data.town, data.title)) },
  footer: context {
    line(length: 100%, stroke: 0.6pt + accent)
    v(-0.5em)
    foot-text(grid(columns: (1fr, auto), column-gutter: 5mm, data.foot, page-of(counter(page).get().first())))
  },
)

#block(width: 100%, below: 5mm, grid(columns: (1fr, auto), align: (start + horizon, end + horizon),
  text(size: 14pt, weight: 600, fill: quiet, data.town),
  if data.crest != none { image(data.crest, height: 16mm, alt: data.crestAlt) },
))
#heading(level: 1, data.title)
#for it in data.blocks { show-block(it) }
`
