import { Hono } from 'hono'
import { tidied } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, type SignedIn, writing } from '#platform/web'
import { chaptersOf } from './chapter.store.ts'
import { paths } from './paths.ts'
import { dropSentence, editSentence, moveSentence, restoreSentence, type SentenceRefusal, type WritingAt } from './sentence.actions.ts'
import { changesOf, findWritten } from './sentence.change.store.ts'
import { type SentenceDesk, SentenceDeskPage } from './sentence.desk.page.tsx'
import { addSource, dropSource } from './source.actions.ts'
import { findSourceFile, sourcesOf } from './source.store.ts'
import { emptySource, type SourceValues } from './source.values.ts'
import { resultsIn } from './support.store.ts'
import { supportOf } from './support.ts'
import { findVision } from './vision.store.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'
import type { Wording } from './wording.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')

/** One sentence at the desk: how it reads, where it stands, what it comes from besides statements. */
export const sentenceDeskRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(desk.sentence.pattern, writers, aboutVision, reading, async c =>
      c.html(await sentencePage(c, c.var.db, room, { done: c.req.query('fertig') !== undefined })),
    )
    .post(desk.sentence.pattern, writers, aboutVision, writing, async c => {
      const form = await readForm(c)
      const typed = wordingIn(form)
      const refusal = await changeSentence(c, form, typed)
      if (!refusal) return c.redirect(doneAt(c), 303)
      return c.html(await sentencePage(c, c.var.db, room, { refused: { refusal, typed } }), refusal === 'changed-meanwhile' ? 409 : 422)
    })
    .post(desk.sentencePlace.pattern, writers, aboutVision, writing, async c => {
      const refusal = await moveSentence(c.var.db, writingAt(c), numberIn(c, 'sentence'), placeIn(await readForm(c)))
      if (!refusal) return c.redirect(doneAt(c), 303)
      return c.html(await sentencePage(c, c.var.db, room, { refused: { refusal } }), 422)
    })
    .post(desk.sources.pattern, writers, aboutVision, writing, async c => {
      const form = await readForm(c)
      const values = sourceValues(form)
      const file = form.file('file')
      const given = file && { name: file.name, content: new Uint8Array(await file.arrayBuffer()) }
      const refused = await addSource(c.var.db, writingAt(c), numberIn(c, 'sentence'), values, given)
      if (!refused) return c.redirect(doneAt(c), 303)
      const said =
        'refusals' in refused
          ? { source: { values, refusals: refused.refusals } }
          : { source: { values }, refused: { refusal: refused.refusal } }
      return c.html(await sentencePage(c, c.var.db, room, said), 422)
    })
    .get(desk.source.pattern, writers, aboutVision, reading, async c => {
      const file = (await findSourceFile(c.var.db, c.var.vision.id, c.req.param('source'))) ?? notFound()
      return c.body(new Uint8Array(file.content), 200, {
        'content-type': file.mediaType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'x-content-type-options': 'nosniff',
      })
    })
    .post(desk.source.pattern, writers, aboutVision, writing, async c => {
      const refusal = await dropSource(c.var.db, writingAt(c), numberIn(c, 'sentence'), c.req.param('source'))
      if (!refusal) return c.redirect(doneAt(c), 303)
      return c.html(await sentencePage(c, c.var.db, room, { refused: { refusal } }), 422)
    })

type WriterContext = VisionContext & { readonly var: { db: Write; signedIn: SignedIn } }

function changeSentence(c: WriterContext, form: Posted, typed: Wording): Promise<SentenceRefusal | undefined> {
  const [{ db }, at, number] = [c.var, writingAt(c), numberIn(c, 'sentence')]
  switch (form.text('deed')) {
    case 'save':
      return editSentence(db, at, number, typed, { text: form.text('seenText'), explanation: form.text('seenExplanation') })
    case 'drop':
      return dropSentence(db, at, number)
    case 'restore':
      return restoreSentence(db, at, number)
    default:
      throw new BadRequest('value-unknown')
  }
}

async function sentencePage(c: VisionContext, db: Read, room: Room, said: Partial<Pick<SentenceDesk, 'refused' | 'source' | 'done'>>) {
  const vision = (await findVision(db, c.var.vision.slug)) ?? notFound()
  const sentence = (await findWritten(db, vision.id, numberIn(c, 'sentence'))) ?? notFound()
  const { voices, others } = (await sourcesOf(db, vision.id, [sentence.id])).get(sentence.id) ?? { voices: [], others: [] }
  const results = await resultsIn(db, room.dialogues, vision.id, c.var.municipality.fewestToShow)
  const shown: SentenceDesk = {
    vision,
    sentence,
    chapters: await chaptersOf(db, vision.id),
    others,
    support: supportOf(voices, results),
    changes: await changesOf(db, sentence.id),
    source: { values: emptySource },
    ...said,
  }
  return <SentenceDeskPage c={c} desk={shown} />
}

/** A sentence is one line; its explanation may have several. */
const wordingIn = (form: Posted): Wording => ({ text: tidied(form.text('text')), explanation: form.text('explanation') })

function placeIn(form: Posted): Parameters<typeof moveSentence>[3] {
  const direction = (['up', 'down'] as const).find(known => known === form.text('direction'))
  if (!direction && !form.has('chapter')) throw new BadRequest('value-unknown')
  return direction ? { direction } : { chapter: form.text('chapter') }
}

const sourceValues = (form: Posted): SourceValues => ({
  kind: form.text('kind'),
  use: form.text('use'),
  title: form.text('title'),
  reference: form.text('reference'),
  datedOn: form.text('datedOn'),
})

const writingAt = (c: WriterContext): WritingAt => ({ by: c.var.signedIn, vision: c.var.vision.slug, now: c.var.services.now() })

const doneAt = (c: VisionContext) =>
  desk.sentence.to({ town: c.var.municipality.slug, vision: c.var.vision.slug, sentence: numberIn(c, 'sentence') }, { fertig: 1 })
