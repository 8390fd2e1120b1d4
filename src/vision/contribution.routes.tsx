import { Hono } from 'hono'
import { codeOf, isAnswer } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { isTooMuch, notFound, RateLimit, readForm, reading, writing } from '#platform/web'
import { voteOnContribution } from './contribution.actions.ts'
import { ContributionRefusedPage } from './contribution.refusal.page.tsx'
import { findContribution, type Place, placeOf } from './contribution.store.ts'
import { type ContributionVoteRefusal, type JudgedContribution, mostVotesPerNetwork } from './contribution.ts'
import { paths } from './paths.ts'
import { dialoguesOf } from './vision.store.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

export const contributionRoutes = (room: Room) => {
  const limit = new RateLimit(mostVotesPerNetwork)
  return new Hono<InVision>()
    .get(paths.contribution.pattern, aboutVision, reading, async c => {
      const contribution = await approvedOf(c, c.var.db)
      return c.redirect(addressOf(c, contribution, await placeOf(c.var.db, contribution)), 303)
    })

    .get(paths.contributionVote.pattern, aboutVision, c => c.redirect(paths.contribution.to(at(c)), 303))
    .post(paths.contributionVote.pattern, aboutVision, writing, async c => {
      const { db } = c.var
      const contribution = await approvedOf(c, db)
      const place = await placeOf(db, contribution)
      const refusal = isTooMuch(c, limit) ? 'too-many-at-once' : await vote(c, db, room, contribution)
      if (!refusal) return c.redirect(addressOf(c, contribution, place), 303)
      const dialogues = await dialoguesOf(db, c.var.vision.id)
      const back = addressOf(c, contribution, place)
      return c.html(
        <ContributionRefusedPage c={c} contribution={contribution} refusal={refusal} dialogues={dialogues} back={back} />,
        refusal === 'too-many-at-once' ? 429 : 422,
      )
    })
}

async function vote(c: VisionContext, db: Write, room: Room, { number }: JudgedContribution): Promise<ContributionVoteRefusal | undefined> {
  const form = await readForm(c)
  const answer = form.text('answer')
  if (!isAnswer(answer)) return 'answer-missing'
  const { participants } = room.dialogues
  const participant = participants.ofForm(c, form)
  const cast = { participant, answer: codeOf[answer], welcome: () => participants.welcome(c, db, participant) }
  return voteOnContribution(db, c.var.vision, number, cast, c.var.municipality.fewestToShow)
}

/** Where a contribution stands for everybody to read. */
function addressOf(c: VisionContext, { kind, number }: JudgedContribution, place: Place): string {
  const here = { town: c.var.municipality.slug, vision: c.var.vision.slug }
  const page =
    'issue' in place
      ? paths.issue.to({ ...here, issue: place.issue })
      : (kind === 'comment' ? paths.comments : paths.amendments).to({ ...here, sentence: place.sentence })
  return `${page}#beitrag-${number}`
}

async function approvedOf(c: VisionContext, db: Read): Promise<JudgedContribution> {
  const contribution = (await findContribution(db, c.var.vision.id, numberIn(c, 'contribution'))) ?? notFound()
  return contribution.state === 'approved' ? contribution : notFound()
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug, contribution: numberIn(c, 'contribution') })
