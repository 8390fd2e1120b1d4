import { frame } from '#platform/documents'

// What the sheets, cards and posters of a dialogue share. `data` is a `PrintPack` of sheet.print.ts.
const shared = String.raw`
#let band = rgb(data.colours.band)
#let on-band = rgb(data.colours.onBand)
#let accent = rgb(data.colours.accent)
#let tint = rgb(data.colours.tint)
#let faint = luma(150)
#let marks = (agree: "M5 12.5l4.5 4.5L19 7.5", disagree: "M6.5 6.5l11 11M17.5 6.5l-11 11", pass: "M6 12h12")
#let first = data.words.at(0)

#let crest(size) = if data.crest { image("crest.webp", height: size, alt: data.crestAlt) }
#let qr(size) = image(bytes(data.qr), format: "svg", width: size, alt: data.qrAlt)
#let address(..style) = text(lang: "en", dir: ltr, hyphenate: false, ..style, data.address.replace("/", "/" + sym.zws).replace("-", "-" + sym.zws))
#let code(value, size) = text(lang: "en", dir: ltr, size: size, weight: 600, tracking: 0.12em, number-width: "tabular", hyphenate: false, value)

// The same said in each language of the sheet.
#let each(key, ..style) = data.words.map(words => said(words + (text: words.at(key)), ..style)).join(linebreak())
#let beside(key, ..style) = data.words.map(words => said(words + (text: words.at(key)), ..style)).join(text(fill: faint)[#h(0.5em)·#h(0.5em)])

#let box-to-tick(size) = box(width: size, height: size, radius: 0.6mm, stroke: 0.7pt + luma(60), fill: white)
#let answer(key, size) = align(center, {
  drawing(marks.at(key), size * 1.5, colour: accent)
  linebreak()
  data.words.map(words => said(words + (text: words.at(key)), size: size)).join(linebreak())
})

#let statement-of(number) = data.statements.at(str(number)).map(words => said(words)).join(parbreak())
#let lines(count, height) = pdf.artifact(stack(..range(count).map(_ => box(width: 100%, height: height, stroke: (bottom: 0.5pt + faint)))))

// The statements with three boxes each; rows never break, the heading comes again on the next page.
#let ballot(numbers, size, boxes) = table(
  columns: (auto, 1fr, boxes, boxes, boxes),
  align: (x, y) => if x == 1 { start + horizon } else { center + horizon },
  inset: (x: 1.2mm, y: size * 0.42),
  stroke: (x, y) => (bottom: 0.5pt + if y == 0 { accent } else { luma(200) }),
  table.header(
    said(first + (text: first.number), size: size * 0.72, fill: luma(70)),
    align(start + bottom, each("tick", size: size * 0.8, weight: 600)),
    ..("agree", "disagree", "pass").map(key => answer(key, size * 0.68)),
  ),
  ..numbers.map(number => (
    text(size: size * 0.9, fill: luma(70), str(number)),
    { set text(size: size); set par(leading: 0.45em, spacing: 0.5em); statement-of(number) },
    ..(box-to-tick(size * 1.35),) * 3,
  )).flatten(),
)
`

/** A4: as many pages as it takes, on each of them the code. */
export const sheetTemplate = `${frame}${shared}${String.raw`
#set page(paper: "a4", margin: (top: 14mm, bottom: 24mm, x: 16mm))
#set par(leading: 0.55em)
#show heading: set text(fill: accent)

#let this = state("sheet", none)
#set page(footer: context {
  let (place, value) = this.get()
  let pages = counter(page).at(label("end-" + str(place))).first()
  line(length: 100%, stroke: 0.6pt + accent)
  v(-0.5em)
  grid(columns: (1fr, auto), align: (start + top, end + top),
    { set text(size: 7.5pt, fill: luma(70)); each("codeHint") },
    { text(size: 7.5pt, fill: luma(70), beside("code")); h(2mm); code(value, 13pt)
      linebreak(); text(size: 7.5pt, fill: luma(70), beside("page") + [ #counter(page).display() / #pages]) },
  )
})

#let sheet(place, value, numbers) = {
  this.update((place, value))
  counter(page).update(1)
  grid(columns: (1fr, auto), column-gutter: 6mm, align: (start + top, center + top),
    {
      grid(columns: (auto, 1fr), column-gutter: 3mm, align: horizon, crest(11mm),
        text(weight: 600, size: 11pt, fill: accent, data.town))
      v(1mm)
      { set par(leading: 0.4em); heading(level: 1, outlined: false, said(data.question, size: 19pt)) }
      v(0.5mm)
      each("lead", size: 10pt)
    },
    { qr(27mm); v(-1mm); block(width: 34mm, { set par(leading: 0.35em); each("online", size: 7.5pt); linebreak(); address(size: 6.8pt, weight: 600) }) },
  )
  v(2mm)
  ballot(numbers, 11pt, 17mm)
  if data.mayAdd {
    v(4mm)
    block(breakable: false, width: 100%, inset: 4mm, radius: 1.5mm, fill: tint, {
      { set par(leading: 0.4em); heading(level: 2, outlined: false, each("own", size: 11pt)) }
      each("ownHint", size: 8.5pt)
      lines(3, 9mm)
    })
  }
  if data.giveBack != none {
    v(3mm)
    block(breakable: false, beside("giveBack", size: 10pt, weight: 600) + [#text(size: 10pt)[: ]#said(data.giveBack, size: 10pt)])
  }
  [#metadata(none)#label("end-" + str(place))]
}

#for (place, one) in data.sheets.enumerate() {
  if place > 0 { pagebreak(to: if data.twoSided { "odd" } else { none }) }
  sheet(place, one.code, one.numbers)
}
`}`

const card = String.raw`
#let front((code: value, numbers)) = block(width: 105mm, height: 148mm, inset: (x: 7mm, top: 6mm, bottom: 5mm), {
  grid(columns: (auto, 1fr), column-gutter: 2mm, align: horizon, crest(8mm), text(weight: 600, size: 8.5pt, fill: accent, data.town))
  v(-1.5mm)
  { set par(leading: 0.35em); fitted(14mm, 91mm, (12pt, 10.5pt, 9pt, 8pt), size => heading(level: 1, outlined: false, said(data.question, size: size, fill: accent))) }
  v(-1mm)
  layout(room => fitted(97mm, room.width, (10pt, 9.5pt, 9pt, 8.5pt, 8pt, 7.5pt), size => ballot(numbers, size, 12.5mm)))
  place(bottom, {
    line(length: 100%, stroke: 0.5pt + accent)
    v(-2mm)
    grid(columns: (1fr, auto), align: (start + horizon, end + horizon), { set par(leading: 0.35em); each("codeShort", size: 6.5pt, fill: luma(70)) }, code(value, 11pt))
  })
})

#let back = block(width: 105mm, height: 148mm, inset: 7mm, {
  if data.mayAdd {
    { set par(leading: 0.35em); heading(level: 2, outlined: false, each("own", size: 10.5pt, fill: accent)) }
    v(-1mm)
    { set par(leading: 0.4em); each("ownHint", size: 7.5pt) }
    lines(5, 9mm)
  } else {
    { set par(leading: 0.4em); heading(level: 2, outlined: false, each("lead", size: 10pt, fill: accent)) }
  }
  place(bottom, grid(columns: (auto, 1fr), column-gutter: 4mm, align: horizon, qr(30mm), {
    set par(leading: 0.4em)
    each("online", size: 8pt)
    linebreak()
    address(size: 8pt, weight: 600)
    if data.giveBack != none { v(1mm); beside("giveBack", size: 7.5pt, weight: 600); linebreak(); said(data.giveBack, size: 7.5pt) }
  }))
})
`

/** A6: each card a page with its back, as print shops want it. */
export const cardTemplate = `${frame}${shared}${card}${String.raw`
#set page(width: 105mm, height: 148mm, margin: 0mm)
#for (number, one) in data.sheets.enumerate() {
  if number > 0 { pagebreak() }
  front(one)
  pagebreak()
  back
}
`}`

/** Four A6 cards on a sheet of A4, to be cut; the backs are all alike, so that turning the paper either way is right. */
export const cutCardsTemplate = `${frame}${shared}${card}${String.raw`
#set page(paper: "a4", margin: 0mm, background: {
  place(top + left, dy: 148.5mm, line(length: 100%, stroke: (paint: faint, thickness: 0.4pt, dash: "dashed")))
  place(top + left, dx: 105mm, line(length: 100%, angle: 90deg, stroke: (paint: faint, thickness: 0.4pt, dash: "dashed")))
})
#let four(cards) = grid(columns: (105mm, 105mm), rows: (148.5mm, 148.5mm), ..cards)
#for (number, cards) in data.sheets.chunks(4).enumerate() {
  if number > 0 { pagebreak() }
  four(cards.map(front))
  pagebreak()
  four(cards.map(_ => back))
}
`}`

/** A3, for shop windows. */
export const posterTemplate = `${frame}${shared}${String.raw`
#set page(paper: "a3", margin: 0mm, fill: white)
#let voices = pdf.artifact(image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 240'><g fill='none' stroke='" + on-band.to-hex() + "' stroke-opacity='.38' stroke-width='2'>" + data.threads.map(d => "<path d='" + d + "'/>").join() + "</g><g fill='" + on-band.to-hex() + "' fill-opacity='.75'>" + data.voices.map(((x, y)) => "<circle cx='" + str(x) + "' cy='" + str(y) + "' r='5'/>").join() + "</g></svg>"), format: "svg", width: 165mm))

#block(width: 100%, height: 215mm, fill: band, inset: (x: 22mm, top: 20mm, bottom: 14mm), {
  set text(fill: on-band)
  place(bottom + end, dx: 22mm, dy: 14mm, voices)
  grid(columns: (auto, 1fr), column-gutter: 7mm, align: horizon, crest(30mm), text(size: 26pt, weight: 600, data.town))
  v(12mm)
  { set par(leading: 0.35em); fitted(105mm, 253mm, (66pt, 58pt, 50pt, 44pt, 38pt, 32pt, 26pt), size => heading(level: 1, outlined: false, said(data.question, size: size))) }
  place(bottom + start, { set par(leading: 0.5em); block(width: 120mm, each("invitation", size: 22pt, weight: 600)) })
})
#block(width: 100%, inset: (x: 22mm, top: 16mm), grid(columns: (auto, 1fr), column-gutter: 16mm, align: horizon,
  qr(150mm),
  {
    set par(leading: 0.45em)
    heading(level: 2, outlined: false, text(fill: accent, each("scan", size: 27pt)))
    v(4mm)
    each("anonymous", size: 17pt)
    v(6mm)
    each("orType", size: 14pt, fill: luma(70))
    linebreak()
    address(size: 17pt, weight: 600)
    if data.until != none { v(8mm); each("until", size: 17pt, weight: 600) }
  },
))
`}`
