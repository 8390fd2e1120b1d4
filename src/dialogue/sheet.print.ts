import { type Document, qrCode, unprintableIn } from '#platform/documents'
import { languageOf, translatorFor } from '#platform/languages'
import { threads, townColours, voices } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { cardTemplate, cutCardsTemplate, posterTemplate, sheetTemplate } from './sheet.template.ts'
import { type Format, newSheetCodes, numbersOnSheet, type Run } from './sheet.ts'
import type { Statement } from './statement.ts'

/** Who prints. `address`: of the dialogue, as a browser takes it. */
export type Printer = { name: string; colour: string; crest: { image: Uint8Array; media_type: string } | undefined; address: string }

/** What a dialogue says in one language: each text in this language where it is known in it, else as it was written. */
export type TextsIn = { language: string; question: { text: string; language: string }; statements: readonly Statement[] }

/** The same in each language of a sheet; statements in the order of their numbers. */
export type PrintedTexts = readonly TextsIn[]

/** Words in a language, as the templates say them. `lang`: BCP 47 without region. */
type Said = { text: string; lang: string; dir: 'ltr' | 'rtl' }

const templates: Record<Format, string> = { a4: sheetTemplate, a6: cardTemplate, 'a6-on-a4': cutCardsTemplate }

/** Statements that our fonts can show, and the numbers of the others. Little pictures are left out: nobody votes on them. */
export function printable(texts: PrintedTexts): { texts: PrintedTexts; leftOut: number[] } {
  const plain = texts.map(({ statements, ...rest }) => ({
    ...rest,
    statements: statements.map(statement => ({ ...statement, text: withoutPictures(statement.text) })),
  }))
  const leftOut = new Set(
    plain.flatMap(({ statements }) => statements.filter(({ text }) => unprintableIn(text) !== '').map(({ number }) => number)),
  )
  const kept = plain.map(({ statements, ...rest }) => ({ ...rest, statements: statements.filter(({ number }) => !leftOut.has(number)) }))
  return { texts: kept, leftOut: [...leftOut].sort((a, b) => a - b) }
}

const withoutPictures = (text: string) =>
  text
    .replace(/\p{RGI_Emoji}|\p{Extended_Pictographic}/gv, picture => (unprintableIn(picture) === '' ? picture : ''))
    .replace(/\s+/g, ' ')
    .trim()

/** A run of sheets with new codes: the document to print, and each sheet's code with the statements on it. */
export function sheetsToPrint(dialogue: Dialogue, printer: Printer, run: Run, texts: PrintedTexts) {
  const numbers = texts[0]?.statements.map(({ number }) => number) ?? []
  const sheets = newSheetCodes(run.count).map((code, place) => ({ code, numbers: numbersOnSheet(place, run.perSheet, numbers) }))
  const data = {
    ...sharedData(dialogue, printer, texts, 'dialogue.sheet.title'),
    statements: Object.fromEntries(numbers.map(number => [number, saidOf(number, texts)])),
    sheets,
    longest: longestOf(sheets, texts),
    mayAdd: dialogue.residentsMayAdd,
    giveBack: run.giveBack === '' ? null : said(run.giveBack, dialogue.languages[0] ?? 'de'),
  }
  return { document: { template: templates[run.format], data, images: imagesOf(printer) } satisfies Document, sheets }
}

/** What stands on the sheets with the most letters: by them the size of the letters is chosen for all, as measuring takes long. */
function longestOf(sheets: readonly { numbers: number[] }[], texts: PrintedTexts): number[][] {
  const different = [...new Map(sheets.map(({ numbers }) => [numbers.join(), numbers])).values()]
  const lengths = new Map<number, number>()
  for (const { statements } of texts)
    for (const { number, text } of statements) lengths.set(number, (lengths.get(number) ?? 0) + text.length)
  const lengthOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + (lengths.get(number) ?? 0), 0)
  return different.sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, mostMeasured)
}
const mostMeasured = 3

/** A poster that leads to the dialogue. */
export const poster = (dialogue: Dialogue, printer: Printer, texts: PrintedTexts): Document => ({
  template: posterTemplate,
  data: sharedData(dialogue, printer, texts, 'dialogue.sheet.poster-title'),
  images: imagesOf(printer),
})

function sharedData(
  dialogue: Dialogue,
  printer: Printer,
  texts: PrintedTexts,
  title: 'dialogue.sheet.title' | 'dialogue.sheet.poster-title',
) {
  const first = texts[0]?.language ?? 'de'
  const t = translatorFor(first)
  const questions = texts.map(({ question }) => said(withoutPictures(question.text), question.language))
  const shown = printer.address.replace(/^https?:\/\//, '')
  return {
    title: t(title, { question: questions[0]?.text ?? dialogue.question }),
    author: printer.name,
    ...tongueOf(first),
    colours: townColours(printer.colour, 'light'),
    town: printer.name,
    crest: printer.crest ? crestFile(printer.crest) : null,
    crestAlt: t('dialogue.sheet.crest', { town: printer.name }),
    questions: different(questions),
    address: shown,
    qr: qrCode(printer.address),
    qrAlt: t('dialogue.sheet.qr', { address: shown }),
    voices,
    threads,
    words: texts.map(({ language }) => wordsIn(language, dialogue)),
  }
}

/** What is said in each language of a sheet. Typst knows the number of a page only when it has set it, so the places for it stay open. */
function wordsIn(code: string, { closesAt }: Dialogue) {
  const t = translatorFor(code)
  const date = (moment: Date) =>
    new Intl.DateTimeFormat(languageOf(code).locale, { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(moment)
  return {
    ...tongueOf(code),
    agree: t('dialogue.sheet.agree'),
    disagree: t('dialogue.sheet.disagree'),
    pass: t('dialogue.sheet.pass'),
    number: t('dialogue.sheet.number'),
    tick: t('dialogue.sheet.tick'),
    lead: t('dialogue.sheet.lead'),
    online: t('dialogue.sheet.online'),
    own: t('dialogue.sheet.own'),
    ownHint: t('dialogue.sheet.own-hint'),
    code: t('dialogue.sheet.code'),
    codeHint: t('dialogue.sheet.code-hint'),
    page: t('dialogue.sheet.page', { page: '{page}', pages: '{pages}' }),
    giveBack: t('dialogue.sheet.give-back'),
    invitation: t('dialogue.sheet.invitation'),
    scan: t('dialogue.sheet.scan'),
    anonymous: t('dialogue.sheet.anonymous'),
    type: t('dialogue.sheet.type'),
    until: closesAt && t('dialogue.sheet.until', { date: date(closesAt) }),
  }
}

/** A statement in the languages of the sheet; once, where it is known in one of them alone. */
function saidOf(number: number, texts: PrintedTexts): Said[] {
  const found = texts.flatMap(({ statements }) => statements.filter(statement => statement.number === number))
  return different(found.map(({ text, language }) => said(text, language)))
}

const different = (all: Said[]) => all.filter(({ text }, place) => all.findIndex(one => one.text === text) === place)

const said = (text: string, language: string): Said => ({ text: text.normalize('NFC'), ...tongueOf(language) })

/** Typst takes the language alone: `de-simple` is German. */
function tongueOf(code: string) {
  const { locale, direction } = languageOf(code)
  return { lang: new Intl.Locale(locale).language, dir: direction }
}

const crestFile = ({ media_type }: { media_type: string }) => `crest.${media_type.split('/')[1]}`
const imagesOf = ({ crest }: Printer): Record<string, Uint8Array> => (crest ? { [crestFile(crest)]: crest.image } : {})
