import { Hono } from 'hono'
import { votersAmong } from '#dialogue'
import type { Read } from '#platform/db'
import { notFound, RateLimit, readForm, reading, writing } from '#platform/web'
import { bodyPositionsOf } from './body-position.store.ts'
import { type ProposalKind, propose } from './bridge.actions.ts'
import { refusedAs } from './contribution.form.page.tsx'
import { approvedContributions } from './contribution.store.ts'
import { mostPerNetwork } from './contribution.ts'
import { answersIn, emptyValues, languagesIn, receive, ticketIn, valuesIn } from './contribution.visitor.ts'
import { IssuePage, IssuesPage, type IssueView } from './issue.page.tsx'
import { type ProposalDesk, ProposalPage } from './issue.proposal.page.tsx'
import { formOf } from './issue.round.page.tsx'
import { entriesOf, findIssue, hasVersion, issuesOf, statementsOf } from './issue.store.ts'
import { type Issue, isPublicIssue } from './issue.ts'
import { paths } from './paths.ts'
import { resultsIn, saidIn } from './support.store.ts'
import { supportOf } from './support.ts'
import { dialoguesOf } from './vision.store.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

/** The negotiation of contested issues, as everybody sees it. */
export const issueRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(paths.issues.pattern, aboutVision, reading, async c => {
      const { db, vision } = c.var
      if (!(await hasVersion(db, vision.id))) return notFound()
      const positions = (await bodyPositionsOf(db, vision.id)).filter(({ issue }) => issue === null)
      return c.html(<IssuesPage c={c} issues={(await issuesOf(db, vision.id)).filter(isPublicIssue)} positions={positions} />)
    })
    .get(paths.issue.pattern, aboutVision, reading, async c => c.html(<IssuePage c={c} view={await issueView(c, c.var.db, room)} />))
    .route('/', proposalRoutes(room, 'bridge'))
    .route('/', proposalRoutes(room, 'dissent'))

function proposalRoutes(room: Room, kind: ProposalKind) {
  const limit = new RateLimit(mostPerNetwork)
  const { pattern } = formOf(kind)
  return new Hono<InVision>()
    .get(pattern, aboutVision, reading, async c => {
      const desk = await proposalDesk(c, c.var.db, room, kind)
      const isStored = c.req.query('eingereicht') !== undefined
      return c.html(<ProposalPage c={c} desk={{ ...desk, ...(isStored && { stored: { isKnown: !desk.ticket } }) }} />)
    })
    .post(pattern, aboutVision, writing, async c => {
      const { db, vision, municipality, services } = c.var
      const number = (await issueIn(c, db)).number
      const result = await receive(c, room, limit, sent => propose(db, vision.slug, number, kind, sent, languagesIn(c), services.now()))
      const at = { town: municipality.slug, vision: vision.slug, issue: number }
      if ('stored' in result) return c.redirect(formOf(kind).to(at, { eingereicht: 1 }), 303)
      const { refusal, twin } = result
      const refused = refusal === 'not-open' ? { text: c.var.t(`vision.${kind}.closed`) } : refusedAs(c, { refusal, twin })
      const desk = { ...(await proposalDesk(c, db, room, kind)), values: valuesIn(await readForm(c)), refused }
      return c.html(<ProposalPage c={c} desk={desk} />, refusal === 'too-many-at-once' ? 429 : 422)
    })
}

async function issueView(c: VisionContext, db: Read, room: Room): Promise<IssueView> {
  const { vision } = c.var
  const issue = await issueIn(c, db)
  const proposals = await approvedContributions(db, vision.id, { issueId: issue.id })
  const answers = await answersIn(c, db, room, proposals)
  const dialogues = await dialoguesOf(db, vision.id)
  return {
    issue,
    proposals,
    dialogues,
    statements: await saidIn(db, await contestedStatements(c, db, room, issue), c.var.language.code),
    entries: await entriesOf(db, issue.id),
    positions: (await bodyPositionsOf(db, vision.id)).filter(position => position.issue === issue.number),
    votingOn: (await isVoter(c, db, room, dialogues)) ? ({ id }) => ({ given: answers.get(id) }) : undefined,
  }
}

async function contestedStatements({ var: { vision, municipality } }: VisionContext, db: Read, room: Room, { id }: Issue) {
  const statements = (await statementsOf(db, id)).map(({ dialogue, ...statement }) => ({
    ...statement,
    use: 'inspired' as const, // of no sentence yet; the page shows none
    dialogue: { ...dialogue, question: '' },
  }))
  return supportOf(statements, await resultsIn(db, room.dialogues, vision.id, municipality.fewestToShow))
}

async function isVoter(c: VisionContext, db: Read, room: Room, dialogues: readonly { id: string }[]): Promise<boolean> {
  const participant = room.dialogues.participants.known(c)
  if (!participant) return false
  const asked = dialogues.map(({ id }) => id)
  return (await votersAmong(db, asked, [participant])).has(participant)
}

async function proposalDesk(c: VisionContext, db: Read, room: Room, kind: ProposalKind): Promise<ProposalDesk> {
  return { issue: await issueIn(c, db), kind, values: emptyValues(c), ticket: ticketIn(c, room) }
}

/** The issue of the address, as far as everybody may know of it. */
async function issueIn(c: VisionContext, db: Read): Promise<Issue> {
  const issue = await findIssue(db, c.var.vision.id, numberIn(c, 'issue'))
  return issue && isPublicIssue(issue) && (await hasVersion(db, c.var.vision.id)) ? issue : notFound()
}
