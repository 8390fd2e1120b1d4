import { Hono } from 'hono'
import type { Read } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { notFound, type Visit, type VisitContext } from '#platform/web'
import { fatesAnswer, sentenceAnswer, versionAnswer, visionAnswer } from './api.answers.ts'
import { apiPaths } from './api.paths.ts'
import type { Answers } from './api.schema.ts'
import { findPublicStatement, versionHeads } from './api.store.ts'
import { hiddenAmong, keyOf, publishedThread, wordingsOf } from './sentence.store.ts'
import type { VoiceSupport } from './support.ts'
import { threadsOf } from './thread.store.ts'
import { findVersion } from './version.store.ts'
import { allVisions, findVision } from './vision.store.ts'
import type { Room } from './visitor.ts'

/** What is published of visions, as JSON; headers and failures are those of the dialogues' API. */
export const apiRoutes = (_room: Room) =>
  new Hono<Visit>()
    .get(apiPaths.visions.pattern, async c =>
      c.json<Answers['visions']>(
        await inTownOf(c, async (db, town) => {
          const visions = []
          for (const vision of await allVisions(db)) {
            const versions = await versionHeads(db, vision.id)
            if (versions.length > 0) visions.push(visionAnswer(addressOf(c), town, vision, versions))
          }
          return { visions }
        }),
      ),
    )

    .get(apiPaths.vision.pattern, async c =>
      c.json<Answers['vision']>(
        await inTownOf(c, async (db, town) => {
          const vision = (await findVision(db, c.req.param('vision'))) ?? notFound()
          const versions = await versionHeads(db, vision.id)
          return versions.length > 0 ? visionAnswer(addressOf(c), town, vision, versions) : notFound()
        }),
      ),
    )

    .get(apiPaths.version.pattern, async c =>
      c.json<Answers['version']>(
        await inTownOf(c, async db => {
          const { id } = (await findVision(db, c.req.param('vision'))) ?? notFound()
          const version = (await findVersion(db, id, numberIn(c.req.param('version')))) ?? notFound()
          const voices = version.content.chapters.flatMap(({ sentences }) => sentences.flatMap(({ support }) => support))
          return versionAnswer(version, await hiddenIn(db, voices))
        }),
      ),
    )

    .get(apiPaths.sentence.pattern, async c =>
      c.json<Answers['sentence']>(
        await inTownOf(c, async (db, town) => {
          const vision = (await findVision(db, c.req.param('vision'))) ?? notFound()
          const number = numberIn(c.req.param('sentence'))
          const wordings = await wordingsOf(db, vision.id, number)
          const wording = wordings.find(({ text }) => text !== null) ?? notFound()
          const thread = (await publishedThread(db, vision.id, wording.version, number, wording.language)) ?? notFound()
          const isHidden = await hiddenIn(db, thread.sentence.support)
          return sentenceAnswer(addressOf(c), { town: town.slug, vision: vision.slug }, wordings, wording, thread, isHidden)
        }),
      ),
    )

    .get(apiPaths.fates.pattern, async c =>
      c.json<Answers['fates']>(
        await inTownOf(c, async db => {
          const number = numberIn(c.req.param('statement'))
          const dialogue = (await findPublicStatement(db, c.req.param('dialogue'), number)) ?? notFound()
          return fatesAnswer(await threadsOf(db, dialogue, number))
        }),
      ),
    )

/** Answers from the town of the address. */
function inTownOf<Answer>(c: VisitContext, answer: (db: Read, town: Municipality) => Promise<Answer>): Promise<Answer> {
  const { services } = c.var
  const town = services.municipalities.bySlug(c.req.param('town') ?? '') ?? notFound()
  return services.database.reading(town.id, db => answer(db, town))
}

async function hiddenIn(db: Read, voices: readonly VoiceSupport[]) {
  const hidden = await hiddenAmong(db, voices)
  return ({ dialogue, number }: VoiceSupport) => hidden.has(keyOf({ slug: dialogue.slug, number }))
}

const addressOf = (c: VisitContext) => c.var.services.config.http.address
const numberIn = (typed: string) => Number(/^\d{1,9}$/.exec(typed)?.[0] ?? notFound())
