import { languageOf, translatorFor } from '../languages/index.ts'
import { townColours } from '../web/look/town-colour.ts'
import type { Document } from './press.ts'
import { textDocumentTemplate } from './text-document.template.ts'
import { type Block, type ListItem, said, type TextDocument, type Words } from './text-document.ts'

/** A text document as the press takes it: A4, in the town's colours, with its arms at the top of the first page. */
export function textDocumentToPrint({ title, language, town, foot, blocks }: TextDocument): Document {
  const t = translatorFor(language)
  const own = said(title, language)
  const crest = town.crest && `crest.${town.crest.media_type.split('/')[1]}`
  const data = {
    title: own.text,
    author: town.name,
    lang: own.lang,
    dir: languageOf(language).direction,
    colours: townColours(town.colour, 'light'),
    town: town.name,
    crest: crest ?? null,
    crestAlt: t('document.crest', { town: town.name }),
    foot: said(foot, language).text,
    page: t('document.page', { page: '{page}', pages: '{pages}' }),
    blocks: blocks.map(block => blockData(block, language)),
  }
  return { template: textDocumentTemplate, data, images: town.crest && crest ? { [crest]: town.crest.image } : {} }
}

/** A block with every text as the template says it. */
function blockData(block: Block, language: string): object {
  const of = (words: Words) => said(words, language)
  switch (block.kind) {
    case 'heading':
      return { kind: block.kind, level: block.level, text: of(block.text), startsPage: block.startsPage ?? false }
    case 'paragraph':
      return { kind: block.kind, words: of(block.words), tone: block.tone ?? null }
    case 'list':
      return { kind: block.kind, items: block.items.map(item => itemData(item, of)) }
    case 'facts':
      return { kind: block.kind, items: block.items.map(({ term, words }) => ({ term: of(term), words: of(words) })) }
    case 'table': {
      const columns = block.columns.map(({ label, share, numeric = false }) => ({ label: of(label), share, numeric }))
      return { kind: block.kind, label: block.label, columns, rows: block.rows.map(row => row.map(of)), dense: block.dense ?? false }
    }
    case 'frame':
    case 'landscape':
      return { kind: block.kind, blocks: block.blocks.map(inner => blockData(inner, language)) }
  }
}

const itemData = ({ number, words, strong = false, below = [], notes = [] }: ListItem, of: (words: Words) => object) => ({
  number: number ?? null,
  words: of(words),
  strong,
  below: below.map(of),
  notes: notes.map(of),
})
