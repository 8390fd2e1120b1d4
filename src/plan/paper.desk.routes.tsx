import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Read } from '#platform/db'
import { type Press, printDocument } from '#platform/documents'
import { findCrest } from '#platform/municipalities'
import { asStaff } from '#platform/people'
import { Button, Buttons, Notice, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import {
  judgePaper,
  PaperPage,
  type PaperPlace,
  type PaperRefusals,
  type PaperValues,
  paperValues,
  paperValuesOf,
  sendPaper,
  stepsOf,
} from '#vision'
import { goals } from './goal.store.ts'
import { type PaperMatter, planPaper, suggestedPlanPaper } from './paper.document.ts'
import { findPlanPaper, putPlanPaper } from './paper.store.ts'
import { paths } from './paths.ts'
import { actionFields, planOf } from './plan.store.ts'
import { draftReport } from './report.actions.ts'
import type { Room } from './visitor.ts'
import { inTown } from './words.page.tsx'

const { desk } = paths
const authors = asStaff('editor')

/** The decision paper by which a council adopts the plan. */
export const paperRoutes = ({ services }: Room, press: Press = printDocument) =>
  new Hono<Town>()
    .get(desk.paper.pattern, authors, reading, async c =>
      c.html(await paperPage(c, c.var.db, { done: c.req.query('fertig') !== undefined })),
    )
    .post(desk.paper.pattern, authors, writing, async c => {
      const { db, signedIn } = c.var
      const values = paperValues(await readForm(c))
      const judged = judgePaper(values)
      if ('refusals' in judged) return c.html(await paperPage(c, db, { values, refusals: judged.refusals }), 422)
      await putPlanPaper(db, judged.paper, services.now())
      await note(db, { personId: signedIn.personId, deed: 'decision-paper-changed', subject: (await planOf(db)).title })
      return c.redirect(desk.paper.to({ town: c.var.municipality.slug }, { fertig: 1 }), 303)
    })
    // Setting takes seconds, and no transaction waits for it: what it needs is read before.
    .get(desk.paperFile.pattern, authors, async c => {
      const { municipality } = c.var
      const document = await services.database.reading(municipality.id, async db => {
        const matter = await paperMatter(c, db)
        const found = await findPlanPaper(db)
        const town = { name: municipality.name, colour: municipality.colour, crest: await findCrest(db) }
        return planPaper(found?.paper ?? suggestedPlanPaper(matter), matter, { town, date: found?.revisedAt ?? services.now() })
      })
      return sendPaper(c, press, { file: c.req.param('file'), document, place: placeOf(c, await planTitle(c)) })
    })

async function paperPage(c: TownContext, db: Read, said: { values?: PaperValues; refusals?: PaperRefusals; done?: boolean }) {
  const matter = await paperMatter(c, db)
  const kept = (await findPlanPaper(db))?.paper
  const values = said.values ?? paperValuesOf(kept ?? suggestedPlanPaper(matter))
  return (
    <PaperPage c={c} place={placeOf(c, matter.title)} values={values} refusals={said.refusals} done={said.done}>
      {!kept && <Notice tone="info" title={c.var.t('plan.paper.suggestion')} />}
      <Buttons>
        <Button
          label={c.var.t('plan.paper.to-sequence', { count: matter.steps.length })}
          href={desk.sequence.to(inTown(c))}
          kind="secondary"
        />
      </Buttons>
    </PaperPage>
  )
}

/** The plan as it stands now. */
async function paperMatter(c: TownContext, db: Read): Promise<PaperMatter> {
  const title = titleOf(c, (await planOf(db)).title)
  const fieldOf = new Map((await actionFields(db)).map(({ id, name }) => [id, name]))
  return {
    title,
    goals: (await goals(db)).map(({ number, title: wanted, fieldId, addressee }) => ({
      number,
      title: wanted,
      field: fieldOf.get(fieldId)!,
      addressee,
    })),
    steps: await stepsOf(db, null),
    content: await draftReport(db, { title, asOf: dayOf(c.var.services.now()) }),
  }
}

const planTitle = (c: TownContext) =>
  c.var.services.database.reading(c.var.municipality.id, async db => titleOf(c, (await planOf(db)).title))

const titleOf = (c: TownContext, title: string) => title || c.var.t('plan.desk.title')

const placeOf = (c: TownContext, title: string): PaperPlace => {
  const { t } = c.var
  const town = inTown(c)
  return {
    way: [{ label: title, href: desk.plan.to(town) }],
    told: { lead: t('plan.paper.lead'), reasons: t('plan.paper.hint.reasons'), annexes: t('plan.paper.hint.annexes') },
    language: 'de',
    form: desk.paper.to(town),
    file: file => desk.paperFile.to({ ...town, file }),
  }
}
