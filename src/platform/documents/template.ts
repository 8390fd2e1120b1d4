import { families } from './fonts.ts'

/** What every document begins with: data, title and language, our fonts and no others, and marks drawn rather than written. */
export const frame = `
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.author)
#set text(font: (${families.map(family => JSON.stringify(family)).join(', ')}), fallback: false, lang: data.lang, dir: if data.dir == "rtl" { rtl } else { ltr })

// Words in their own language and direction.
#let said(words, ..style) = text(lang: words.lang, dir: if words.dir == "rtl" { rtl } else { ltr }, ..style, words.text)

// Strokes on a grid of 24, as on the pages; words beside them say what they mean.
#let drawing(d, size, colour: black, width: 2.4) = pdf.artifact(box(image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path d='" + d + "' fill='none' stroke='" + colour.to-hex() + "' stroke-width='" + str(width) + "' stroke-linecap='round' stroke-linejoin='round'/></svg>"), format: "svg", width: size, height: size)))

// The largest of these sizes at which the content is no higher than the room; without one the document says so.
#let fitted(room, width, sizes, content) = context {
  let size = sizes.find(size => measure(content(size), width: width).height <= room)
  if size == none { panic("does-not-fit") }
  content(size)
}
`
