import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { notFound, reading } from '#platform/web'
import { bodyPositionsOf } from './body-position.store.ts'
import { ComparisonPage } from './comparison.page.tsx'
import { versionText } from './comparison.store.ts'
import { compared } from './comparison.ts'
import { issuesOf } from './issue.store.ts'
import { isPublicIssue } from './issue.ts'
import { paths } from './paths.ts'
import { hiddenAmong } from './sentence.store.ts'
import { stepsOf } from './sequence.store.ts'
import { versionFiles } from './version.file.ts'
import { VersionsPage } from './version.list.page.tsx'
import { VersionPage } from './version.page.tsx'
import { findVersion, publishedVisions, versionHeads } from './version.store.ts'
import { shownVersion, type Version, withoutHidden } from './version.ts'
import { VisionsPage } from './vision.page.tsx'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

/** What everybody reads of the visions: published versions, and what changed between them. */
export const visionRoutes = (_room: Room) =>
  new Hono<InVision>()
    .get(paths.visions.pattern, reading, async c => {
      const visions = await publishedVisions(c.var.db, c.var.language.code)
      const [only] = visions
      if (only && visions.length === 1) return c.redirect(paths.vision.to({ town: c.var.municipality.slug, vision: only.vision.slug }))
      return c.html(<VisionsPage c={c} visions={visions} />)
    })

    .get(paths.vision.pattern, aboutVision, reading, async c => {
      const versions = await publishedHeads(c, c.var.db)
      const version = await readVersion(c, c.var.db, shownVersion(versions).number)
      return c.html(<VersionPage c={c} published={{ version, versions, way: await wayOf(c.var.db, c.var.vision.id) }} />)
    })

    .get(paths.versions.pattern, aboutVision, reading, async c => {
      const versions = await publishedHeads(c, c.var.db)
      return c.html(<VersionsPage c={c} versions={versions} />)
    })

    .get(paths.version.pattern, aboutVision, reading, async c => {
      const versions = await publishedHeads(c, c.var.db)
      const version = await readVersion(c, c.var.db, numberIn(c, 'version'))
      return c.html(<VersionPage c={c} published={{ version, versions }} />)
    })

    .get(paths.versionFile.pattern, aboutVision, reading, async c => {
      const { db, services, municipality, vision } = c.var
      const name = c.req.param('file')
      const file = Object.hasOwn(versionFiles, name) ? versionFiles[name]! : notFound()
      const version = await readVersion(c, db, numberIn(c, 'version'))
      const address =
        services.config.http.address + paths.version.to({ town: municipality.slug, vision: vision.slug, version: version.number })
      const hidden = await hiddenAmong(db, supportIn(version))
      return answerFile(c, name, file.make({ ...version, content: withoutHidden(version.content, hidden) }, { address }), file.type)
    })

    .get(paths.comparison.pattern, aboutVision, reading, async c => {
      const versions = await publishedHeads(c, c.var.db)
      const headOf = (name: string, otherwise: (typeof versions)[number]) => {
        const wished = c.req.query(name)
        return wished === undefined ? otherwise : (versions.find(({ number }) => String(number) === wished) ?? notFound())
      }
      const [newest, before] = versions
      const to = headOf('bis', newest!)
      const from = headOf('von', before ?? newest!)
      const earlier = await readText(c, c.var.db, from.number)
      const later = await readText(c, c.var.db, to.number)
      const comparison = compared(earlier, later)
      return c.html(<ComparisonPage c={c} view={{ versions, from, to, comparison, language: later.language }} />)
    })

const wayOf = async (db: Read, vision: string) => ({
  issues: (await issuesOf(db, vision)).filter(isPublicIssue),
  positions: (await bodyPositionsOf(db, vision)).filter(({ issue }) => issue === null),
  steps: await stepsOf(db, vision),
})

/** Without a published version a vision is nobody's business yet. */
async function publishedHeads(c: VisionContext, db: Read) {
  const versions = await versionHeads(db, c.var.vision.id)
  return versions.length > 0 ? versions : notFound()
}

const readVersion = async (c: VisionContext, db: Read, number: number) => (await findVersion(db, c.var.vision.id, number)) ?? notFound()

const readText = async (c: VisionContext, db: Read, number: number) => (await versionText(db, c.var.vision.id, number)) ?? notFound()

const supportIn = ({ content }: Version) => content.chapters.flatMap(({ sentences }) => sentences.flatMap(({ support }) => support))

function answerFile(c: VisionContext, name: string, text: string, type: string) {
  const tag = `"${createHash('sha256').update(text).digest('hex')}"`
  c.header('etag', tag)
  c.header('cache-control', 'public, max-age=300')
  if (c.req.header('if-none-match')?.includes(tag)) return c.body(null, 304)
  return c.body(text, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${c.var.vision.slug}-${c.req.param('version')}.${name.split('.').at(-1)}"`,
  })
}
