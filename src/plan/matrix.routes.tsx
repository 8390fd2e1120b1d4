import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { type Document, KeptFiles, type Press, type PrintRefusal, printDocument } from '#platform/documents'
import { notFound, reading, type Town, type TownContext } from '#platform/web'
import { MatrixDeskPage } from './matrix.desk.page.tsx'
import { MatrixNotPrinted, MatrixPage, matrixFile } from './matrix.page.tsx'
import { matrixToPrint } from './matrix.print.ts'
import { matrixForStaff, publicMatrix } from './matrix.store.ts'
import type { MatrixView } from './matrix.ts'
import { measureReaders } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { NotYet } from './plan.page.tsx'
import type { Room } from './visitor.ts'
import { dayIn } from './words.page.tsx'

/** The matrix of action fields and departments, for everybody, for staff, and on paper. */
export const matrixRoutes = (_room: Room, press: Press = printDocument) => {
  const kept = new KeptFiles()
  return new Hono<Town>()
    .get(paths.matrix.pattern, reading, async c => {
      const found = await publicMatrix(c.var.db)
      return c.html(found ? <MatrixPage c={c} {...found} /> : <NotYet c={c} />)
    })
    .get(paths.matrixFile.pattern, async c => {
      const { services, municipality } = c.var
      if (c.req.param('file') !== matrixFile) notFound()
      const { view } = (await services.database.reading(municipality.id, publicMatrix)) ?? notFound()
      return printed(c, press, kept, matrixToPrint(view, printingFor(c, false)))
    })
    .get(paths.desk.matrix.pattern, measureReaders, reading, async c =>
      c.html(<MatrixDeskPage c={c} view={await matrixForStaff(c.var.db)} />),
    )
    .get(paths.desk.matrixFile.pattern, measureReaders, async c => {
      const { services, municipality } = c.var
      if (c.req.param('file') !== matrixFile) notFound()
      const view: MatrixView = await services.database.reading(municipality.id, matrixForStaff)
      return printed(c, press, kept, matrixToPrint(view, printingFor(c, true)))
    })
}

const printingFor = (c: TownContext, isForStaff: boolean) => {
  const { municipality, language, services } = c.var
  return {
    town: { name: municipality.name, colour: municipality.colour },
    language: language.code,
    day: dayIn(c, services.now().toISOString().slice(0, 10)),
    isForStaff,
  }
}

/** Setting it takes a second of a processor, in which no transaction waits; the same matrix is set once. */
async function printed(c: TownContext, press: Press, kept: KeptFiles, document: Document) {
  try {
    const pdf = await kept.of(createHash('sha256').update(JSON.stringify(document)).digest('hex'), () => set(press, document))
    return c.body(new Uint8Array(pdf), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${matrixFile}"`,
    })
  } catch (error) {
    if (!(error instanceof NotPrinted)) throw error
    return c.html(<MatrixNotPrinted c={c} refusal={error.refusal} />, error.refusal === 'press-missing' ? 501 : 422)
  }
}

async function set(press: Press, document: Document): Promise<Uint8Array> {
  const result = await press(document)
  if ('refusal' in result) throw new NotPrinted(result.refusal)
  return result.pdf
}

class NotPrinted extends Error {
  readonly refusal: PrintRefusal
  constructor(refusal: PrintRefusal) {
    super(refusal)
    this.refusal = refusal
  }
}
