import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, writing } from '#platform/web'
import { adoptionsOf } from './adoption.store.ts'
import { isSettled } from './adoption.ts'
import { askCouncil } from './oparl.actions.ts'
import { findAnswer } from './oparl.store.ts'
import { filledWith } from './oparl.ts'
import { paths } from './paths.ts'
import { dropStep, keepStep, moveStep } from './sequence.actions.ts'
import { newStep, SequenceDeskPage, StepRemovalPage } from './sequence.desk.page.tsx'
import { type StepDesk, StepDeskPage } from './sequence.step.desk.page.tsx'
import { stepsOf } from './sequence.store.ts'
import { emptyStep, type StepValues, stepFields, valuesOf } from './sequence.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const editors = asStaff('editor')

/** The consultation sequence: which bodies deal with the vision, and what became of it there. */
export const sequenceRoutes = (_room: Room) =>
  new Hono<InVision>()
    .get(desk.sequence.pattern, editors, aboutVision, reading, async c => {
      const { db, vision } = c.var
      const steps = await stepsOf(db, vision.id)
      const adoptions = await adoptionsOf(db, vision.id)
      const settled = new Set(steps.filter(step => isSettled(step, adoptions)).map(({ id }) => id))
      return c.html(<SequenceDeskPage c={c} desk={{ steps, settled, done: c.req.query('fertig') !== undefined }} />)
    })

    .get(desk.sequenceStep.pattern, editors, aboutVision, reading, async c => {
      const id = stepIn(c)
      const values = id === undefined ? emptyStep : valuesOf(await findStep(c.var.db, c))
      const council = values.oparlUrl ? await findAnswer(c.var.db, values.oparlUrl) : undefined
      return c.html(<StepDeskPage c={c} desk={{ step: id ?? newStep, values, council }} />)
    })
    .post(desk.sequenceStep.pattern, editors, aboutVision, writing, async c => {
      const { db, signedIn, vision, services } = c.var
      const values = valuesIn(await readForm(c))
      const id = stepIn(c)
      const refused = await keepStep(db, signedIn, vision, id, values, services.now())
      if (!refused) return c.redirect(doneAt(c), 303)
      return c.html(<StepDeskPage c={c} desk={{ step: id ?? newStep, values, ...refused }} />, 422)
    })

    // a server elsewhere is asked: no transaction waits for it
    .post(desk.sequenceStepCouncil.pattern, editors, aboutVision, async c => {
      const { services, municipality } = c.var
      const form = await readForm(c)
      const { database } = services
      const id = stepIn(c)
      if (id !== undefined) await database.reading(municipality.id, db => findStep(db, c))
      const values = valuesIn(form)
      const at = { step: id ?? newStep, values }
      switch (form.text('deed')) {
        case 'ask': {
          const council = await askCouncil(database, municipality.id, values.oparlUrl, services.config.councilSystem, services.now())
          return c.html(<StepDeskPage c={c} desk={{ ...at, council }} />)
        }
        case 'take-over': {
          const taken = await database.reading(municipality.id, db => takenOver(db, at, form))
          return c.html(<StepDeskPage c={c} desk={taken} />, taken.isFindingMissing ? 422 : 200)
        }
        default:
          throw new BadRequest('value-unknown')
      }
    })
    .get(desk.sequenceStepCouncil.pattern, editors, aboutVision, c =>
      c.redirect(desk.sequenceStep.to({ ...at(c), step: stepIn(c) ?? newStep }), 303),
    )

    .post(desk.sequenceStepPlace.pattern, editors, aboutVision, writing, async c => {
      const direction = (await readForm(c)).text('direction')
      if (direction !== 'up' && direction !== 'down') throw new BadRequest('value-unknown')
      await moveStep(c.var.db, c.var.signedIn, c.var.vision, stepIn(c) ?? notFound(), direction)
      return c.redirect(desk.sequence.to(at(c)), 303)
    })

    .get(desk.sequenceStepRemoval.pattern, editors, aboutVision, reading, async c =>
      c.html(<StepRemovalPage c={c} step={await findStep(c.var.db, c)} />),
    )
    .post(desk.sequenceStepRemoval.pattern, editors, aboutVision, writing, async c => {
      const { db, signedIn, vision } = c.var
      const step = await findStep(db, c)
      const refusal = await dropStep(db, signedIn, vision, step.id)
      return refusal ? c.html(<StepRemovalPage c={c} step={step} refusal={refusal} />, 422) : c.redirect(doneAt(c), 303)
    })

/** The form with what the council information system has said, of what was shown to whoever took it over. */
async function takenOver(db: Read, at: Pick<StepDesk, 'step' | 'values'>, form: Posted): Promise<StepDesk> {
  const council = await findAnswer(db, at.values.oparlUrl)
  const found = form.has('finding') ? council?.reading?.findings[Number(form.text('finding'))] : undefined
  return found ? { ...at, values: filledWith(at.values, found), council, isTakenOver: true } : { ...at, council, isFindingMissing: true }
}

const valuesIn = (form: Posted): StepValues => ({
  ...(Object.fromEntries(stepFields.map(name => [name, form.text(name)])) as Omit<StepValues, 'isUnanimous'>),
  isUnanimous: form.has('isUnanimous'),
})

const findStep = async (db: Read, c: VisionContext) => (await stepsOf(db, c.var.vision.id)).find(({ id }) => id === stepIn(c)) ?? notFound()

/** Undefined for a step that there is not yet. */
const stepIn = (c: VisionContext) => (c.req.param('step') === newStep ? undefined : (c.req.param('step') ?? notFound()))

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
const doneAt = (c: VisionContext) => desk.sequence.to(at(c), { fertig: 1 })
