import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { reading, writing } from '#platform/web'
import { anchorAnew } from './amendment.actions.ts'
import { ownAmendments, publishedSentence } from './amendment.store.ts'
import type { Amendment } from './amendment.ts'
import { ownAppeals } from './contribution.appeal.store.ts'
import { ownContributions } from './contribution.author.store.ts'
import { OwnContributionsPage, type OwnDesk } from './contribution.own.page.tsx'
import { authorIn } from './contribution.visitor.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

export const ownContributionRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(paths.ownContributions.pattern, aboutVision, reading, async c => {
      const anchored = Number(c.req.query('bleibt')) || undefined
      return c.html(<OwnContributionsPage c={c} desk={{ ...(await ownDesk(c, c.var.db, room)), anchored }} />)
    })

    .get(paths.anchor.pattern, aboutVision, c => c.redirect(paths.ownContributions.to(at(c)), 303))
    .post(paths.anchor.pattern, aboutVision, writing, async c => {
      const { db, vision } = c.var
      const number = numberIn(c, 'contribution')
      const refusal = await anchorAnew(db, vision.slug, number, authorIn(c, room))
      if (refusal) return c.html(<OwnContributionsPage c={c} desk={{ ...(await ownDesk(c, db, room)), refusal }} />, 422)
      return c.redirect(`${paths.ownContributions.to(at(c), { bleibt: number })}#beitrag-${number}`, 303)
    })

async function ownDesk(c: VisionContext, db: Read, room: Room): Promise<OwnDesk> {
  const author = authorIn(c, room)
  if (!author) return { contributions: [], amendments: new Map(), appeals: new Map(), changed: new Map(), isKnown: false }
  const amendments = await ownAmendments(db, c.var.vision.id, author)
  return {
    contributions: await ownContributions(db, c.var.vision.id, author),
    amendments,
    appeals: await ownAppeals(db, c.var.vision.id, author),
    changed: await changedUnder(db, c.var.vision.id, [...amendments.values()]),
    isKnown: true,
  }
}

/** How the sentences of these amendments read now, where they have changed since. */
async function changedUnder(db: Read, vision: string, amendments: readonly Amendment[]): Promise<Map<number, string>> {
  const numbers = amendments.filter(({ needsReview, decision }) => needsReview && !decision).map(({ sentenceNumber }) => sentenceNumber)
  const found = new Map<number, string>()
  for (const number of new Set(numbers)) {
    const sentence = await publishedSentence(db, vision, number)
    if (sentence) found.set(number, sentence.text)
  }
  return found
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
