import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { findDialogue } from './dialogue.store.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { approvedStatements } from './statement.store.ts'
import { changeTranslationSetup, removeTranslation, saveTranslation } from './translation.actions.ts'
import { TranslationsPage } from './translation.desk.page.tsx'
import { LanguagePage } from './translation.language.desk.page.tsx'
import { machineDeskOf, orderTranslation, switchTranslationService } from './translation.machine.actions.ts'
import { findOrder } from './translation.machine.store.ts'
import { type PairDesk, PairPage } from './translation.pair.desk.page.tsx'
import { translationPairs, translationsOf } from './translation.store.ts'
import { nextToDo, originalsOf, pairsIn, progressIn, standings, targetLanguages } from './translation.ts'

const { desk } = paths
const translators = asStaff('editor', 'moderator')

export const translationDeskRoutes = (room: Room) =>
  new Hono<Town>()
    .get(desk.translations.pattern, asStaff(), reading, async c => c.html(await translationsPage(c, c.var.db)))

    .post(desk.translations.pattern, asStaff('coordinator'), writing, async c => {
      const { db, municipality, signedIn } = c.var
      const dialogue = await dialogueOf(c, db)
      const form = await readForm(c)
      const wish = { language: form.text('language'), showsUnreviewed: form.has('showsUnreviewed') }
      await changeTranslationSetup(db, signedIn, dialogue, wish, [...targetLanguages(municipality), ...dialogue.languages])
      db.afterCommit(() => room.agendas.forget(municipality.id))
      return c.redirect(desk.translations.to(at(c), { fertig: 'setup' }), 303)
    })

    .post(desk.translationService.pattern, asStaff('coordinator'), writing, async c => {
      const { db, services, signedIn } = c.var
      const wish = (await readForm(c)).text('service')
      const machine = await machineDeskOf(db, services)
      if (!machine || (wish !== 'on' && wish !== 'off')) throw new BadRequest('value-unknown')
      await switchTranslationService(db, signedIn, wish === 'on', machine.host)
      return c.redirect(desk.translations.to(at(c), { fertig: 'service' }), 303)
    })

    .get(desk.translationLanguage.pattern, asStaff(), reading, async c => c.html(await languagePage(c, c.var.db)))

    .post(desk.translationLanguage.pattern, translators, writing, async c => {
      const { db, services, signedIn } = c.var
      if (!services.config.translation) throw new BadRequest('value-unknown')
      await orderTranslation(db, signedIn, await dialogueOf(c, db), languageIn(c), services.now())
      db.afterCommit(services.wakeJobs)
      return c.redirect(desk.translationLanguage.to({ ...at(c), language: languageIn(c) }, { fertig: 'ordered' }), 303)
    })

    .get(desk.translationItem.pattern, asStaff(), reading, async c => c.html(await pairPage(c, c.var.db)))

    .post(desk.translationItem.pattern, translators, writing, async c => {
      const { db, municipality, services, signedIn } = c.var
      const dialogue = await dialogueOf(c, db)
      const language = languageIn(c)
      const form = await readForm(c)
      const [deed, text] = [form.text('deed') || 'approved', form.text('text')]
      const place = { item: c.req.param('item'), language, seen: form.text('seen') }
      if (deed !== 'approved' && deed !== 'draft' && deed !== 'removed') throw new BadRequest('value-unknown')
      const refusal =
        deed === 'removed'
          ? await removeTranslation(db, signedIn, dialogue, place)
          : await saveTranslation(db, signedIn, dialogue, place, { text, state: deed }, services.now())
      if (refusal) return c.html(await pairPage(c, db, { refusal, typed: text }), 422)
      db.afterCommit(() => room.agendas.forget(municipality.id))
      const fertig = deed === 'draft' ? 'drafted' : deed
      const next = nextToDo((await translationPairs(db, dialogue, language)).pairs, place.item)
      const target = next
        ? desk.translationItem.to({ ...at(c), language, item: next.original.item }, { fertig })
        : desk.translationLanguage.to({ ...at(c), language }, { fertig })
      return c.redirect(target, 303)
    })

async function translationsPage(c: TownContext, db: Read) {
  const dialogue = await dialogueOf(c, db)
  const { setup, byItem } = await translationsOf(db, dialogue)
  const originals = originalsOf(dialogue, setup, await approvedStatements(db, dialogue.id))
  const languages = targetLanguages(c.var.municipality)
  const progress = languages.map(language => progressIn(language, pairsIn(language, originals, byItem))).filter(({ total }) => total > 0)
  const machine = await machineDeskOf(db, c.var.services)
  return <TranslationsPage c={c} desk={{ dialogue, setup, languages, progress, machine }} />
}

async function languagePage(c: TownContext, db: Read) {
  const dialogue = await dialogueOf(c, db)
  const language = languageIn(c)
  const { pairs } = await translationPairs(db, dialogue, language)
  const filter = standings.find(known => known === c.req.query('zeige'))
  const shown = {
    dialogue,
    language,
    filter,
    pairs: filter ? pairs.filter(({ standing }) => standing === filter) : pairs,
    progress: progressIn(language, pairs),
    next: nextToDo(pairs, undefined)?.original,
    order: await findOrder(db, dialogue.id, language),
    machine: await machineDeskOf(db, c.var.services),
  }
  return <LanguagePage c={c} desk={shown} />
}

async function pairPage(c: TownContext, db: Read, said: Pick<PairDesk, 'refusal' | 'typed'> = {}) {
  const dialogue = await dialogueOf(c, db)
  const language = languageIn(c)
  const { pairs } = await translationPairs(db, dialogue, language)
  const item = c.req.param('item')
  const pair = pairs.find(({ original }) => original.item === item) ?? notFound()
  const next = nextToDo(pairs, item)?.original
  return <PairPage c={c} desk={{ dialogue, language, pair, next, progress: progressIn(language, pairs), machine: undefined, ...said }} />
}

const languageIn = (c: TownContext) => targetLanguages(c.var.municipality).find(code => code === c.req.param('language')) ?? notFound()
const dialogueOf = async (c: TownContext, db: Read) => (await findDialogue(db, c.req.param('dialogue') ?? '')) ?? notFound()
const at = (c: TownContext) => ({ town: c.var.municipality.slug, dialogue: c.req.param('dialogue') ?? '' })
