import {
  Document,
  Footer,
  Header,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx'
import { languageOf, translatorFor } from '../languages/index.ts'
import { townColours } from '../web/look/town-colour.ts'
import { type Block, said, type TextDocument } from './text-document.ts'
import { arms } from './word.arms.ts'
import { blocksOf, heading } from './word.blocks.ts'
import {
  itemIndent,
  millimetres,
  paragraphDirection,
  quiet,
  runDirection,
  runsOf,
  type Sheet,
  tab,
  wordLanguage,
  writable,
} from './word.runs.ts'

/** A text document as a Word file, for whoever has to go on writing: real headings, lists and tables, hyphenation on. */
export async function wordFile(document: TextDocument): Promise<Uint8Array> {
  const { title, language, town } = document
  const page = sheetOf(document)
  const opening = [await letterhead(document, page), heading({ level: 1, text: title }, page)]
  const file = new Document({
    title,
    creator: town.name,
    lastModifiedBy: town.name,
    hyphenation: { autoHyphenation: true, consecutiveHyphenLimit: 3, doNotHyphenateCaps: true },
    styles: stylesOf(language, page),
    numbering: { config: [dots(page)] },
    sections: partsOf(document.blocks).map(({ isLandscape, blocks }, place) => {
      const own = isLandscape ? lying(page) : page
      const orientation = isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
      return {
        properties: { page: { size: { ...a4, orientation }, margin: own.margins }, titlePage: place === 0 },
        headers: { first: new Header({ children: [new Paragraph('')] }), default: new Header({ children: [runningHead(document, own)] }) },
        footers: { first: footer(document, own), default: footer(document, own) },
        children: [...(place === 0 ? opening : []), ...blocksOf(blocks, own)],
      }
    }),
  })
  return new Uint8Array(await Packer.toArrayBuffer(file))
}

/** Word turns pages by sections: a run of blocks on pages that stand, then one on pages that lie, and so on. */
function partsOf(blocks: readonly Block[]): { isLandscape: boolean; blocks: Block[] }[] {
  const parts: { isLandscape: boolean; blocks: Block[] }[] = [{ isLandscape: false, blocks: [] }]
  for (const block of blocks) {
    if (block.kind === 'landscape') parts.push({ isLandscape: true, blocks: [...block.blocks] })
    else {
      if (parts.at(-1)!.isLandscape) parts.push({ isLandscape: false, blocks: [] })
      parts.at(-1)!.blocks.push(block)
    }
  }
  return parts
}

const a4 = { width: 11906, height: 16838 }

type Page = Sheet & { margins: Record<'top' | 'bottom' | 'left' | 'right' | 'header' | 'footer', number> }

function sheetOf({ language, town }: TextDocument): Page {
  const isRtl = languageOf(language).direction === 'rtl'
  const [holes, edge] = [millimetres(25), millimetres(20)]
  const { accent, tint } = townColours(town.colour, 'light')
  return {
    language,
    isRtl,
    // as Word writes colours: without the sign before
    colours: { accent: accent.slice(1), tint: tint.slice(1) },
    textWidth: a4.width - holes - edge,
    margins: {
      top: millimetres(22),
      bottom: millimetres(24),
      left: isRtl ? edge : holes,
      right: isRtl ? holes : edge,
      header: millimetres(11),
      footer: millimetres(10),
    },
  }
}

function lying({ margins, ...page }: Page): Page {
  const edge = millimetres(15)
  return { ...page, textWidth: a4.height - 2 * edge, margins: { ...margins, left: edge, right: edge } }
}

/** Every office has it, or letters of the same width; it has Cyrillic and Arabic letters, too. */
const font = 'Arial'

function stylesOf(language: string, { colours }: Sheet) {
  const headingOf = (size: number, before: number, after: number, color = colours.accent) => ({
    run: { font, size, bold: true, color },
    paragraph: { spacing: { before, after }, keepNext: true, keepLines: true },
  })
  return {
    default: {
      document: {
        run: { font, size: 21, language: wordLanguage(language) },
        paragraph: { spacing: { after: 140, line: 276, lineRule: LineRuleType.AUTO } },
      },
      heading1: headingOf(40, 0, 220),
      heading2: headingOf(26, 360, 140),
      heading3: headingOf(22, 300, 100),
      heading4: headingOf(21, 240, 80, '000000'),
    },
  }
}

const dots = ({ colours }: Sheet) => ({
  reference: 'dots',
  levels: [
    {
      level: 0,
      format: LevelFormat.BULLET,
      text: '–',
      style: { run: { color: colours.accent, bold: true }, paragraph: { indent: { left: itemIndent, hanging: itemIndent } } },
    },
  ],
})

const runningHead = ({ title, town }: TextDocument, page: Sheet) =>
  new Paragraph({
    ...paragraphDirection(page.isRtl),
    tabStops: [{ type: TabStopType.RIGHT, position: page.textWidth }],
    children: [small(town.name, page), tab(), small(title, page)],
  })

/** "Seite 2 von 7", with Word's own fields for the numbers. */
function footer({ foot, language }: TextDocument, page: Sheet): Footer {
  const pageOf = translatorFor(language)('document.page', { page: '{page}', pages: '{pages}' })
  const fields: Record<string, string> = { '{page}': PageNumber.CURRENT, '{pages}': PageNumber.TOTAL_PAGES }
  const parts = pageOf.split(/(\{pages?\})/).map(part => small(part, page, fields[part]))
  return new Footer({
    children: [
      new Paragraph({
        ...paragraphDirection(page.isRtl),
        border: { top: { style: 'single', size: 6, space: 6, color: page.colours.accent } },
        tabStops: [{ type: TabStopType.RIGHT, position: page.textWidth }],
        children: [small(foot, page), tab(), ...parts],
      }),
    ],
  })
}

const small = (text: string, { language, isRtl }: Sheet, field?: string) =>
  new TextRun({
    children: [(field ?? writable(text)) as never],
    size: 17,
    color: quiet,
    ...runDirection(isRtl),
    language: wordLanguage(language),
  })

/** The town's name, its arms at the other edge. */
async function letterhead({ town, language }: TextDocument, page: Sheet): Promise<Paragraph> {
  const name = runsOf(said(town.name, language), { size: 26, bold: true, color: quiet })
  const alt = translatorFor(language)('document.crest', { town: town.name })
  return new Paragraph({
    ...paragraphDirection(page.isRtl),
    spacing: { before: 200, after: 560 },
    children: town.crest ? [...name, await arms(town.crest.image, alt, page.isRtl)] : name,
  })
}
