import { Hono, type MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, writing } from '#platform/web'
import { adoptionsOf } from './adoption.store.ts'
import { isSettled } from './adoption.ts'
import { askCouncil } from './oparl.actions.ts'
import { findAnswer } from './oparl.store.ts'
import { filledWith } from './oparl.ts'
import { paths } from './paths.ts'
import { dropStep, keepStep, moveStep, type SequenceOwner } from './sequence.actions.ts'
import { newStep, SequenceDeskPage, StepRemovalPage } from './sequence.desk.page.tsx'
import { type StepDesk, StepDeskPage } from './sequence.step.desk.page.tsx'
import { stepsOf } from './sequence.store.ts'
import { emptyStep, type StepValues, stepFields, valuesOf } from './sequence.ts'
import type { InSequence, SequenceContext, SequencePlace } from './sequence.visitor.ts'
import { addressOf, wayTo } from './vision.frame.desk.page.tsx'
import { lockVision } from './vision.store.ts'
import type { Vision } from './vision.ts'
import { aboutVision, type InVision, type VisionContext } from './visitor.ts'

const editors = asStaff('editor')

/** Where the pages of a sequence are. */
export type SequencePatterns = Record<
  'sequence' | 'sequenceStep' | 'sequenceStepPlace' | 'sequenceStepRemoval' | 'sequenceStepCouncil',
  { readonly pattern: string }
>

/** The consultation sequence of a vision: which bodies deal with it, and what became of it there. */
export const sequenceRoutes = () => consultationRoutes(paths.desk, every(aboutVision, aboutSequence))

const aboutSequence: MiddlewareHandler<InVision & InSequence> = async (c, next) => {
  c.set('owner', ownerOf(c.var.vision))
  c.set('place', placeOf(c))
  await next()
}

const ownerOf = ({ id, slug }: Vision): SequenceOwner => ({
  vision: id,
  subject: slug,
  lock: async db => (await lockVision(db, slug)) ?? notFound(),
  settled: async (db, steps) => {
    const adoptions = await adoptionsOf(db, id)
    return new Set(steps.filter(step => isSettled(step, adoptions)).map(step => step.id))
  },
})

function placeOf(c: VisionContext): SequencePlace {
  const { t, vision } = c.var
  const { desk } = paths
  const at = addressOf(c)
  return {
    way: wayTo(c),
    language: vision.language,
    lead: t('vision.desk-sequence.lead'),
    next: { label: t('vision.desk-sequence.to-adoption'), href: desk.adoption.to(at) },
    address: {
      list: query => desk.sequence.to(at, query),
      step: step => desk.sequenceStep.to({ ...at, step }),
      place: step => desk.sequenceStepPlace.to({ ...at, step }),
      removal: step => desk.sequenceStepRemoval.to({ ...at, step }),
      council: step => desk.sequenceStepCouncil.to({ ...at, step }),
    },
  }
}

/** The consultation sequence at the desk, whatever it is of; `about` says whose it is, before any transaction begins. */
export const consultationRoutes = (patterns: SequencePatterns, about: MiddlewareHandler<InSequence>) =>
  new Hono<InSequence>()
    .get(patterns.sequence.pattern, editors, about, reading, async c => {
      const { db, owner } = c.var
      const steps = await stepsOf(db, owner.vision)
      const desk = { steps, settled: await owner.settled(db, steps), done: c.req.query('fertig') !== undefined }
      return c.html(<SequenceDeskPage c={c} desk={desk} />)
    })

    .get(patterns.sequenceStep.pattern, editors, about, reading, async c => {
      const id = stepIn(c)
      const values = id === undefined ? emptyStep : valuesOf(await findStep(c.var.db, c))
      const council = values.oparlUrl ? await findAnswer(c.var.db, values.oparlUrl) : undefined
      return c.html(<StepDeskPage c={c} desk={{ step: id ?? newStep, values, council }} />)
    })
    .post(patterns.sequenceStep.pattern, editors, about, writing, async c => {
      const { db, signedIn, owner, services } = c.var
      const values = valuesIn(await readForm(c))
      const id = stepIn(c)
      const refused = await keepStep(db, signedIn, owner, id, values, services.now())
      if (!refused) return c.redirect(doneAt(c), 303)
      return c.html(<StepDeskPage c={c} desk={{ step: id ?? newStep, values, ...refused }} />, 422)
    })

    // a server elsewhere is asked: no transaction waits for it
    .post(patterns.sequenceStepCouncil.pattern, editors, about, async c => {
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
    .get(patterns.sequenceStepCouncil.pattern, editors, about, c => c.redirect(c.var.place.address.step(stepIn(c) ?? newStep), 303))

    .post(patterns.sequenceStepPlace.pattern, editors, about, writing, async c => {
      const direction = (await readForm(c)).text('direction')
      if (direction !== 'up' && direction !== 'down') throw new BadRequest('value-unknown')
      await moveStep(c.var.db, c.var.signedIn, c.var.owner, stepIn(c) ?? notFound(), direction)
      return c.redirect(c.var.place.address.list(), 303)
    })

    .get(patterns.sequenceStepRemoval.pattern, editors, about, reading, async c =>
      c.html(<StepRemovalPage c={c} step={await findStep(c.var.db, c)} />),
    )
    .post(patterns.sequenceStepRemoval.pattern, editors, about, writing, async c => {
      const { db, signedIn, owner } = c.var
      const step = await findStep(db, c)
      const refusal = await dropStep(db, signedIn, owner, step.id)
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

const findStep = async (db: Read, c: SequenceContext) =>
  (await stepsOf(db, c.var.owner.vision)).find(({ id }) => id === stepIn(c)) ?? notFound()

/** Undefined for a step that there is not yet. */
const stepIn = (c: SequenceContext) => (c.req.param('step') === newStep ? undefined : (c.req.param('step') ?? notFound()))

const doneAt = (c: SequenceContext) => c.var.place.address.list({ fertig: 1 })
