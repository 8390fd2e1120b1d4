import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { type DialogueDesk, DialogueDeskPage, DialoguesPage, dialogueLanguages, NewDialoguePage } from './desk.page.tsx'
import { addSeeds, changeDialogue, changePhase, createDialogue, removeDraft } from './dialogue.actions.ts'
import { allDialogues, figuresOf, findDialogue } from './dialogue.store.ts'
import { phases } from './dialogue.ts'
import { type DialogueValues, newDialogueValues, valuesOf } from './dialogue-values.ts'
import { paths } from './paths.ts'
import { openAlerts } from './quarantine.store.ts'
import type { Room } from './room.ts'

const { desk } = paths

export const deskRoutes = (room: Room) =>
  new Hono<Town>()
    .get(desk.dialogues.pattern, asStaff(), reading, async c =>
      c.html(<DialoguesPage c={c} dialogues={await figuredDialogues(c.var.db)} />),
    )

    .get(desk.newDialogue.pattern, asStaff('coordinator', 'editor'), c =>
      c.html(<NewDialoguePage c={c} values={newDialogueValues(dialogueLanguages(c))} />),
    )
    .post(desk.newDialogue.pattern, asStaff('coordinator', 'editor'), writing, async c => {
      const values = dialogueValues(await readForm(c))
      const created = await createDialogue(c.var.db, c.var.signedIn, values, dialogueLanguages(c))
      if ('refusals' in created) return c.html(<NewDialoguePage c={c} values={values} refusals={created.refusals} />, 422)
      return c.redirect(desk.dialogue.to({ town: c.var.municipality.slug, dialogue: created.slug }, { fertig: 'created' }), 303)
    })

    .get(desk.dialogue.pattern, asStaff(), reading, async c => c.html(await deskPage(c, c.var.db, { done: c.req.query('fertig') })))
    .post(desk.dialogue.pattern, asStaff('coordinator', 'editor'), writing, async c => {
      const values = dialogueValues(await readForm(c))
      const changed = await changeDialogue(c.var.db, c.var.signedIn, slugOf(c), values, dialogueLanguages(c))
      if ('refusals' in changed) return c.html(await deskPage(c, c.var.db, { values, refusals: changed.refusals }), 422)
      c.var.db.afterCommit(() => room.agendas.forget(c.var.municipality.id))
      return c.redirect(desk.dialogue.to({ town: c.var.municipality.slug, dialogue: changed.slug }, { fertig: 'changed' }), 303)
    })

    .post(desk.phase.pattern, asStaff('coordinator'), writing, async c => {
      const wish = (await readForm(c)).text('phase')
      const phase = phases.find(known => known === wish)
      if (!phase) throw new BadRequest('value-unknown')
      const phaseRefusal = await changePhase(c.var.db, c.var.signedIn, slugOf(c), phase, c.var.services.now())
      if (phaseRefusal) return c.html(await deskPage(c, c.var.db, { phaseRefusal }), 422)
      const { id } = (await findDialogue(c.var.db, slugOf(c))) ?? notFound()
      c.var.db.afterCommit(() => {
        room.agendas.forget(c.var.municipality.id)
        room.maps.refreshSoon(c.var.municipality.id, id)
      })
      return c.redirect(desk.dialogue.to(at(c), { fertig: 'phase' }), 303)
    })

    .post(desk.deletion.pattern, asStaff('coordinator'), writing, async c => {
      const phaseRefusal = await removeDraft(c.var.db, c.var.signedIn, slugOf(c))
      if (phaseRefusal) return c.html(await deskPage(c, c.var.db, { phaseRefusal }), 422)
      c.var.db.afterCommit(() => room.agendas.forget(c.var.municipality.id))
      return c.redirect(desk.dialogues.to(at(c)), 303)
    })

    .post(desk.seeds.pattern, asStaff('coordinator', 'editor'), writing, async c => {
      const form = await readForm(c)
      const [text, language] = [form.text('seeds'), form.text('language')]
      const sender = { enteredFor: form.text('enteredFor'), name: form.text('enteredForName') }
      const result = await addSeeds(c.var.db, c.var.signedIn, slugOf(c), text, language, sender, c.var.services.now())
      if ('refusal' in result) return c.html(await deskPage(c, c.var.db, { seeds: { text, language, sender, ...result } }), 422)
      c.var.db.afterCommit(() => room.agendas.forget(c.var.municipality.id))
      return c.redirect(desk.dialogue.to(at(c), { fertig: 'seeds' }), 303)
    })

async function deskPage(c: TownContext, db: Read, said: Partial<DialogueDesk>) {
  const dialogue = (await findDialogue(db, slugOf(c))) ?? notFound()
  const figures = await figuresOf(db, dialogue.id)
  return (
    <DialogueDeskPage c={c} desk={{ dialogue, figures, alerts: await openAlerts(db, dialogue.id), values: valuesOf(dialogue), ...said }} />
  )
}

/** All dialogues of a town with their figures, newest first. */
export async function figuredDialogues(db: Read) {
  const figured = []
  for (const dialogue of await allDialogues(db)) figured.push({ dialogue, figures: await figuresOf(db, dialogue.id) })
  return figured
}

const dialogueValues = (form: Posted): DialogueValues => ({
  question: form.text('question'),
  slug: form.text('slug'),
  description: form.text('description'),
  opensAt: form.text('opensAt'),
  closesAt: form.text('closesAt'),
  residentsMayAdd: form.has('residentsMayAdd'),
  moderation: form.text('moderation'),
  statementLength: form.text('statementLength'),
  languages: form.all('languages'),
})

const slugOf = (c: TownContext) => c.req.param('dialogue') ?? ''
const at = (c: TownContext) => ({ town: c.var.municipality.slug, dialogue: slugOf(c) })
