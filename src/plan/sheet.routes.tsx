import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Read } from '#platform/db'
import {
  KeptFiles,
  type Press,
  type PrintRefusal,
  printDocument,
  type TextDocument,
  textDocumentToPrint,
  wordFile,
} from '#platform/documents'
import { findCrest } from '#platform/municipalities'
import { notFound, type Town, type TownContext } from '#platform/web'
import { addressed, queryIn } from './measure.list.ts'
import { measureReaders } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { type SheetFrame, sheetDocument, sheetSet } from './sheet.document.ts'
import { SheetNotPrinted, sheetFile, sheetsPdfFile, sheetsWordFile } from './sheet.page.tsx'
import { publicSheet, sheetsAtDesk } from './sheet.store.ts'
import type { Room } from './visitor.ts'
import { inTown } from './words.page.tsx'

/** Measure sheets: one for everybody, a page of the list at the desk. Setting takes seconds, and no transaction waits for it. */
export const sheetRoutes = ({ services }: Room, press: Press = printDocument) => {
  const kept = new KeptFiles()
  return new Hono<Town>()
    .get(paths.measureSheet.pattern, async c => {
      const { municipality, language } = c.var
      if (c.req.param('file') !== sheetFile) notFound()
      const address = paths.measure.to({ ...inTown(c), measure: c.req.param('measure') })
      const document = await services.database.reading(municipality.id, async db => {
        const sheet = (await publicSheet(db, c.req.param('measure'))) ?? notFound()
        return sheetDocument(sheet, await frameOf(c, db, language.code), services.config.http.address + address)
      })
      return sendPdf(c, { press, kept, document, name: sheetFile, otherwise: address })
    })

    .get(paths.desk.sheets.pattern, measureReaders, async c => {
      const { municipality } = c.var
      const name = c.req.param('file')
      if (name !== sheetsPdfFile && name !== sheetsWordFile) notFound()
      const query = queryIn(key => c.req.query(key))
      const document = await services.database.reading(municipality.id, async db => {
        const sheets = await sheetsAtDesk(db, query)
        return sheets.length === 0 ? notFound() : sheetSet(sheets, await frameOf(c, db, 'de'))
      })
      if (name === sheetsWordFile) return download(c, await wordFile(document), name, wordType)
      return sendPdf(c, { press, kept, document, name, otherwise: paths.desk.measures.to(inTown(c), addressed(query)) })
    })
}

const frameOf = async (c: TownContext, db: Read, language: string): Promise<SheetFrame> => ({
  town: { name: c.var.municipality.name, colour: c.var.municipality.colour, crest: await findCrest(db) },
  language,
  day: c.var.services.now(),
})

type Sent = { press: Press; kept: KeptFiles; document: TextDocument; name: string; otherwise: string }

/** The same sheets are set once; where they cannot be, the page leads to where they are read. */
async function sendPdf(c: TownContext, { press, kept, document, name, otherwise }: Sent) {
  try {
    const key = createHash('sha256').update(JSON.stringify(document)).digest('hex')
    return download(c, await kept.of(key, () => set(press, document)), name, 'application/pdf')
  } catch (error) {
    if (!(error instanceof NotPrinted)) throw error
    const page = <SheetNotPrinted c={c} title={document.title} refusal={error.refusal} otherwise={otherwise} />
    return c.html(page, error.refusal === 'press-missing' ? 501 : 422)
  }
}

async function set(press: Press, document: TextDocument): Promise<Uint8Array> {
  const printed = await press(textDocumentToPrint(document))
  if ('refusal' in printed) throw new NotPrinted(printed.refusal)
  return printed.pdf
}

class NotPrinted extends Error {
  readonly refusal: PrintRefusal
  constructor(refusal: PrintRefusal) {
    super(refusal)
    this.refusal = refusal
  }
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const download = (c: TownContext, file: Uint8Array, name: string, type: string) =>
  c.body(new Uint8Array(file), 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` })
