import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { newestDeeds } from '#platform/audit'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { Municipality } from './municipality.ts'

let instance: TestInstance
let town: Municipality
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown({ ags: '09162000' })
})

const other = { slug: 'nachbarstadt', name: 'Nachbarstadt', ags: '08111000', state: '08' } as const
const settings = '/musterstadt/verwaltung/gemeinde'
const typed = { name: 'Musterstadt', kind: 'town', state: '09', ags: '09162000', languages: ['en'], colour: '#1f5fa8', fewestToShow: '5' }
const save = (browser: Browser, fields: Record<string, string | string[]>) => browser.submit(settings, settings, { ...typed, ...fields })
const stored = () => instance.services.municipalities.bySlug('musterstadt')
const deeds = () => inTown(instance, town, db => newestDeeds(db, 10))

describe('the settings of a town', () => {
  test('are stored with every leading zero, at once for everybody, and noted without the texts', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const response = await save(coordinator, { name: 'Musterstadt am See', state: '01', ags: '01051044', imprint: 'Rathaus' })
    expect([response.status, response.headers.get('location')]).toEqual([303, `${settings}?erledigt=saved`])
    expect(stored()).toMatchObject({ name: 'Musterstadt am See', ags: '01051044', imprint: 'Rathaus', languages: ['de', 'en'] })
    expect(await instance.visitor().page('/musterstadt')).toContain('Musterstadt am See')
    expect(await deeds()).toMatchObject([{ deed: 'municipality-changed', details: { fields: 'name, state, ags, languages, imprint' } }])
    expect(await coordinator.page(`${settings}?erledigt=saved`)).toContain('gespeichert')
  })

  test('are not stored when one of them is wrong; the reason stands beside the field and nothing typed is lost', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const response = await save(coordinator, {
      ags: '08162000',
      contactEmail: 'kein <Postfach>',
      imprint: 'Neues\nRathaus',
      languages: ['uk'],
    })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toMatch(/id="feld-ags-grund"[\s\S]*gehören zu einem anderen Land/)
    expect(page).toContain('href="#feld-contactEmail"')
    for (const kept of ['value="08162000"', 'value="kein &lt;Postfach&gt;"', 'Neues\nRathaus']) expect(page).toContain(kept)
    expect(page).toMatch(/value="uk" checked/)
    expect(stored()).toMatchObject({ ags: '09162000', imprint: '' })
    expect(await deeds()).toEqual([])
  })

  test.each(['2', '31', '', 'vier', '4.5'])(
    'never let a number tell of fewer than three people, nor of so many that nothing is told: %j',
    async given => {
      const coordinator = await instance.staff(town, 'coordinator')
      const response = await save(coordinator, { fewestToShow: given })
      expect([response.status, stored()?.fewestToShow]).toEqual([422, 5])
      expect(await response.text()).toContain('eine ganze Zahl von 3 bis 30')
      expect([(await save(coordinator, { fewestToShow: '3' })).status, stored()?.fewestToShow]).toEqual([303, 3])
    },
  )

  test('need a key of five digits for a district', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    expect((await save(coordinator, { kind: 'district', ags: '09162000' })).status).toBe(422)
    expect((await save(coordinator, { kind: 'district', ags: '09175' })).status).toBe(303)
    expect(stored()).toMatchObject({ kind: 'district', ags: '09175' })
  })

  test('leave no trace when nothing changed', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const response = await save(coordinator, { languages: ['en', 'uk', 'ar'] })
    expect(response.headers.get('location')).toBe(`${settings}?erledigt=unchanged`)
    expect(await deeds()).toEqual([])
  })

  test('of one person do not silently undo those of another', async () => {
    const [one, two] = [await instance.staff(town, 'coordinator'), await instance.staff(town, 'coordinator', { email: 'zwei@example.org' })]
    const seenByTwo = await two.page(settings)
    await save(one, { imprint: 'Von der ersten Person' })
    const version = /name="version" value="([^"]*)"/.exec(seenByTwo)?.[1] ?? ''
    const late = await save(two, { colour: '#aa0000', version })
    expect(late.status).toBe(422)
    expect(await late.text()).toContain('inzwischen geändert')
    expect(stored()).toMatchObject({ imprint: 'Von der ersten Person', colour: '#1f5fa8' })
  })

  test('get a draft of the privacy notice on demand, without storing anything', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const response = await save(coordinator, {
      draft: 'privacyNotice',
      name: 'Noch nicht gespeichert',
      contactEmail: 'amt@musterstadt.example',
    })
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page).toMatch(/<textarea[^>]*name="privacyNotice"[^>]*>Auf diesen Seiten/)
    expect(page).toContain('Bayerische Landesbeauftragte')
    expect(page).toContain('mailto:amt@musterstadt.example')
    expect(page).toContain('value="Noch nicht gespeichert"')
    expect(stored()).toMatchObject({ name: 'Musterstadt', privacyNotice: '' })
  })

  test.each(['moderator', 'editor', 'reader'] as const)('are not for a %s', async role => {
    const browser = await instance.staff(town, role)
    expect((await browser.get(settings)).status).toBe(403)
    expect((await browser.post(settings, { ...typed, csrf: browser.csrf })).status).toBe(403)
  })

  test('need the token of the form', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    expect((await coordinator.post(settings, { ...typed, name: 'Fremd', csrf: 'falsch' })).status).toBe(400)
    expect(stored()?.name).toBe('Musterstadt')
  })
})

describe('the coat of arms', () => {
  const upload = '/musterstadt/verwaltung/gemeinde/wappen'
  const shield = async (colour: string) =>
    new File(
      [
        new Uint8Array(
          await sharp({ create: { width: 80, height: 100, channels: 3, background: colour } })
            .png()
            .toBuffer(),
        ),
      ],
      'wappen.png',
    )
  const put = async (browser: Browser, crest: File, slug = 'musterstadt') =>
    browser.submit(`/${slug}/verwaltung/gemeinde`, `/${slug}/verwaltung/gemeinde/wappen`, { crest })

  test('is shown on every page, fetched once, and noted', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    expect((await put(coordinator, await shield('#c00'))).headers.get('location')).toBe(`${settings}?erledigt=crest-saved`)
    const address = `/musterstadt/wappen/${stored()?.crestDigest}`
    expect(await instance.visitor().page('/musterstadt')).toContain(`src="${address}"`)
    const picture = await instance.visitor().get(address)
    expect(picture.headers.get('content-type')).toBe('image/webp')
    expect(picture.headers.get('cache-control')).toContain('immutable')
    expect((await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).height).toBe(100)
    expect(await deeds()).toMatchObject([{ deed: 'crest-changed' }])
  })

  test('is replaced and removed; its old address is gone', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await put(coordinator, await shield('#c00'))
    const first = stored()?.crestDigest
    await put(coordinator, await shield('#00c'))
    expect(stored()?.crestDigest).not.toBe(first)
    expect((await instance.visitor().get(`/musterstadt/wappen/${first}`)).status).toBe(404)
    await coordinator.submit(settings, `${upload}/entfernen`, {})
    expect(stored()?.crestDigest).toBeNull()
    expect((await deeds()).map(({ deed }) => deed).sort()).toEqual(['crest-changed', 'crest-changed', 'crest-removed'])
  })

  test.each([
    ['no picture', new File(['Wappen'], 'wappen.png', { type: 'image/png' }), 'kein Bild'],
    ['too large', new File([new Uint8Array(2.5 * 1024 * 1024)], 'wappen.png', { type: 'image/png' }), 'größer als 2 MB'],
    ['missing', new File([], ''), 'Wählen Sie zuerst eine Datei'],
  ])('is refused with the reason when it is %s', async (_, file, reason) => {
    const coordinator = await instance.staff(town, 'coordinator')
    const response = await put(coordinator, file)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(new RegExp(`id="feld-crest-grund"[\\s\\S]*${reason}`))
    expect(stored()?.crestDigest).toBeNull()
  })

  test('of one town is not served by another', async () => {
    const neighbour = await instance.addTown(other)
    await put(await instance.staff(town, 'coordinator'), await shield('#c00'))
    const digest = stored()?.crestDigest
    expect((await instance.visitor().get(`/nachbarstadt/wappen/${digest}`)).status).toBe(404)
    await put(await instance.staff(neighbour, 'coordinator', { email: 'n@example.org' }), await shield('#00c'), 'nachbarstadt')
    expect((await instance.visitor().get(`/nachbarstadt/wappen/${digest}`)).status).toBe(404)
    expect((await instance.visitor().get(`/musterstadt/wappen/${digest}`)).status).toBe(200)
  })
})

describe('towns on one instance', () => {
  test('are strictly separated: a coordinator of one may do nothing in the other', async () => {
    await instance.addTown({ ...other, isDemo: true })
    const coordinator = await instance.staff(town, 'coordinator')
    const fields = { ...typed, csrf: coordinator.csrf, confirm: 'yes' }
    for (const page of ['/nachbarstadt/verwaltung', '/nachbarstadt/verwaltung/gemeinde', '/nachbarstadt/verwaltung/beispiel-entfernen'])
      expect((await coordinator.get(page)).status).toBe(403)
    for (const deed of ['gemeinde', 'gemeinde/wappen', 'gemeinde/wappen/entfernen', 'beispiel-entfernen'])
      expect((await coordinator.post(`/nachbarstadt/verwaltung/${deed}`, fields)).status).toBe(403)
    expect(instance.services.municipalities.bySlug('nachbarstadt')?.name).toBe('Nachbarstadt')
  })

  test('answer under their name; a town alone answers at the front door too', async () => {
    expect(await instance.visitor().page('/')).toContain('<h1>Musterstadt</h1>')
    expect((await instance.visitor().get('/impressum')).status).toBe(200)
    await instance.addTown(other)
    expect(await instance.visitor().page('/nachbarstadt')).toContain('<h1>Nachbarstadt</h1>')
    const door = await (await instance.visitor().get('/')).text()
    expect(door).not.toContain('<h1>Musterstadt</h1>')
    expect((await instance.visitor().get('/impressum')).status).toBe(404)
  })

  test('that do not exist are said not to, in the language of the visitor', async () => {
    for (const [language, words] of [
      ['de', 'Diese Seite gibt es nicht'],
      ['en', 'This page does not exist'],
    ] as const) {
      const response = await instance.visitor({ 'accept-language': language }).get('/nirgendwo')
      expect(response.status).toBe(404)
      expect(response.headers.get('content-language')).toBe(language)
      if (language === 'de') expect(await response.text()).toContain(words)
    }
  })
})

describe('the colour of a town', () => {
  test('reaches its style sheet under a new address that may be kept for ever', async () => {
    const address = async () => /href="(\/musterstadt\/farbe\.css[^"]*)"/.exec(await instance.visitor().page('/musterstadt'))?.[1] ?? ''
    const before = await address()
    await save(await instance.staff(town, 'coordinator'), { colour: '#AA0000' })
    const after = await address()
    expect(after).not.toBe(before)
    const sheet = await instance.visitor().get(after)
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(await sheet.text()).toContain('--town-colour:#aa0000')
    const again = await instance.visitor().get('/musterstadt/farbe.css', { 'if-none-match': sheet.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })

  test('is kept for ever only under the address that names its version', async () => {
    const { stylesheetAddress } = await import('./stylesheet.ts')
    const cacheOf = async (path: string) => (await instance.visitor().get(path)).headers.get('cache-control')
    expect(await cacheOf(stylesheetAddress(town))).toContain('immutable')
    expect(await cacheOf('/musterstadt/farbe.css')).toBe('public, max-age=300')
  })
})

describe('the texts the law wants', () => {
  test('are drafts that say so until the town adopts them', async () => {
    for (const path of ['/musterstadt/datenschutz', '/musterstadt/barrierefreiheit'])
      expect(await instance.visitor().page(path)).toContain('Das ist ein Entwurf')
    expect(await instance.visitor().page('/musterstadt/barrierefreiheit')).toContain('Durchsetzungsstelle des Landes Bayern')
    await save(await instance.staff(town, 'coordinator'), { privacyNotice: '## Unsere Hinweise\n\n<script>x</script>' })
    const adopted = await instance.visitor().page('/musterstadt/datenschutz')
    expect(adopted).not.toContain('Das ist ein Entwurf')
    expect(adopted).toContain('<h2>Unsere Hinweise</h2>')
    expect(adopted).toContain('&lt;script&gt;')
  })

  test('say plainly that the imprint is missing, and name who is responsible when it is there', async () => {
    expect(await instance.visitor().page('/musterstadt/impressum')).toContain('Das Impressum fehlt noch')
    await save(await instance.staff(town, 'coordinator'), { imprint: 'Markt 1', responsiblePerson: 'Erna Beispiel, Markt 1' })
    const imprint = await instance.visitor().page('/musterstadt/impressum')
    expect(imprint).toContain('Erna Beispiel, Markt 1')
    expect(imprint).not.toContain('fehlt noch')
  })

  test('are drafted in the language of the visitor', async () => {
    const page = await instance.visitor({ 'accept-language': 'en' }).page('/musterstadt/datenschutz')
    expect(page).toContain('This is a draft')
    expect(page).toContain('the state of Bayern')
  })
})

describe('the desk', () => {
  test('tells a coordinator what is still to do, and everybody else only what they may', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const before = await coordinator.page('/musterstadt/verwaltung')
    expect(before).toContain('Erste Schritte')
    expect(before).toContain('href="/musterstadt/verwaltung/gemeinde#feld-privacyNotice"')
    const reader = await instance.staff(town, 'reader', { email: 'leserin@example.org' })
    expect(await reader.page('/musterstadt/verwaltung')).not.toContain('/verwaltung/gemeinde')
    await save(coordinator, {
      contactEmail: 'a@example.org',
      imprint: 'x',
      responsiblePerson: 'x',
      privacyNotice: 'x',
      accessibilityStatement: 'x',
    })
    expect(await coordinator.page('/musterstadt/verwaltung')).not.toContain('feld-privacyNotice')
  })

  test('is not for visitors', async () => {
    expect((await instance.visitor().get('/musterstadt/verwaltung')).headers.get('location')).toMatch(/^\/anmelden/)
  })
})

describe('an example town', () => {
  const removal = '/nachbarstadt/verwaltung/beispiel-entfernen'

  test('goes with everything in it after one question, and leaves the others alone', async () => {
    const example = await instance.addTown({ ...other, isDemo: true })
    const coordinator = await instance.staff(example, 'coordinator')
    expect(await instance.visitor().page('/nachbarstadt')).toContain('erfundenes Beispiel')
    expect((await coordinator.submit(removal, removal, {})).status).toBe(303)
    expect(instance.services.municipalities.all().map(({ slug }) => slug)).toEqual(['musterstadt'])
    expect((await instance.visitor().get('/nachbarstadt')).status).toBe(404)
    const notes = await instance.services.database.readingInstance(db =>
      db.selectFrom('instance_audit_entry').select(['deed', 'subject']).execute(),
    )
    expect(notes).toContainEqual({ deed: 'example-removed', subject: 'nachbarstadt' })
  })

  test('is the only kind that can be removed', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const own = '/musterstadt/verwaltung/beispiel-entfernen'
    expect((await coordinator.get(own)).status).toBe(404)
    expect((await coordinator.post(own, { csrf: coordinator.csrf })).status).toBe(404)
    expect(stored()).toBeDefined()
  })
})
