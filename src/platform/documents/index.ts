import type { TextDocument } from './text-document.ts'

export { families, unprintableIn } from './fonts.ts'
export { KeptFiles } from './kept-files.ts'
export { type Document, type Press, type Printed, type PrintRefusal, printDocument } from './press.ts'
export { qrCode } from './qr.ts'
export { frame } from './template.ts'
export { DocumentBlocks, DocumentPreview } from './text-document.page.tsx'
export { textDocumentToPrint } from './text-document.pdf.ts'
export {
  type Block,
  type ListItem,
  type TableColumn,
  type TextDocument,
  typedBlocks,
  unprintableInDocument,
  type Words,
} from './text-document.ts'

/** A text document as a Word file. What writes it is loaded with the first, so that a server that needs none does without it. */
export const wordFile = async (document: TextDocument): Promise<Uint8Array> => (await import('./word.ts')).wordFile(document)
