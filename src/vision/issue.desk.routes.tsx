import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, writing } from '#platform/web'
import { bodyPositionDeskRoutes } from './body-position.desk.routes.tsx'
import { enterOnBehalf, type OnBehalf } from './bridge.actions.ts'
import { approvedContributions } from './contribution.store.ts'
import { emptyValues, languagesIn, valuesIn } from './contribution.visitor.ts'
import { approvedDissents } from './dissent.ts'
import { closeIssue, dropEntry, enterState, keepEntry, keepIssue } from './issue.actions.ts'
import { choicesFor } from './issue.choice.store.ts'
import { type IssueDesk, IssueDeskPage, IssuesDeskPage } from './issue.desk.page.tsx'
import { EntryDeskPage } from './issue.entry.desk.page.tsx'
import { newOne } from './issue.frame.desk.page.tsx'
import { OnBehalfDeskPage, OutcomeDeskPage } from './issue.outcome.desk.page.tsx'
import { entriesOf, findIssue, issuesOf, statementsOf } from './issue.store.ts'
import {
  type Closing,
  type EntryValues,
  emptyEntry,
  type Issue,
  type IssueEntry,
  type IssueValues,
  issueStates,
  outcomes,
  writtenStatements,
} from './issue.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const staff = asStaff('coordinator', 'editor')

/** The negotiation of contested issues at the desk. */
export const issueDeskRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(desk.issues.pattern, staff, aboutVision, reading, async c =>
      c.html(<IssuesDeskPage c={c} issues={await issuesOf(c.var.db, c.var.vision.id)} />),
    )

    .get(desk.issue.pattern, staff, aboutVision, reading, async c =>
      c.html(<IssueDeskPage c={c} desk={await issueDesk(c, c.var.db, room, { search: c.req.query('suche') ?? '' })} />),
    )
    .post(desk.issue.pattern, staff, aboutVision, writing, async c => {
      const { db, signedIn, vision } = c.var
      const form = await readForm(c)
      const statements = form.all('statements').join('\n')
      const values = { question: form.text('question'), background: form.text('background'), statements }
      const typed = { values, search: form.text('search') }
      if (form.text('deed') === 'search') return c.html(<IssueDeskPage c={c} desk={await issueDesk(c, db, room, typed)} />)
      const kept = await keepIssue(db, signedIn, vision.slug, isNew(c) ? undefined : numberIn(c, 'issue'), values)
      if ('number' in kept) return c.redirect(doneAt(c, kept.number), 303)
      return c.html(<IssueDeskPage c={c} desk={{ ...(await issueDesk(c, db, room, typed)), refusals: kept.refusals }} />, 422)
    })

    .post(desk.issueState.pattern, staff, aboutVision, writing, async c => {
      const { db, signedIn, vision, municipality } = c.var
      const form = await readForm(c)
      const state = issueStates.find(known => known === form.text('state'))
      if (!state) throw new BadRequest('value-unknown')
      const number = numberIn(c, 'issue')
      const computing = { dialogues: room.dialogues, fewest: municipality.fewestToShow }
      const stateRefusal = await enterState(
        db,
        signedIn,
        vision.slug,
        number,
        { seen: form.text('seen'), state },
        computing,
        c.var.services.now(),
      )
      if (!stateRefusal) return c.redirect(doneAt(c, number), 303)
      return c.html(
        <IssueDeskPage c={c} desk={{ ...(await issueDesk(c, db, room, { search: '' })), stateRefusal }} />,
        stateRefusal === 'changed-meanwhile' ? 409 : 422,
      )
    })

    .get(desk.issueEntry.pattern, staff, aboutVision, reading, async c => {
      const issue = await issueIn(c, c.var.db)
      const id = entryIn(c)
      const values = id === newOne ? emptyEntry : entryValues(await findEntry(c.var.db, issue, id))
      return c.html(<EntryDeskPage c={c} desk={{ issue, id, values }} />)
    })
    .post(desk.issueEntry.pattern, staff, aboutVision, writing, async c => {
      const { db, signedIn, vision } = c.var
      const form = await readForm(c)
      const [number, id] = [numberIn(c, 'issue'), entryIn(c)]
      if (id !== newOne && form.text('deed') === 'remove') {
        await dropEntry(db, signedIn, vision.slug, number, id)
        return c.redirect(doneAt(c, number), 303)
      }
      const values = entryValuesIn(form)
      const refusals = await keepEntry(db, signedIn, vision.slug, number, id === newOne ? undefined : id, values)
      if (!refusals) return c.redirect(doneAt(c, number), 303)
      return c.html(<EntryDeskPage c={c} desk={{ issue: await issueIn(c, db), id, values, refusals }} />, 422)
    })

    .get(desk.issueProposal.pattern, staff, aboutVision, reading, async c => {
      const typed: OnBehalf = { kind: 'bridge', values: emptyValues(c), enteredFor: '', enteredForName: '' }
      return c.html(<OnBehalfDeskPage c={c} desk={{ issue: await issueIn(c, c.var.db), typed, languages: languagesIn(c) }} />)
    })
    .post(desk.issueProposal.pattern, staff, aboutVision, writing, async c => {
      const { db, signedIn, vision, services } = c.var
      const form = await readForm(c)
      const kind = form.text('kind')
      if (kind !== 'bridge' && kind !== 'dissent') throw new BadRequest('value-unknown')
      const typed = {
        kind,
        values: valuesIn(form),
        enteredFor: form.text('enteredFor'),
        enteredForName: form.text('enteredForName'),
      } as const
      const number = numberIn(c, 'issue')
      const refusal = await enterOnBehalf(db, signedIn, vision.slug, number, typed, languagesIn(c), services.now())
      if (!refusal) return c.redirect(doneAt(c, number), 303)
      return c.html(<OnBehalfDeskPage c={c} desk={{ issue: await issueIn(c, db), typed, languages: languagesIn(c), refusal }} />, 422)
    })

    .get(desk.issueOutcome.pattern, staff, aboutVision, reading, async c => {
      const issue = await issueIn(c, c.var.db)
      const suggested = outcomes.find(outcome => outcome === issue.result?.suggestion) ?? ''
      const closing = {
        outcome: suggested,
        reason: issue.outcomeReason,
        dissents: issue.keptDissents.length > 0 ? issue.keptDissents : approvedDissents(issue),
        noDissentReason: issue.noDissentReason,
      }
      return c.html(<OutcomeDeskPage c={c} desk={{ ...(await outcomeDesk(c, c.var.db, issue)), closing }} />)
    })
    .post(desk.issueOutcome.pattern, staff, aboutVision, writing, async c => {
      const { db, signedIn, vision, services } = c.var
      const number = numberIn(c, 'issue')
      const closing = closingIn(await readForm(c))
      const refused = await closeIssue(db, signedIn, vision.slug, number, closing, services.now())
      if (!refused) return c.redirect(doneAt(c, number), 303)
      if (refused === 'changed-meanwhile') {
        return c.html(<IssueDeskPage c={c} desk={{ ...(await issueDesk(c, db, room, { search: '' })), stateRefusal: refused }} />, 409)
      }
      const shown = await outcomeDesk(c, db, await issueIn(c, db))
      return c.html(<OutcomeDeskPage c={c} desk={{ ...shown, closing, refusals: refused }} />, 422)
    })

    .route('/', bodyPositionDeskRoutes())

/** `values`: as typed; without them as stored, or with the statement the address names. */
async function issueDesk(c: VisionContext, db: Read, room: Room, said: { values?: IssueValues; search: string }): Promise<IssueDesk> {
  const { vision, municipality } = c.var
  const issue = isNew(c) ? undefined : await issueIn(c, db)
  const values = said.values ?? (issue ? await storedValues(db, issue) : { question: '', background: '', statements: namedStatement(c) })
  const wanted = { vision, chosen: values.statements.split('\n'), search: said.search, fewest: municipality.fewestToShow }
  return {
    issue,
    values,
    entries: issue ? await entriesOf(db, issue.id) : [],
    choices: await choicesFor(db, room.dialogues, wanted),
    search: said.search,
    done: c.req.query('fertig') !== undefined,
  }
}

const storedValues = async (db: Read, issue: Issue): Promise<IssueValues> => ({
  ...issue,
  statements: writtenStatements(await statementsOf(db, issue.id)),
})

/** The statement somebody wants to make an issue of, where they come from it. */
const namedStatement = (c: VisionContext) => (c.req.query('aussage') ?? '').replace('/', ' ')

/** Only once the round has ended there is something to say about how it ended. */
async function outcomeDesk(c: VisionContext, db: Read, issue: Issue) {
  const result = issue.result ?? notFound()
  return { issue, result, proposals: await approvedContributions(db, c.var.vision.id, { issueId: issue.id }) }
}

const closingIn = (form: Posted): Closing => ({
  outcome: form.text('outcome'),
  reason: form.text('reason'),
  dissents: form.all('dissents').map(Number),
  noDissentReason: form.text('noDissentReason'),
})

const entryValuesIn = (form: Posted): EntryValues => ({
  kind: form.text('kind'),
  text: form.text('text'),
  reasons: form.text('reasons'),
  enteredFor: form.text('enteredFor'),
  enteredForName: form.text('enteredForName'),
  source: form.text('source'),
})

const entryValues = ({ id: _, ...entry }: IssueEntry): EntryValues => ({ ...entry, enteredFor: entry.enteredFor ?? '' })

const findEntry = async (db: Read, issue: Issue, id: string) => (await entriesOf(db, issue.id)).find(entry => entry.id === id) ?? notFound()

const issueIn = async (c: VisionContext, db: Read): Promise<Issue> =>
  (await findIssue(db, c.var.vision.id, numberIn(c, 'issue'))) ?? notFound()

const isNew = (c: VisionContext) => c.req.param('issue') === newOne
const entryIn = (c: VisionContext) => c.req.param('entry') ?? notFound()
const doneAt = (c: VisionContext, issue: number) =>
  desk.issue.to({ town: c.var.municipality.slug, vision: c.var.vision.slug, issue }, { fertig: 1 })
