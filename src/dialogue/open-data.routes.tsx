import { Hono } from 'hono'
import { notFound } from '#platform/web'
import { isOpen, isPublic } from './dialogue.ts'
import { type Editions, fileNamed } from './open-data.editions.ts'
import { type OfferedFile, OpenDataPage, TooFewPage } from './open-data.page.tsx'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type DialogueContext, type InDialogue } from './visitor.ts'

/** No transaction around these: making the files takes several short ones. */
export const openDataRoutes = (room: Room, editions: Editions) =>
  new Hono<InDialogue>()
    .get(paths.openData.pattern, aboutDialogue(room), async c => {
      const { dialogue } = c.var.agenda
      const edition = await editionFor(c, editions)
      if (!edition) return c.html(<TooFewPage c={c} dialogue={dialogue} isOpen={isOpen(dialogue, c.var.services.now())} />)
      const { zip, json, sums } = edition.files
      const files = [zip, json].map(
        ({ name, bytes, sha256 }, place): OfferedFile => ({ name, bytes: bytes.length, sha256, kind: place === 0 ? 'zip' : 'json' }),
      )
      return c.html(<OpenDataPage c={c} dialogue={dialogue} publication={edition.publication} files={files} sums={sums.name} />)
    })

    .get(paths.openDataFile.pattern, aboutDialogue(room), async c => {
      const edition = (await editionFor(c, editions)) ?? notFound()
      const { name, type, bytes, sha256 } = fileNamed(edition, c.req.param('file')) ?? notFound()
      c.header('etag', `"${sha256}"`)
      c.header('cache-control', 'public, max-age=300')
      c.header('access-control-allow-origin', '*')
      if (c.req.header('if-none-match')?.includes(sha256)) return c.body(null, 304)
      c.header('content-type', type)
      c.header('content-disposition', `attachment; filename="${name}"`)
      return c.body(bytes as Uint8Array<ArrayBuffer>)
    })

const editionFor = (c: DialogueContext, editions: Editions) => {
  const { agenda, municipality } = c.var
  return isPublic(agenda.dialogue) ? editions.of(municipality, agenda.dialogue) : notFound()
}
