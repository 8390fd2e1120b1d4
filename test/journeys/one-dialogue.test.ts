import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { translatorFor } from '#platform/languages'
import type { Municipality } from '#platform/municipalities'
import { sessionCookie } from '../../src/platform/people/session.ts'
import { chromiumPath, openChromium } from './chromium.ts'
import { canReadCodes, codesIn } from './printed-codes.ts'
import { lendCookies, type ServedInstance, serveInstance } from './served-instance.ts'
import { openSmallTown, smallTown } from './small-town.ts'

const { booth, desk } = smallTown

/** What the keys 1, 2 and 3 of the voting page mean, as the public files write it. */
const signs = { 1: 1, 2: -1, 3: 0 } as const
type Key = keyof typeof signs
/** What one person answered, by the text of the statement. */
type Given = Record<string, number>

describe.skipIf(!chromiumPath || !canReadCodes())('one dialogue, online in three languages, by letter and on paper', () => {
  let instance: ServedInstance
  let town: Municipality
  let browser: Browser
  let office: Page
  const given: Given[] = []

  beforeAll(async () => {
    instance = await serveInstance()
    town = await openSmallTown(instance)
    browser = await openChromium()
    office = await (await browser.newContext({ locale: 'de' })).newPage()
    await lendCookies(office.context(), instance.address, await instance.staff(town, 'coordinator'), [sessionCookie])
  })
  afterAll(async () => {
    await browser.close()
    await instance.close()
  })

  test.each(['de', 'uk', 'ar'])('people vote online in %s; who changes their mind has one answer all the same', async language => {
    for (const keys of ['121', '213', '332']) {
      const page = await (await contextIn(language)).newPage()
      await page.goto(instance.address + booth)
      const answers = await answerAll(page, language, keys)
      await page.goto(`${instance.address}${booth}/meine-stimmen`)
      await page.locator('table a').first().click()
      const text = await statementOn(page)
      await page.keyboard.press('2')
      await page.getByText(translatorFor(language)('dialogue.vote.all-seen-title')).waitFor()
      given.push({ ...answers, [text]: signs[2] })
      await page.context().close()
    }
  })

  test('the town asks for a code from a letter from now on: each code is good for one person', async () => {
    await office.goto(`${instance.address}${desk}/zugang`)
    await office.check('[name=level][value=letter]')
    await office.getByRole('button', { name: 'Speichern' }).click()
    await office.getByText('Gespeichert.', { exact: true }).waitFor()
    await office.fill('[name=count]', '5')
    await office.getByRole('button', { name: 'Briefe zum Drucken' }).click()
    await office.locator('.code-letter').first().waitFor()
    const codes = await office.locator('.code-letter__code').allInnerTexts()
    expect(new Set(codes).size).toBe(5)
    for (const code of codes) {
      const page = await (await contextIn('de')).newPage()
      await redeem(page, code)
      given.push(await answerAll(page, 'de', '123'))
      await page.context().close()
    }
    const thief = await (await contextIn('de')).newPage()
    await redeem(thief, codes[0] ?? '')
    await thief.getByText('Dieser Code ist schon eingelöst').first().waitFor()
    await thief.goto(instance.address + booth)
    await thief.getByRole('link', { name: translatorFor('de')('dialogue.level.go') }).waitFor()
    expect(await thief.locator('[name=answer]').count()).toBe(0)
  })

  test('forty sheets come back from the market-place: two are typed in, the others read from a list, none of them twice', async () => {
    await office.goto(`${instance.address}${desk}/papier`)
    await office.fill('[name=count]', '40')
    const [download] = await Promise.all([office.waitForEvent('download'), office.getByRole('button', { name: 'PDF erstellen' }).click()])
    const codes = codesIn(await download.path())
    expect(codes).toHaveLength(40)
    const ticks = codes.map((_, place) => [...'123'].map(number => ((place + Number(number)) % 3) + 1))
    for (const [place, code] of codes.slice(0, 2).entries()) {
      await office.goto(`${instance.address}${desk}/papier/eingabe`)
      await office.locator('[name=code]').focus()
      for (const key of [...code.replace('-', ''), 'Enter']) await office.keyboard.press(key)
      await office.getByRole('heading', { name: `Bogen ${code}` }).waitFor()
      await office.waitForLoadState('load') // nobody types before the page is there
      for (const key of [...ticks[place]!.map(String), 'Enter']) await office.keyboard.press(key)
      await office.getByText('Bogen gezählt: 3 Stimmen.').first().waitFor()
    }
    const lines = codes.map((code, place) => [code, ...ticks[place]!].join(';'))
    await readList(lines)
    await office.getByText('38 Bögen lassen sich zählen, 2 Zeilen nicht').first().waitFor()
    await office.getByRole('button', { name: '38 Bögen zählen' }).click()
    await office.getByText('38 Bögen gezählt.').first().waitFor()
    await readList(lines)
    await office.getByText('Kein Bogen lässt sich zählen, 40 Zeilen nicht').first().waitFor()
    for (const row of ticks) given.push(Object.fromEntries(row.map((tick, place) => [smallTown.statements[place]!, signs[tick as Key]])))
  })

  test('after the end the public files and the map hold every answer exactly once', async () => {
    await office.goto(instance.address + desk)
    await office.getByRole('button', { name: 'Dialog beenden' }).click()
    await office.getByText('Der Dialog ist beendet').first().waitFor()
    const file = await fetch(`${instance.address}${booth}/offene-daten/zusammenleben.json`)
    const { statements, voters, counts } = (await file.json()) as PublicFile
    const texts = new Map(statements.map(({ number, text }) => [String(number), text]))
    const published = voters.map(({ votes }) =>
      Object.fromEntries(Object.entries(votes).map(([number, answer]) => [texts.get(number), answer])),
    )
    expect(published.map(inOrder).sort()).toEqual(given.map(inOrder).sort())
    expect(counts).toMatchObject({ people: 54, votes: 162 })
    const results = `${instance.address}/api/v1/municipalities/musterstadt/dialogues/zusammenleben/results`
    const mapped = async () => ((await (await fetch(results)).json()) as MapAnswer).results?.participation
    await expect.poll(mapped, { timeout: 60_000 }).toMatchObject({ people: 54, mapped: 54, votes: { count: 162, isAtLeast: false } })
  })

  async function readList(lines: readonly string[]) {
    await office.goto(`${instance.address}${desk}/papier/liste`)
    await office.setInputFiles('[name=list]', {
      name: 'boegen.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['code;1;2;3', ...lines].join('\n')),
    })
    await office.getByRole('button', { name: 'Ansehen' }).click()
  }

  const contextIn = async (language: string): Promise<BrowserContext> => {
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'sprache', value: language, url: instance.address }])
    return context
  }

  async function redeem(page: Page, code: string) {
    await page.goto(`${instance.address}${booth}/zugang#${code}`)
    await page.getByRole('button', { name: 'Code einlösen' }).click()
  }

  /** Answers what comes with these keys, one after another. */
  async function answerAll(page: Page, language: string, keys: string): Promise<Given> {
    const answers: Given = {}
    await page.waitForLoadState('load') // nobody answers before the page is there
    for (const [seen, key] of [...keys].entries()) {
      answers[await statementOn(page)] = signs[Number(key) as Key]
      await page.keyboard.press(key)
      const isLast = seen + 1 === keys.length
      const t = translatorFor(language)
      const next = isLast ? t('dialogue.vote.all-seen-title') : t('dialogue.vote.progress', { seen: seen + 1, total: keys.length })
      await page.getByText(next).first().waitFor()
    }
    return answers
  }
})

type PublicFile = {
  statements: { number: number; text: string }[]
  voters: { votes: Record<string, number> }[]
  counts: { people: number; votes: number }
}

type MapAnswer = { results: { participation: { people: number; mapped: number; votes: object } } | null }

const statementOn = async (page: Page) => (await page.locator('[data-vote-statement]').textContent()) ?? ''
const inOrder = (answers: Given) => JSON.stringify(Object.entries(answers).sort())
