import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setUpLink } from '../../src/platform/people/set-up.actions.ts'
import { phases } from '../../src/vision/vision.ts'
import { chromiumPath, type Finding, findings, fitsWidth, openChromium } from './chromium.ts'
import { lendCookies, type ServedInstance, serveInstance } from './served-instance.ts'
import { furnishTown, type Visitor, type WalkedTown } from './walked-town.ts'

/** In easy German and from right to left too: there lines are longest, and sides are changed. */
const languages = [
  { code: 'de', direction: 'ltr', first: 'light', second: 'dark' },
  { code: 'ar', direction: 'rtl', first: 'dark', second: 'light' },
  { code: 'de-simple', direction: 'ltr', first: 'light', second: 'dark' },
] as const
type Language = (typeof languages)[number]

/** A page to look at: an address, or what a form on it is answered with. `lang`: where it does not speak the visitor's language. */
type Stop = { path: string; as: Visitor; form?: { action: string; fields: Record<string, string> }; lang?: 'de' }

/** Addresses without a page of their own: they lead on to another, or give a file of a name. */
const withoutPage = [
  '/:town/wappen/:digest',
  '/:town/dialog/:dialogue/offene-daten/:file',
  '/:town/anmelden/konto',
  '/:town/anmelden/konto/rueckkehr',
  '/:town/verwaltung/dialoge/:dialogue/moderation/:statement',
  '/:town/verwaltung/dialoge/:dialogue/moderation/:statement/tippfehler',
  '/:town/verwaltung/dialoge/:dialogue/auffaellige-stimmen/:quarantine',
  '/:town/verwaltung/dialoge/:dialogue/uebernahme',
  '/:town/verwaltung/dialoge/:dialogue/widersprueche/:statement',
  '/:town/verwaltung/dialoge/:dialogue/meldungen/:report',
  '/:town/leitbild/:vision/beitrag/:contribution',
  '/:town/leitbild/:vision/beitrag/:contribution/stimme',
  '/:town/leitbild/:vision/beitrag/:contribution/verankerung',
  '/:town/leitbild/:vision/fassung/:version/:file',
  '/:town/leitbild/:vision/quelle/:source',
  '/:town/verwaltung/leitbild/:vision/beitraege/:contribution',
  '/:town/verwaltung/leitbild/:vision/beratungsfolge/:step/ratsinformation',
  '/:town/verwaltung/leitbild/:vision/meldungen/:report',
  '/:town/verwaltung/leitbild/:vision/uebernahme',
  '/:town/verwaltung/leitbild/:vision/widersprueche/:contribution',
  '/:town/verwaltung/leitbild/:vision/beschlussvorlage/:file',
  '/:town/verwaltung/leitbild/:vision/saetze/:sentence/quellen/:source',
  '/:town/verwaltung/plan/beratungsfolge/:step/ratsinformation',
  '/:town/plan/matrix/:file',
  '/:town/plan/daten/:file',
  '/:town/massnahmen/:measure/blatt/:file',
  '/:town/sachstandsberichte/:report/:file',
  '/:town/verwaltung/plan/matrix/:file',
  '/:town/verwaltung/plan/daten/:file',
  '/:town/verwaltung/plan/massnahmenblaetter/:file',
  '/:town/verwaltung/plan/berichte/:report/:file',
  '/:town/verwaltung/plan/beschlussvorlage/:file',
]

const published = ['miteinander', ...phases.filter(phase => phase !== 'draft')]
const inPhases = (before: string, visions: readonly string[], after = '') => visions.map(vision => `${before}${vision}${after}`)

/** Addresses whose names the town as a whole does not give, or that look different in different dialogues. */
const particular = ({ links, names }: WalkedTown): Record<string, string[]> => ({
  '/anmelden/:token': [links.signIn, '/anmelden/verbraucht'],
  '/einladung/:token': [links.invitation, '/einladung/verbraucht'],
  '/einrichten/:token': ['/einrichten/verbraucht'],
  '/:town': ['/erfundingen', '/erfundingen/gibt-es-nicht'],
  '/:town/benachrichtigung/:token': [links.subscription, '/erfundingen/benachrichtigung/verbraucht'],
  '/:town/benachrichtigung/:token/ende': [`${links.subscription}/ende`],
  '/:town/dialog/:dialogue': ['zusammenleben', 'letter', 'vorbei'].map(dialogue => `/erfundingen/dialog/${dialogue}`),
  '/:town/dialog/:dialogue/ergebnis': ['zusammenleben', 'letter'].map(dialogue => `/erfundingen/dialog/${dialogue}/ergebnis`),
  '/:town/dialog/:dialogue/aussage': ['zusammenleben', 'vorbei'].map(dialogue => `/erfundingen/dialog/${dialogue}/aussage`),
  '/:town/dialog/:dialogue/aussage/:statement/widerspruch': [`/erfundingen/dialog/zusammenleben/aussage/${names.rejected}/widerspruch`],
  '/:town/dialog/:dialogue/meldung/:token': ['/erfundingen/dialog/zusammenleben/meldung/verbraucht'],
  '/:town/leitbild/:vision/meldung/:token': ['/erfundingen/leitbild/miteinander/meldung/verbraucht'],
  '/:town/dialog/:dialogue/zugang': ['letter', 'email', 'oidc'].map(dialogue => `/erfundingen/dialog/${dialogue}/zugang`),
  '/:town/dialog/:dialogue/zugang/adresse/:token': [links.level, '/erfundingen/dialog/email/zugang/adresse/verbraucht'],
  '/:town/dialog/:dialogue/zugang/konto': ['/erfundingen/dialog/oidc/zugang/konto'],
  '/:town/verwaltung/dialoge/:dialogue/tablet': ['zusammenleben', 'letter'].map(
    dialogue => `/erfundingen/verwaltung/dialoge/${dialogue}/tablet`,
  ),
  '/:town/leitbild/:vision': inPhases('/erfundingen/leitbild/', published),
  '/:town/leitbild/:vision/satz/:sentence': [
    '/erfundingen/leitbild/miteinander/satz/9',
    ...inPhases('/erfundingen/leitbild/', published, '/satz/1'),
  ],
  '/:town/leitbild/:vision/satz/:sentence/aenderungen': [
    '/erfundingen/leitbild/miteinander/satz/9/aenderungen',
    ...inPhases('/erfundingen/leitbild/', published, '/satz/1/aenderungen'),
  ],
  '/:town/leitbild/:vision/thema/:issue': [1, 2, 3].map(issue => `/erfundingen/leitbild/miteinander/thema/${issue}`),
  '/:town/verwaltung/leitbild/:vision/themen/:issue': [1, 2, 3].map(issue => `${desk}/leitbild/miteinander/themen/${issue}`),
  '/:town/verwaltung/leitbild/:vision/themen/:issue/ergebnis': [`${desk}/leitbild/miteinander/themen/2/ergebnis`],
  '/:town/verwaltung/leitbild/:vision': inPhases(`${desk}/leitbild/`, ['miteinander', ...phases]),
  '/:town/verwaltung/leitbild/:vision/schreibtisch': inPhases(`${desk}/leitbild/`, ['miteinander', 'draft', 'adopted'], '/schreibtisch'),
  '/:town/sachstand/:token': [links.department, '/erfundingen/sachstand/verbraucht'],
  '/:town/sachstand/:token/massnahmen/:measure': [`${links.department}/massnahmen/3.1`],
  '/:town/verwaltung/plan/beratungsfolge/:step': [`${desk}/plan/beratungsfolge/${names.planStep}`],
  '/:town/verwaltung/plan/beratungsfolge/:step/entfernen': [`${desk}/plan/beratungsfolge/${names.planStep}/entfernen`],
  '/:town/massnahmen/:measure': ['3.1', '5.1', '7.1'].map(measure => `/erfundingen/massnahmen/${measure}`),
  '/:town/ziele/:goal': ['3', '10'].map(goal => `/erfundingen/ziele/${goal}`),
  '/:town/verwaltung/dialoge/:dialogue': ['zusammenleben', 'entwurf', 'vorbei'].map(
    dialogue => `/erfundingen/verwaltung/dialoge/${dialogue}`,
  ),
})

const booth = '/erfundingen/dialog/zusammenleben'
const desk = '/erfundingen/verwaltung'
const dialogueDesk = `${desk}/dialoge/zusammenleben`
const amendments = '/erfundingen/leitbild/miteinander/satz/9/aenderungen'
const answered = (as: Visitor, path: string, action: string, fields: Record<string, string>): Stop => ({
  as,
  path,
  form: { action, fields },
})

/** What forms are answered with where it is no page with an address: refusals, questions, lists shown once. */
const answers: Stop[] = [
  answered('resident', '/anmelden', '/anmelden', { email: 'kein@' }),
  answered('resident', `${booth}/aussage`, `${booth}/aussage`, { text: '', language: 'de' }),
  answered('resident', `${booth}/aussage`, `${booth}/aussage`, { text: 'Der letzte Bus soll abends später fahren.', language: 'de' }),
  answered('resident', `${booth}/benachrichtigung`, `${booth}/benachrichtigung`, { email: 'kein@' }),
  answered('resident', '/erfundingen/dialog/letter/zugang', '/erfundingen/dialog/letter/zugang', { code: '7KQ2' }),
  answered('staff', `${desk}/dialoge/neu`, `${desk}/dialoge/neu`, { question: '' }),
  answered('staff', `${dialogueDesk}/zugang`, `${dialogueDesk}/zugang/briefe`, { count: '0' }),
  answered('staff', `${dialogueDesk}/zugang`, `${dialogueDesk}/zugang/briefe`, { count: '2', as: 'letters' }),
  answered('staff', `${desk}/gemeinde`, `${desk}/gemeinde`, { colour: 'bunt' }),
  answered('staff', `${desk}/personen`, `${desk}/personen/einladungen`, { email: '', role: '' }),
  answered('resident', amendments, amendments, { text: '', reason: '', language: 'de' }),
  answered('staff', `${desk}/plan/massnahmen/neu`, `${desk}/plan/massnahmen/neu`, { number: '3.1', title: '' }),
  answered('staff', `${desk}/plan/massnahmen/3.1/stand`, `${desk}/plan/massnahmen/3.1/stand`, { light: 'red', lightReason: '' }),
  answered('staff', `${desk}/plan/massnahmen/3.1/geld`, `${desk}/plan/massnahmen/3.1/ausgaben`, { amount: '-5', spentOn: '2099-01-01' }),
  answered('staff', `${desk}/plan/ziele/neu`, `${desk}/plan/ziele/neu`, { title: 'Mehr Kurse', influence: 'demands' }),
  answered('staff', `${desk}/plan/berichte/neu`, `${desk}/plan/berichte/neu`, { title: '' }),
  answered('staff', `${desk}/plan/aemter/schule`, `${desk}/plan/aemter/schule`, { name: '', mail: 'kein@' }),
  answered('staff', `${dialogueDesk}/tablet`, `${dialogueDesk}/tablet`, { code: '1' }),
]

/** One device in one order: nobody at it, somebody at it, a wrong code. */
const atTablet = (language: string): Stop[] => [
  { as: 'tablet', path: `${booth}/tablet`, lang: 'de' },
  answered('tablet', `${booth}/tablet`, `${booth}/tablet/beginn`, { language }),
  { as: 'tablet', path: `${booth}/tablet/beenden` },
  answered('tablet', `${booth}/tablet/beenden`, `${booth}/tablet/beenden`, { code: '1111' }),
]

const visitorOf = (pattern: string): Visitor =>
  /\/verwaltung|^\/konto|^\/betrieb/.test(pattern) ? 'staff' : pattern.includes('/tablet') ? 'tablet' : 'resident'

describe.skipIf(!chromiumPath)('every page, in German, easy German and Arabic, at 320 and 1280 px, light and dark', () => {
  let instance: ServedInstance
  let browser: Browser

  beforeAll(async () => {
    instance = await serveInstance()
    browser = await openChromium()
  })
  afterAll(async () => {
    await browser.close()
    await instance.close()
  })

  test('is as it should be when nobody is here yet', async () => {
    const path = new URL((await setUpLink(instance.services)) ?? '').pathname
    for (const language of languages) {
      const page = await (await contextFor(language)).newPage()
      expect(await complaintsAt(page, { path, as: 'staff' }, language)).toEqual([])
    }
  })

  describe('with a town in the middle of its dialogue', () => {
    let town: WalkedTown
    let stops: Stop[]

    beforeAll(async () => {
      town = await furnishTown(instance)
      stops = (await Promise.all(patterns().map(stopsOf))).flat()
    })

    test.concurrent.each(languages)('$code', { timeout: 900_000 }, async language => {
      const complaints: Record<string, string[]> = {}
      const pages = new Map<Visitor, Page>()
      for (const stop of [...stops, ...atTablet(language.code), ...answers]) {
        const page = pages.get(stop.as) ?? (await openAs(stop.as, language))
        pages.set(stop.as, page)
        const found = await complaintsAt(page, stop, language)
        if (found.length > 0) complaints[nameOf(stop)] = found
      }
      expect(complaints).toEqual({})
    })

    const patterns = () => [...new Set(instance.app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))]

    /** Where to go to see the pages of a route; none for what is no page. A page that nobody would find stops the test. */
    async function stopsOf(pattern: string): Promise<Stop[]> {
      const as = visitorOf(pattern)
      if (withoutPage.includes(pattern) || as === 'tablet') return []
      const special = particular(town)[pattern]
      const paths = special ?? [pattern.replace(/:(\w+)/g, (parameter, name) => town.names[name] ?? parameter)]
      const seen = await Promise.all(paths.map(path => town.cookies[as].of.get(path)))
      const isPage = seen.every(
        ({ status, headers }) => (special ? status < 500 : status === 200) && headers.get('content-type')?.startsWith('text/html'),
      )
      if (isPage) return paths.map(path => ({ path, as }))
      if (seen.every(({ status, headers }) => status === 200 && headers.has('content-type'))) return []
      throw new Error(`${pattern} cannot be looked at: give an example in this test, or say that it has no page of its own`)
    }

    async function openAs(visitor: Visitor, language: Language): Promise<Page> {
      const context = await contextFor(language)
      const { of, names } = town.cookies[visitor]
      await lendCookies(context, instance.address, of, names)
      return context.newPage()
    }
  })

  async function contextFor({ code }: Language): Promise<BrowserContext> {
    const context = await browser.newContext({ locale: 'de', reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'sprache', value: code, url: instance.address }])
    return context
  }

  /** What is wrong with a page, narrow and wide, each in one of the two schemes. */
  async function complaintsAt(page: Page, stop: Stop, { code, direction, first, second }: Language): Promise<string[]> {
    const complaints: string[] = []
    const hear = (message: ConsoleMessage) => {
      const isStatus = message.text().includes('status of 4') // of a refusal, which is what the stop is about
      if (message.type() === 'error' && !isStatus) complaints.push(message.text())
    }
    page.on('console', hear)
    await page.setViewportSize({ width: 320, height: 640 })
    await page.emulateMedia({ colorScheme: first })
    await page.goto(instance.address + stop.path)
    if (stop.form) await send(page, stop.form)
    const { lang, dir, headings, title, text } = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      headings: document.querySelectorAll('h1').length,
      title: document.title,
      text: document.body.innerText,
    }))
    if (lang !== (stop.lang ?? code) || dir !== (stop.lang ? 'ltr' : direction)) complaints.push(`speaks ${lang} ${dir}`)
    if (headings !== 1) complaints.push(`has ${headings} first headings`)
    if (title === '') complaints.push('has no title')
    if (/[٠-٩۰-۹]/.test(text)) complaints.push('writes other digits than the town')
    if (!(await fitsWidth(page))) complaints.push('scrolls sideways at 320 px')
    complaints.push(...(await findings(page)).map(told))
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: second })
    if (!(await fitsWidth(page))) complaints.push('scrolls sideways at 1280 px')
    complaints.push(...(await findings(page)).map(told))
    page.off('console', hear)
    return [...new Set(complaints)]
  }
})

/** Sends a form of the page with these fields, unjudged by the browser. */
async function send(page: Page, { action, fields }: NonNullable<Stop['form']>) {
  const arrived = page.waitForEvent('load')
  await page.evaluate(
    ([action, entries]) => {
      const form = [...document.forms].find(form => new URL(form.action).pathname === action)
      if (!form) throw new Error(`The page has no form that posts to ${action}`)
      for (const [name, value] of entries) {
        for (const field of form.querySelectorAll(`[name="${name}"]`)) field.removeAttribute('name')
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
      }
      form.submit()
    },
    [action, Object.entries(fields)] as const,
  )
  await arrived
}

const told = ({ rule, where }: Finding) => `${rule}: ${where.slice(0, 3).join(', ')}`
const nameOf = ({ path, form }: Stop) => (form ? `${path} → ${form.action} ${JSON.stringify(form.fields)}` : path)
