import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  LineRuleType,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import { type Block, type ListItem, said, type TableColumn, type Words } from './text-document.ts'
import {
  itemIndent,
  type Look,
  millimetres,
  paragraph,
  paragraphDirection,
  quiet,
  runDirection,
  runsOf,
  type Sheet,
  tab,
} from './word.runs.ts'

export const blocksOf = (blocks: readonly Block[], page: Sheet): (Paragraph | Table)[] => blocks.flatMap(block => blockOf(block, page))

function blockOf(block: Block, page: Sheet): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [heading(block, page)]
    case 'paragraph':
      return [paragraph(block.words, page, tones[block.tone ?? 'plain'])]
    case 'list':
      return block.items.flatMap(item => itemOf(item, page))
    case 'facts':
      return block.items.map(({ term, words }) => fact(term, words, page))
    case 'table':
      return [tableOf(block, page), gap()]
    case 'frame':
      return [framed(block.blocks, page), gap()]
    case 'landscape':
      return blocksOf(block.blocks, page)
  }
}

const small: Look = { size: 18, color: quiet }
const tones: Record<string, Look> = { plain: {}, lead: { size: 26, bold: true }, quiet: small }

const headingLevels = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const

export const heading = ({ level, text, startsPage }: { level: 1 | 2 | 3 | 4; text: Words; startsPage?: boolean }, page: Sheet) =>
  paragraph(text, page, {}, { heading: headingLevels[level], ...(startsPage ? { pageBreakBefore: true } : {}) })

/** A number is written, not counted by Word: it is the name of what it stands before, and must not change with the order. */
function itemOf({ number, words, strong = false, below = [], notes = [] }: ListItem, page: Sheet): Paragraph[] {
  const own = said(words, page.language)
  const follows = below.length + notes.length > 0
  const [indent, runs] = [{ left: itemIndent, hanging: itemIndent }, runsOf(own, { bold: strong })]
  const first = new Paragraph({
    ...paragraphDirection(own.dir === 'rtl'),
    ...(number === undefined ? { numbering: { reference: 'dots', level: 0 } } : { indent }),
    spacing: { after: follows ? 60 : 140 },
    keepNext: follows,
    children: number === undefined ? runs : [markOf(number, page), tab(), ...runs],
  })
  const rest = [...below.map(text => ({ text, look: {} })), ...notes.map(text => ({ text, look: small }))]
  const beside = rest.map(({ text, look }, place) => {
    const spacing = { after: place === rest.length - 1 ? 180 : 60 }
    return paragraph(text, page, look, { indent: { left: itemIndent }, spacing })
  })
  return [first, ...beside]
}

const markOf = (number: number, { colours, isRtl }: Sheet) =>
  new TextRun({ text: `${number}.`, bold: true, color: colours.accent, ...runDirection(isRtl) })

const termWidth = millimetres(42)

function fact(term: string, words: Words, page: Sheet): Paragraph {
  return new Paragraph({
    ...paragraphDirection(page.isRtl),
    indent: { left: termWidth, hanging: termWidth },
    tabStops: [{ type: TabStopType.LEFT, position: termWidth }],
    spacing: { after: 80 },
    children: [...runsOf(said(term, page.language), { color: quiet }), tab(), ...runsOf(said(words, page.language))],
  })
}

function tableOf({ columns, rows, dense = false }: Extract<Block, { kind: 'table' }>, page: Sheet): Table {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.round((page.textWidth * share) / whole))
  const head = columns.map((column, place) => headCell(column, widths[place]!, dense, page))
  const body = rows.map(
    row =>
      new TableRow({ cantSplit: true, children: row.map((words, place) => cell(words, columns[place]!, widths[place]!, dense, page)) }),
  )
  return new Table({
    ...frameOf(widths, page),
    borders: { ...noLines, insideHorizontal: none, insideVertical: none },
    rows: [new TableRow({ tableHeader: true, cantSplit: true, children: head }), ...body],
  })
}

const headCell = ({ label, numeric }: TableColumn, width: number, dense: boolean, page: Sheet) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: { ...noLines, bottom: line(page.colours.accent, 8) },
    shading: filled(page.colours.tint),
    children: [paragraph(label, page, { bold: true, size: dense ? 15 : 18 }, { ...cellSpacing, ...side(numeric), keepNext: true })],
  })

const cell = (words: Words, { numeric }: TableColumn, width: number, dense: boolean, page: Sheet) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: { ...noLines, bottom: line('AAAAAA', 4) },
    children: [paragraph(words, page, { size: dense ? 15 : 19 }, { ...cellSpacing, ...side(numeric) })],
  })

const side = (numeric: boolean | undefined) => (numeric ? { alignment: AlignmentType.END } : {})

function framed(blocks: readonly Block[], page: Sheet): Table {
  const [border, margin] = [line(page.colours.accent, 8), millimetres(4)]
  const inside = new TableCell({
    width: { size: page.textWidth, type: WidthType.DXA },
    borders: { top: border, bottom: border, left: border, right: border },
    shading: filled(page.colours.tint),
    margins: { top: margin, bottom: margin / 2, left: margin, right: margin },
    children: blocksOf(blocks, page),
  })
  return new Table({ ...frameOf([page.textWidth], page), rows: [new TableRow({ children: [inside] })] })
}

const frameOf = (widths: number[], page: Sheet) => ({
  width: { size: page.textWidth, type: WidthType.DXA },
  columnWidths: widths,
  layout: TableLayoutType.FIXED,
  ...(page.isRtl ? { visuallyRightToLeft: true } : {}),
})

const line = (color: string, size: number) => ({ style: BorderStyle.SINGLE, size, color })
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const noLines = { top: none, bottom: none, left: none, right: none }
const filled = (fill: string) => ({ type: ShadingType.CLEAR, fill, color: 'auto' })
const cellSpacing = { spacing: { before: 40, after: 40 } }

/** Word joins two tables that nothing stands between. */
const gap = () => new Paragraph({ spacing: { after: 0, line: 160, lineRule: LineRuleType.EXACT } })
