import { Hono, type MiddlewareHandler } from 'hono'
import type { Child } from 'hono/jsx'
import { translatorFor } from '#platform/languages'
import { asStaff } from '#platform/people'
import { notFound, readForm, reading, type Town, type TownContext, type Visit, writing } from '#platform/web'
import { removeCrest, replaceCrest } from './crest.actions.ts'
import { redrawn } from './crest.source.ts'
import type { CrestRefusal } from './crest.ts'
import { DeskPage, ExampleRemovalPage, type FirstStep } from './desk.page.tsx'
import { HomePage, TownsPage } from './home.page.tsx'
import { addressOf, ImprintPage, LegalPage } from './legal.page.tsx'
import { draftedTexts, draftOf } from './legal.ts'
import { countOfStaff, findCrest } from './municipality.store.ts'
import { settingsFrom, type TypedSettings } from './municipality.ts'
import { municipalityPaths as paths } from './paths.ts'
import { removeDemo } from './removal.actions.ts'
import { saveSettings } from './settings.actions.ts'
import { type SettingsDeed, SettingsPage, type SettingsView, settingsDeeds } from './settings.page.tsx'
import { stylesheetOf } from './stylesheet.ts'

export type { FirstStep } from './desk.page.tsx'

/** What other rooms show on a town's pages. They read for themselves: no transaction is open when they are called. */
export type TownSlots = {
  home: (c: TownContext) => Promise<Child>
  desk: (c: TownContext) => Promise<Child>
  /** Further things to do before a town goes public, such as its first dialogue. */
  firstSteps?: (c: TownContext) => Promise<FirstStep[]>
}

/** A town's own pages, mounted below /:town. */
export const municipalityRoutes = (slots: TownSlots) =>
  new Hono<Town>()
    .get('/', async c => c.html(<HomePage c={c}>{await slots.home(c)}</HomePage>))

    .get(paths.imprint.pattern, c => c.html(<ImprintPage c={c} />))
    .get(paths.privacy.pattern, c => c.html(<LegalPage c={c} which="privacyNotice" />))
    .get(paths.accessibility.pattern, c => c.html(<LegalPage c={c} which="accessibilityStatement" />))

    .get(paths.stylesheet.pattern, c => {
      const { text, version } = stylesheetOf(c.var.municipality)
      c.header('etag', `"${version}"`)
      c.header('cache-control', c.req.query('v') === version ? forever : 'public, max-age=300')
      if (c.req.header('if-none-match')?.includes(`"${version}"`)) return c.body(null, 304)
      return c.body(text, 200, { 'content-type': 'text/css; charset=utf-8' })
    })

    .get(paths.crest.pattern, reading, async c => {
      const crest = await findCrest(c.var.db)
      if (!crest || crest.digest !== c.req.param('digest')) return notFound()
      return c.body(new Uint8Array(crest.image), 200, { 'content-type': crest.media_type, 'cache-control': forever })
    })

    .get(paths.desk.pattern, asStaff('coordinator', 'moderator', 'editor', 'reader'), async c => {
      const steps = [...(await ownSteps(c)), ...((await slots.firstSteps?.(c)) ?? [])]
      return c.html(
        <DeskPage c={c} steps={steps}>
          {await slots.desk(c)}
        </DeskPage>,
      )
    })

    .get(paths.settings.pattern, asStaff('coordinator'), c => {
      const done = settingsDeeds.find(deed => deed === c.req.query('erledigt'))
      return c.html(<SettingsPage c={c} view={{ settings: c.var.municipality, done }} />)
    })
    .post(paths.settings.pattern, asStaff('coordinator'), thenRefresh, writing, async c => {
      const form = await readForm(c)
      const typed = typedSettings(form)
      const draft = draftedTexts.find(which => which === form.text('draft'))
      if (draft) return answerSettings(c, { settings: withDraft(c, typed, draft), done: 'draft-inserted' }, 200)
      const saved = await saveSettings(c.var.db, personOf(c), typed, form.text('version'))
      if (saved === 'changed-meanwhile') return answerSettings(c, { settings: settingsFrom(typed), isStale: true })
      if ('refusals' in saved) return answerSettings(c, { settings: settingsFrom(typed), refusals: saved.refusals })
      return toSettings(c, saved.changed.length > 0 ? 'saved' : 'unchanged')
    })

    // Not `writing`: the picture is drawn anew before a transaction begins, because that takes long.
    .post(paths.crestUpload.pattern, asStaff('coordinator'), thenRefresh, async c => {
      const { municipality, services } = c.var
      const crest = await uploadedCrest(c)
      if (typeof crest === 'string') return answerSettings(c, { settings: municipality, crestRefusal: crest })
      await services.database.writing(municipality.id, db => replaceCrest(db, personOf(c), crest))
      return toSettings(c, 'crest-saved')
    })
    .post(paths.crestRemoval.pattern, asStaff('coordinator'), thenRefresh, writing, async c => {
      await removeCrest(c.var.db, personOf(c))
      return toSettings(c, 'crest-removed')
    })

    .get(paths.exampleRemoval.pattern, asStaff('coordinator'), c =>
      c.var.municipality.isDemo ? c.html(<ExampleRemovalPage c={c} />) : notFound(),
    )
    .post(paths.exampleRemoval.pattern, asStaff('coordinator'), thenRefresh, async c => {
      const refusal = await c.var.services.database.writingInstance(db => removeDemo(db, c.var.municipality, personOf(c)))
      return refusal ? notFound() : c.redirect('/', 303)
    })

/** The front door of an instance: its towns. A town alone on it answers there itself. */
export const instanceRoutes = new Hono<Visit>().get('/', c => c.html(<TownsPage c={c} towns={c.var.services.municipalities.all()} />))

const forever = 'public, max-age=31536000, immutable'

/** Stands before the transaction: every request begins in memory, which must know what has just been stored. */
const thenRefresh: MiddlewareHandler<Town> = async (c, next) => {
  await next()
  if (c.res.status === 303) await c.var.services.municipalities.refresh()
}

const personOf = (c: TownContext) => c.var.signedIn!.personId

const toSettings = (c: TownContext, erledigt: SettingsDeed) =>
  c.redirect(paths.settings.to({ town: c.var.municipality.slug }, { erledigt }), 303)

const answerSettings = (c: TownContext, view: SettingsView, status: 200 | 422 = 422) => c.html(<SettingsPage c={c} view={view} />, status)

const typedSettings = (form: Awaited<ReturnType<typeof readForm>>): TypedSettings => ({
  name: form.text('name'),
  kind: form.text('kind'),
  state: form.text('state'),
  ags: form.text('ags'),
  ars: form.text('ars'),
  parentDistrictAgs: form.text('parentDistrictAgs'),
  languages: form.all('languages'),
  colour: form.text('colour'),
  contactEmail: form.text('contactEmail'),
  responsiblePerson: form.text('responsiblePerson'),
  imprint: form.text('imprint'),
  privacyNotice: form.text('privacyNotice'),
  accessibilityStatement: form.text('accessibilityStatement'),
  fewestToShow: form.text('fewestToShow'),
})

/** In German, as the law wants the text; the draft names what was typed, even if it is not stored yet. */
function withDraft(c: TownContext, typed: TypedSettings, which: (typeof draftedTexts)[number]) {
  const settings = settingsFrom(typed)
  return {
    ...settings,
    [which]: draftOf(which, { ...c.var.municipality, contactEmail: settings.contactEmail }, addressOf(c), translatorFor('de')),
  }
}

async function uploadedCrest(c: TownContext): Promise<Awaited<ReturnType<typeof redrawn>> | CrestRefusal> {
  const file = (await readForm(c)).file('crest')
  return file ? redrawn(Buffer.from(await file.arrayBuffer())) : 'crest-missing'
}

async function ownSteps(c: TownContext): Promise<FirstStep[]> {
  const { t, municipality, services } = c.var
  const at = { town: municipality.slug }
  const settings = (field: string) => `${paths.settings.to(at)}#feld-${field}`
  const staff = await services.database.reading(municipality.id, countOfStaff)
  return [
    { label: t('municipality.desk.step-contact'), href: settings('contactEmail'), isDone: municipality.contactEmail !== null },
    {
      label: t('municipality.desk.step-imprint'),
      href: settings(municipality.imprint ? 'responsiblePerson' : 'imprint'),
      isDone: municipality.imprint !== '' && municipality.responsiblePerson !== '',
    },
    { label: t('municipality.desk.step-privacy'), href: settings('privacyNotice'), isDone: municipality.privacyNotice !== '' },
    {
      label: t('municipality.desk.step-accessibility'),
      href: settings('accessibilityStatement'),
      isDone: municipality.accessibilityStatement !== '',
    },
    { label: t('municipality.desk.step-people'), href: paths.people.to(at), isDone: staff > 1 },
  ]
}
