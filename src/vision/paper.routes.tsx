import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { type Press, printDocument, type TextDocument, textDocumentToPrint, wordFile } from '#platform/documents'
import { findCrest } from '#platform/municipalities'
import { asStaff } from '#platform/people'
import { notFound, type Posted, readForm, reading, type TownContext, writing } from '#platform/web'
import { keepPaper } from './paper.actions.ts'
import {
  type PaperDesk,
  PaperDeskPage,
  type PaperPlace,
  pdfFileName,
  placeOf,
  previewName,
  UnpublishedPage,
  wordFileName,
} from './paper.desk.page.tsx'
import { decisionPaper } from './paper.document.ts'
import { PaperPreviewPage } from './paper.preview.desk.page.tsx'
import { findPaper, paperFacts } from './paper.store.ts'
import { suggestedPaper } from './paper.suggestion.ts'
import { isOlderThan, type PaperRefusals, type PaperValues, valuesOf } from './paper.ts'
import { paths } from './paths.ts'
import { newestVersion, versionHeads } from './version.store.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

const authors = asStaff('editor')

/** The decision paper: writing it, looking at it, and taking it along as Word file and PDF. */
export const paperRoutes = (room: Room, press: Press = printDocument) =>
  new Hono<InVision>()
    .get(paths.desk.paper.pattern, authors, aboutVision, reading, async c =>
      c.html(await deskPage(c, c.var.db, { done: c.req.query('fertig') !== undefined })),
    )

    .post(paths.desk.paper.pattern, authors, aboutVision, writing, async c => {
      const { db, municipality, services, signedIn, vision } = c.var
      if ((await versionHeads(db, vision.id)).length === 0) return c.html(<UnpublishedPage c={c} vision={vision} />, 409)
      const values = paperValues(await readForm(c))
      const refusals = await keepPaper(db, signedIn, vision, values, services.now())
      if (refusals) return c.html(await deskPage(c, db, { values, refusals }), 422)
      return c.redirect(paths.desk.paper.to({ town: municipality.slug, vision: vision.slug }, { fertig: 1 }), 303)
    })

    // setting takes seconds, and no transaction waits for it: what it needs is read before
    .get(paths.desk.paperFile.pattern, authors, aboutVision, async c => {
      const { services, municipality, vision } = c.var
      const document = await services.database.reading(municipality.id, db => documentOf(c, db, room))
      if (!document) return c.html(<UnpublishedPage c={c} vision={vision} />, 409)
      return sendPaper(c, press, { file: c.req.param('file'), document, place: placeOf(c, vision) })
    })

type Sent = { file: string; document: TextDocument; place: PaperPlace }

/** The paper as a page, as Word file or as PDF; where none can be set, the page says why. */
export async function sendPaper(c: TownContext, press: Press, { file, document, place }: Sent) {
  switch (file) {
    case previewName:
      return c.html(<PaperPreviewPage c={c} place={place} document={document} />)
    case wordFileName:
      return download(c, await wordFile(document), wordFileName)
    case pdfFileName: {
      const printed = await press(textDocumentToPrint(document))
      if ('pdf' in printed) return download(c, printed.pdf, pdfFileName)
      const { refusal } = printed
      return c.html(<PaperPreviewPage c={c} place={place} document={document} refusal={refusal} />, refusal === 'press-missing' ? 501 : 422)
    }
    default:
      return notFound()
  }
}

/** What was typed into the fields of a decision paper. */
export const paperValues = (form: Posted) => Object.fromEntries(fields.map(name => [name, form.text(name)])) as PaperValues

const fields = ['number', 'subject', 'draftResolution', 'reasons', 'financialEffects', 'leadOffice', 'annexes'] as const

async function deskPage(c: VisionContext, db: Read, said: Partial<Pick<PaperDesk, 'values' | 'done'>> & { refusals?: PaperRefusals }) {
  const { vision } = c.var
  const version = await newestVersion(db, vision.id)
  if (!version) return <UnpublishedPage c={c} vision={vision} />
  const found = await findPaper(db, vision.id)
  const desk = {
    vision,
    version,
    kept: found?.paper,
    isOlder: isOlderThan(found?.revisedAt, version),
    values: valuesOf(found?.paper ?? suggestedPaper(version)),
  }
  return <PaperDeskPage c={c} desk={{ ...desk, ...said }} />
}

/** Undefined while nothing is published. */
async function documentOf(c: VisionContext, db: Read, { dialogues }: Room): Promise<TextDocument | undefined> {
  const { vision, municipality, services } = c.var
  const facts = await paperFacts(db, dialogues, vision.id, municipality.fewestToShow)
  if (!facts) return undefined
  const found = await findPaper(db, vision.id)
  return decisionPaper(found?.paper ?? suggestedPaper(facts.version), facts, {
    town: { name: municipality.name, colour: municipality.colour, crest: await findCrest(db) },
    townSlug: municipality.slug,
    site: services.config.http.address,
    date: found?.revisedAt ?? services.now(),
  })
}

const types = {
  [wordFileName]: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  [pdfFileName]: 'application/pdf',
}

const download = (c: TownContext, file: Uint8Array, name: keyof typeof types) =>
  c.body(new Uint8Array(file), 200, {
    'content-type': types[name],
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  })
