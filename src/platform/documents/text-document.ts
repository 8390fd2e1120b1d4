import { languageOf } from '../languages/index.ts'
import { unprintableIn } from './fonts.ts'

/** What a town puts on paper in words: the same for Word and for PDF. Nothing in it knows how it will look. */
export type TextDocument = {
  /** its heading of level 1, and its title where files are listed */
  title: string
  /** of every word that does not say otherwise */
  language: string
  town: { name: string; colour: string; crest: { image: Uint8Array; media_type: string } | undefined }
  /** below every page, so that a lost one finds its way back */
  foot: string
  blocks: readonly Block[]
}

/** A text in the language of the document, or in one of its own. Its line breaks are kept. */
export type Words = string | { text: string; language: string }

export type Block =
  | { kind: 'heading'; level: 2 | 3 | 4; text: Words; startsPage?: boolean }
  | { kind: 'paragraph'; words: Words; tone?: 'lead' | 'quiet' }
  | { kind: 'list'; items: readonly ListItem[] }
  | { kind: 'facts'; items: readonly { term: string; words: Words }[] }
  | { kind: 'table'; label: string; columns: readonly TableColumn[]; rows: readonly (readonly Words[])[]; dense?: boolean }
  | { kind: 'frame'; blocks: readonly Block[] }
  /** on pages that lie, for tables too wide for others; stands in nothing else */
  | { kind: 'landscape'; blocks: readonly Block[] }

/** With its own number, else with a dash. `strong`: it is what counts; what stands below explains it, notes say more in small print. */
export type ListItem = { number?: number; words: Words; strong?: boolean; below?: readonly Words[]; notes?: readonly Words[] }

/** `share`: of the width, compared with the other columns. */
export type TableColumn = { label: string; share: number; numeric?: boolean }

/** A word as both kinds of file take it. `lang`: BCP 47 without region. */
export type Said = { text: string; lang: string; dir: 'ltr' | 'rtl' }

export function said(words: Words, language: string): Said {
  const { text, language: own } = typeof words === 'string' ? { text: words, language } : words
  const { locale, direction } = languageOf(own)
  return { text: text.normalize('NFC'), lang: new Intl.Locale(locale).language, dir: direction }
}

/** What of a document our fonts cannot show, each character once; '' if all of it can be printed. */
export const unprintableInDocument = ({ title, town, foot, blocks }: TextDocument): string =>
  unprintableIn([title, town.name, foot, ...textsIn(blocks)].join(' ').replace(/\s/g, ' '))

const textsIn = (blocks: readonly Block[]): string[] => blocks.flatMap(textsOf)

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [plain(block.text)]
    case 'paragraph':
      return [plain(block.words)]
    case 'list':
      return block.items.flatMap(({ words, below = [], notes = [] }) => [words, ...below, ...notes].map(plain))
    case 'facts':
      return block.items.flatMap(({ term, words }) => [term, plain(words)])
    case 'table':
      return [block.label, ...block.columns.map(({ label }) => label), ...block.rows.flat().map(plain)]
    case 'frame':
    case 'landscape':
      return textsIn(block.blocks)
  }
}

const plain = (words: Words) => (typeof words === 'string' ? words : words.text)

/**
 * What somebody typed into a field as blocks: an empty line ends a paragraph, lines that begin with "1." or "-" are a list, and a line
 * below one of them goes on with it.
 */
export function typedBlocks(typed: Words): Block[] {
  const inItsLanguage = (text: string): Words => (typeof typed === 'string' ? text : { ...typed, text })
  return plain(typed)
    .split(/\n\s*\n/)
    .map(part => part.trim())
    .filter(part => part !== '')
    .flatMap(part =>
      partBlocks(
        part.split('\n').map(line => line.trim()),
        inItsLanguage,
      ),
    )
}

function partBlocks(lines: readonly string[], say: (text: string) => Words): Block[] {
  const first = lines.findIndex(line => listMark.test(line))
  const before = lines.slice(0, first < 0 ? lines.length : first)
  const paragraph: Block[] = before.length > 0 ? [{ kind: 'paragraph', words: say(before.join('\n')) }] : []
  return first < 0 ? paragraph : [...paragraph, { kind: 'list', items: itemsIn(lines.slice(first), say) }]
}

function itemsIn(lines: readonly string[], say: (text: string) => Words): ListItem[] {
  const items: { number: string | undefined; text: string }[] = []
  for (const line of lines) {
    const [, number, text] = listMark.exec(line) ?? []
    if (text === undefined) items.at(-1)!.text += `\n${line}`
    else items.push({ number, text })
  }
  return items.map(({ number, text }) => ({ ...(number === undefined ? {} : { number: Number(number) }), words: say(text) }))
}
const listMark = /^(?:(\d{1,3})[.)]|[-–•*])\s+(.*)$/s
