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
import { notFound } from '#platform/web'

import { NotPrintedPage } from './paper.version.page.tsx'
import { versionDocument, versionPdfName, versionWordName } from './paper.version.ts'
import { paths } from './paths.ts'
import { findVersion } from './version.store.ts'
import { aboutVision, type InVision, type VisionContext } from './visitor.ts'

/** A published version as Word file and PDF, in its language or in one it was translated into (`?sprache=`). */
export const versionFileRoutes = (press: Press = printDocument) => {
  const kept = new KeptFiles()
  return new Hono<InVision>()
    .get(`${paths.version.pattern}/${versionWordName}`, aboutVision, async c => {
      const { key, document } = await readVersion(c)
      return download(c, await kept.of(`docx ${key}`, () => wordFile(document)), 'docx')
    })

    .get(`${paths.version.pattern}/${versionPdfName}`, aboutVision, async c => {
      const { key, document } = await readVersion(c)
      try {
        return download(c, await kept.of(`pdf ${key}`, () => set(press, document)), 'pdf')
      } catch (error) {
        if (!(error instanceof NotPrinted)) throw error
        return c.html(<NotPrintedPage c={c} refusal={error.refusal} />, error.refusal === 'press-missing' ? 501 : 422)
      }
    })
}

class NotPrinted extends Error {
  readonly refusal: PrintRefusal
  constructor(refusal: PrintRefusal) {
    super(refusal)
    this.refusal = refusal
  }
}

async function set(press: Press, document: TextDocument): Promise<Uint8Array> {
  const printed = await press(textDocumentToPrint(document))
  if ('refusal' in printed) throw new NotPrinted(printed.refusal)
  return printed.pdf
}

/** The document, and a name for it that changes whenever anything in it does. */
async function readVersion(c: VisionContext): Promise<{ key: string; document: TextDocument }> {
  const { services, municipality, vision } = c.var
  const number = Number(/^\d{1,6}$/.exec(c.req.param('version') ?? '')?.[0] ?? notFound())
  return services.database.reading(municipality.id, async db => {
    const version = (await findVersion(db, vision.id, number)) ?? notFound()
    const wished = c.req.query('sprache') ?? ''
    const language = Object.hasOwn(version.content.translations, wished) ? wished : version.content.language
    const address = services.config.http.address + paths.version.to({ town: municipality.slug, vision: vision.slug, version: number })
    const document = versionDocument(version, { town: await printingTown(c, db), address }, language)
    return { key: createHash('sha256').update(JSON.stringify(document)).digest('hex'), document }
  })
}

const printingTown = async ({ var: { municipality } }: VisionContext, db: Read) => ({
  name: municipality.name,
  colour: municipality.colour,
  crest: await findCrest(db),
})

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

const download = (c: VisionContext, file: Uint8Array, kind: keyof typeof types) =>
  c.body(new Uint8Array(file), 200, {
    'content-type': types[kind],
    'content-disposition': `attachment; filename="${c.var.vision.slug}-${c.req.param('version')}.${kind}"`,
    'cache-control': 'public, max-age=300',
  })
