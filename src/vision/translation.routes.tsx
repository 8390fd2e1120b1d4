import { Hono } from 'hono'
import { targetLanguages } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, readForm, reading, writing } from '#platform/web'
import { paths } from './paths.ts'
import { saveTranslation } from './translation.actions.ts'
import { anchorOf, type LanguageDesk, TranslationLanguagePage, TranslationsPage } from './translation.desk.page.tsx'
import { pairsOf } from './translation.store.ts'
import { standings } from './translation.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const translators = asStaff('coordinator', 'editor', 'moderator')

/** What a vision says in other languages, and how staff translate it. */
export const translationRoutes = (_room: Room) =>
  new Hono<InVision>()
    .get(desk.translations.pattern, asStaff(), aboutVision, reading, async c =>
      c.html(<TranslationsPage c={c} pairs={await pairsOf(c.var.db, c.var.vision, languagesOf(c))} />),
    )

    .get(desk.translationLanguage.pattern, asStaff(), aboutVision, reading, async c =>
      c.html(<TranslationLanguagePage c={c} desk={await languageDesk(c, c.var.db, { isDone: c.req.query('fertig') === '1' })} />),
    )

    .post(desk.translationLanguage.pattern, translators, aboutVision, writing, async c => {
      const { db, signedIn, vision, municipality } = c.var
      const form = await readForm(c)
      const state = (['approved', 'draft'] as const).find(known => known === (form.text('state') || 'approved'))
      if (!state) throw new BadRequest('value-unknown')
      const [item, text, language] = [form.text('item'), form.text('text'), languageIn(c)]
      const seen = { original: form.text('original'), translation: form.text('translation') }
      const refusal = await saveTranslation(db, signedIn, vision.slug, { item, language, text, state, seen })
      if (refusal) {
        const refused = { ...(await languageDesk(c, db, { isDone: false })), refused: { item, text, refusal } }
        return c.html(<TranslationLanguagePage c={c} desk={refused} />, refusal === 'changed-meanwhile' ? 409 : 422)
      }
      const at = { town: municipality.slug, vision: vision.slug, language }
      const next = desk.translationLanguage.to(at, { zeige: form.text('zeige') || undefined, fertig: 1 })
      return c.redirect(`${next}#${anchorOf(item)}`, 303)
    })

async function languageDesk(c: VisionContext, db: Read, { isDone }: Pick<LanguageDesk, 'isDone'>): Promise<LanguageDesk> {
  const language = languageIn(c)
  const filter = standings.find(known => known === c.req.query('zeige'))
  return { language, filter, isDone, pairs: (await pairsOf(db, c.var.vision, [language])).get(language)! }
}

/** The town's languages without the one the text is written in. */
const languagesOf = (c: VisionContext) => targetLanguages(c.var.municipality).filter(code => code !== c.var.vision.language)

const languageIn = (c: VisionContext) => languagesOf(c).find(code => code === c.req.param('language')) ?? notFound()
