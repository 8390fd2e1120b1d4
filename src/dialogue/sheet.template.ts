import { frame } from '#platform/documents'

// What the sheets, cards and posters of a dialogue share. Their data is made in sheet.print.ts.
const shared = `
#let band = rgb(data.colours.band)
#let on-band = rgb(data.colours.onBand)
#let accent = rgb(data.colours.accent)
#let tint = rgb(data.colours.tint)
#let faint = luma(150)
#let quiet = luma(70)
#let marks = (agree: "M5 12.5l4.5 4.5L19 7.5", disagree: "M6.5 6.5l11 11M17.5 6.5l-11 11", pass: "M6 12h12")
#let first = data.words.at(0)

#let crest(size) = if data.crest != none { image(data.crest, height: size, alt: data.crestAlt) }
#let qr(size) = image(bytes(data.qr), format: "svg", width: size, alt: data.qrAlt)
#let address(..style) = text(dir: ltr, hyphenate: false, weight: 600, ..style, data.address.replace("/", "/" + sym.zws).replace("-", "-" + sym.zws))
#let code(value, size) = box(text(dir: ltr, size: size, weight: 600, tracking: 0.07em, number-width: "tabular", hyphenate: false, value))

// A paragraph of its own that begins where its language begins.
#let line-of(words, ..style) = {
  set text(lang: words.lang, dir: if words.dir == "rtl" { rtl } else { ltr }, ..style)
  align(start, block(width: 100%, spacing: 0.55em, words.text))
}
#let in-words(words, key) = (text: words.at(key), lang: words.lang, dir: words.dir)

// The same said in each language of the sheet: one below the other, or from both edges where they are written from different ones.
#let each(key, ..style) = for words in data.words { line-of(in-words(words, key), ..style) }
#let facing(key, ..style) = {
  let faces = data.words.map(words => line-of(in-words(words, key), ..style))
  if data.words.map(words => words.dir).dedup().len() > 1 { grid(columns: (1fr,) * faces.len(), column-gutter: 6mm, ..faces) } else { faces.join() }
}
#let beside(key, ..style) = data.words.map(words => box(said(in-words(words, key), ..style))).join(text(fill: faint)[#h(0.5em)·#h(0.5em)])

// The question; where the second language has words of its own for it, in smaller letters below.
#let question(size, fill: accent) = {
  heading(level: 1, outlined: false, line-of(data.questions.at(0), size: size, fill: fill))
  for other in data.questions.slice(1) { line-of(other, size: size * 0.66, weight: 600, fill: fill) }
}

#let box-to-tick(size) = box(width: size, height: size, radius: 0.6mm, stroke: 0.8pt + luma(50), fill: white)
#let answer(key, size) = align(center, {
  drawing(marks.at(key), size * 1.6, colour: accent)
  for words in data.words { block(spacing: 0.45em, said(in-words(words, key), size: size)) }
})

#let lines(count, height) = pdf.artifact(stack(..range(count).map(_ => box(width: 100%, height: height, stroke: (bottom: 0.5pt + faint)))))
#let voices(colour, opacity) = bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 240'><g fill='none' stroke='" + colour.to-hex() + "' stroke-opacity='" + str(opacity) + "' stroke-width='2'>" + data.threads.map(d => "<path d='" + d + "'/>").join() + "</g><g fill='" + colour.to-hex() + "' fill-opacity='" + str(opacity * 2) + "'>" + data.voices.map(((x, y)) => "<circle cx='" + str(x) + "' cy='" + str(y) + "' r='5'/>").join() + "</g></svg>")

// At the far edge of a page, the cord runs out of it.
#let outwards = if data.dir == "rtl" { -1 } else { 1 }
#let cord(colour, opacity, width) = pdf.artifact(scale(x: outwards * 100%, image(voices(colour, opacity), format: "svg", width: width)))

// The statements with three boxes each; rows never break, the heading comes again on the next page.
#set table.cell(breakable: false)
#let ballot(numbers, size, boxes) = table(
  columns: (auto, 1fr, boxes, boxes, boxes),
  align: (x, y) => if x == 1 { start + horizon } else { center + horizon },
  inset: (x: 1.2mm, y: size * 0.42),
  stroke: (x, y) => (bottom: if y == 0 { 1pt + accent } else { 0.5pt + luma(190) }),
  table.header(
    align(center + bottom, said(in-words(first, "number"), size: size * 0.72, fill: quiet)),
    align(bottom, each("tick", size: size * 0.82, weight: 600)),
    ..("agree", "disagree", "pass").map(key => answer(key, size * 0.72)),
  ),
  ..numbers.map(number => (
    text(size: size * 0.9, fill: quiet, str(number)),
    {
      set par(leading: 0.42em)
      for (place, words) in data.statements.at(str(number)).enumerate() { line-of(words, size: size, fill: if place == 0 { black } else { luma(45) }) }
    },
    ..(box-to-tick(size * 1.4),) * 3,
  )).flatten(),
)

// The largest of these sizes at which even the sheets with the longest statements are no higher than the room; none if there is no such size.
#let largest(make, room, width, sizes) = sizes.find(size => data.longest.all(numbers => measure(make(numbers, size), width: width).height <= room))
`

/** A4, printed on both sides: the statements in front, room for one's own behind, the code on every page. */
export const sheetTemplate = `${frame}${shared}
#set page(paper: "a4", margin: (top: 13mm, bottom: 23mm, x: 16mm))
#set par(leading: 0.5em)
#show heading: set text(fill: accent)

#let this = state("sheet", none)
#set page(footer: context {
  let (turn, value) = this.get()
  let pages = str(counter(page).at(label("end-" + str(turn))).first())
  let page-of(words) = in-words(words, "page").text.replace("{page}", str(counter(page).get().first())).replace("{pages}", pages)
  pdf.artifact(line(length: 100%, stroke: 0.6pt + accent))
  v(-0.4em)
  grid(columns: (1fr, auto, auto), column-gutter: 5mm, align: (start + horizon, end + horizon, end + horizon),
    each("codeHint", size: 7.5pt, fill: quiet),
    {
      set text(size: 7.5pt, fill: quiet)
      for words in data.words { block(spacing: 0.5em, said((text: words.code + " · " + page-of(words), lang: words.lang, dir: words.dir))) }
    },
    code(value, 14pt),
  )
})

#let head = grid(columns: (1fr, auto), column-gutter: 8mm, align: (start + top, center + top),
  {
    grid(columns: if data.crest == none { (auto,) } else { (auto, auto) }, column-gutter: 3mm, align: start + horizon,
      ..if data.crest == none { () } else { (crest(12mm),) }, text(weight: 600, size: 11pt, fill: quiet, data.town))
    v(1mm)
    { set par(leading: 0.35em); question(20pt) }
    v(0.5mm)
    each("lead", size: 10pt)
  },
  block(width: 34mm, { qr(30mm); set par(leading: 0.35em); v(-1.5mm)
    for words in data.words { block(spacing: 0.5em, said(in-words(words, "online"), size: 7.5pt)) }
    address(size: 7pt) }),
)

#let hand-in = if data.giveBack != none { v(7mm); block(width: 100%, breakable: false, inset: 5mm, radius: 1.5mm, fill: tint, {
  beside("giveBack", size: 10pt, weight: 600, fill: accent)
  line-of(data.giveBack, size: 12pt, weight: 600)
}) }

// Room for one's own statement.
#let own(count) = block(width: 100%, breakable: false, {
  heading(level: 2, outlined: false, facing("own", size: 15pt))
  v(1mm)
  facing("ownHint", size: 10pt)
  lines(count, 12.5mm)
})

// Where all statements stand in front, the back is for one's own; else it comes below the last of them.
#let sheet(turn, value, numbers, size) = {
  this.update((turn, value))
  counter(page).update(1)
  head
  v(2mm)
  ballot(numbers, if size == none { 10pt } else { size }, 18mm)
  if size == none {
    if data.mayAdd { v(8mm); own(4) }
    hand-in
  } else if data.mayAdd {
    pagebreak()
    own(6)
    hand-in
    place(bottom + end, dx: 16mm * outwards, dy: 8mm, cord(accent, 0.16, 120mm))
  } else { hand-in }
  [#metadata(none)#label("end-" + str(turn))]
}

#context {
  let room = 297mm - 36mm - 6mm - measure(head, width: 178mm).height - if data.mayAdd { 0mm } else { measure(hand-in, width: 178mm).height }
  let size = largest((numbers, size) => ballot(numbers, size, 18mm), room, 178mm, (12.5pt, 12pt, 11.5pt, 11pt, 10.5pt, 10pt))
  for (turn, one) in data.sheets.enumerate() {
    if turn > 0 { pagebreak(to: "odd") }
    sheet(turn, one.code, one.numbers, size)
  }
}
`

const card = `
#let front((code: value, numbers), size) = block(width: 105mm, height: 148mm, inset: (x: 7mm, top: 6mm, bottom: 5mm), {
  grid(columns: if data.crest == none { (auto,) } else { (auto, auto) }, column-gutter: 2mm, align: start + horizon,
    ..if data.crest == none { () } else { (crest(8mm),) }, text(weight: 600, size: 8.5pt, fill: quiet, data.town))
  v(-1.5mm)
  { set par(leading: 0.35em); fitted(14mm, 91mm, (13pt, 12pt, 10.5pt, 9pt, 8pt), size => question(size)) }
  v(-1.5mm)
  ballot(numbers, size, 13mm)
  place(bottom, {
    pdf.artifact(line(length: 100%, stroke: 0.5pt + accent))
    v(-2mm)
    grid(columns: (1fr, auto), column-gutter: 3mm, align: (start + horizon, end + horizon), { set par(leading: 0.35em); each("codeHint", size: 6.5pt, fill: quiet) }, code(value, 11pt))
  })
})

#let card-size() = {
  let size = largest((numbers, size) => ballot(numbers, size, 13mm), 93mm, 91mm, (11pt, 10.5pt, 10pt, 9.5pt, 9pt, 8.5pt, 8pt, 7.5pt))
  if size == none { panic("does-not-fit") }
  size
}

#let back = block(width: 105mm, height: 148mm, inset: 7mm, {
  set par(leading: 0.4em)
  if data.mayAdd {
    heading(level: 2, outlined: false, each("own", size: 11pt, fill: accent))
    v(-0.5mm)
    each("ownHint", size: 7.5pt)
    lines(5, 10.5mm)
  } else {
    heading(level: 2, outlined: false, each("invitation", size: 13pt, fill: accent))
    each("lead", size: 9pt)
  }
  place(bottom, grid(columns: (auto, 1fr), column-gutter: 4mm, align: horizon, qr(32mm), {
    each("online", size: 8pt)
    block(spacing: 0.7em, address(size: 8pt))
    if data.giveBack != none { v(1mm); beside("giveBack", size: 7.5pt, weight: 600, fill: accent); line-of(data.giveBack, size: 8pt) }
  }))
})
`

/** A6: each card a page with its back, as print shops want it. */
export const cardTemplate = `${frame}${shared}${card}
#set page(width: 105mm, height: 148mm, margin: 0mm)
#context for (number, one) in data.sheets.enumerate() {
  if number > 0 { pagebreak() }
  front(one, card-size())
  pagebreak()
  back
}
`

/** Four A6 cards on a sheet of A4, to be cut; the backs are all alike, so that turning the paper either way is right. */
export const cutCardsTemplate = `${frame}${shared}${card}
#set page(paper: "a4", margin: 0mm, background: {
  place(top + left, dy: 148.5mm, line(length: 100%, stroke: (paint: faint, thickness: 0.4pt, dash: "dashed")))
  place(top + left, dx: 105mm, line(length: 100%, angle: 90deg, stroke: (paint: faint, thickness: 0.4pt, dash: "dashed")))
})
#let four(cards) = grid(columns: (105mm, 105mm), rows: (148.5mm, 148.5mm), ..cards)
#context for (number, cards) in data.sheets.chunks(4).enumerate() {
  if number > 0 { pagebreak() }
  four(cards.map(card => front(card, card-size())))
  pagebreak()
  four(cards.map(_ => back))
}
`

/** A3, for shop windows. */
export const posterTemplate = `${frame}${shared}
#set page(paper: "a3", margin: 0mm, fill: white)

#block(width: 100%, height: 222mm, fill: band, inset: (x: 22mm, top: 20mm, bottom: 16mm), {
  set text(fill: on-band)
  place(bottom + end, dx: 22mm * outwards, dy: 12mm, cord(on-band, 0.36, 130mm))
  grid(columns: if data.crest == none { (auto,) } else { (auto, auto) }, column-gutter: 7mm, align: start + horizon,
    ..if data.crest == none { () } else { (crest(30mm),) }, text(size: 28pt, weight: 600, data.town))
  v(10mm)
  { set par(leading: 0.32em); fitted(84mm, 253mm, (70pt, 64pt, 58pt, 50pt, 44pt, 38pt, 32pt, 26pt), size => question(size, fill: on-band)) }
  place(bottom + start, block(width: 126mm, { set par(leading: 0.4em); each("invitation", size: 23pt, weight: 600) }))
})
#block(width: 100%, inset: (x: 22mm, top: 14mm), grid(columns: (150mm, 1fr), column-gutter: 14mm, align: horizon,
  qr(150mm),
  {
    set par(leading: 0.4em)
    heading(level: 2, outlined: false, each("scan", size: 30pt, fill: accent))
    v(3mm)
    each("anonymous", size: 18pt)
    if first.until != none { v(3mm); each("until", size: 18pt, weight: 600) }
    v(6mm)
    each("type", size: 15pt, fill: quiet)
    block(spacing: 0.7em, address(size: 18pt))
  },
))
`
