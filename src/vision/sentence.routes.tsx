import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Read } from '#platform/db'
import { notFound, reading, type TownContext } from '#platform/web'
import { countsBySentence } from './amendment.count.store.ts'
import { paths } from './paths.ts'
import { SentencePage, type SentenceThread } from './sentence.page.tsx'
import { filesOf, findPublicFile, hiddenAmong, keyOf, publishedThread, supportNow, wordingsOf } from './sentence.store.ts'
import { pageOf } from './sentence.ts'
import { stepsOf } from './sequence.store.ts'
import { saidIn } from './support.store.ts'
import type { VoiceSupport } from './support.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

/** What a room above shows on the page of a sentence: what follows from it. Undefined where there is nothing to say yet. */
export type SentenceSlot = (c: TownContext, db: Read, sentence: { vision: string; number: number }) => Promise<Child | undefined>

export const sentenceRoutes = (room: Room, follows: SentenceSlot) =>
  new Hono<InVision>()
    .get(paths.sentence.pattern, aboutVision, reading, async c => {
      const { db, vision } = c.var
      const thread = await sentenceThread(c, db, room)
      return c.html(<SentencePage c={c} thread={thread} follows={await follows(c, db, { vision: vision.slug, number: thread.number })} />)
    })

    .get(paths.sourceFile.pattern, aboutVision, reading, async c => {
      const file = (await findPublicFile(c.var.db, c.var.vision.id, c.req.param('source'))) ?? notFound()
      return c.body(new Uint8Array(file.content), 200, {
        'content-type': file.mediaType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'x-content-type-options': 'nosniff',
      })
    })

/** The sentence of the address, of the newest version that has it or the one that is asked for. */
async function sentenceThread(c: VisionContext, db: Read, room: Room): Promise<SentenceThread> {
  const { vision, municipality, language } = c.var
  const number = numberIn(c.req.param('sentence')) ?? notFound()
  const wordings = await wordingsOf(db, vision.id, number)
  const wanted = c.req.query('fassung')
  const wording =
    wordings.find(({ version, text }) => text !== null && (wanted === undefined || version === numberIn(wanted))) ?? notFound()
  const published = (await publishedThread(db, vision.id, wording.version, number, language.code)) ?? notFound()
  const voices = pageOf(published.sentence.support, numberIn(c.req.query('stimmen')) ?? 1)
  const now = await supportNow(db, room.dialogues, vision.id, voices.voices, municipality.fewestToShow)
  const hidden = await hiddenAmong(db, voices.voices)
  return {
    number,
    wording,
    wordings,
    published,
    voices: { ...voices, voices: await saidIn(db, voices.voices, language.code) },
    now: isSame(now, voices.voices) ? undefined : await saidIn(db, now, language.code),
    isHidden: voice => hidden.has(keyOf({ slug: voice.dialogue.slug, number: voice.number })),
    files: await filesOf(db, vision.id, number),
    counts: (await countsBySentence(db, vision.id)).get(number) ?? { amendments: 0, comments: 0 },
    steps: await stepsOf(db, vision.id),
  }
}

/** Numbers of an address are short enough for the database. */
const numberIn = (typed: string | undefined) => (typed !== undefined && /^\d{1,9}$/.test(typed) ? Number(typed) : undefined)

const isSame = (one: readonly VoiceSupport[], other: readonly VoiceSupport[]) =>
  one.every(({ overall, groups, lower }, index) => {
    const before = other[index]!
    return (
      JSON.stringify([sharesIn(overall), groupsIn(groups), lower]) ===
      JSON.stringify([sharesIn(before.overall), groupsIn(before.groups), before.lower])
    )
  })

/** Whatever order the database keeps keys in. */
const sharesIn = (shares: VoiceSupport['overall']) => shares && [shares.votes, shares.agree, shares.disagree, shares.pass]
const groupsIn = (groups: VoiceSupport['groups']) => groups.map(({ letter, shares }) => [letter, sharesIn(shares)])
