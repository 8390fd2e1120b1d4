import { type IParagraphOptions, Paragraph, Tab, TextRun } from 'docx'
import { languageOf } from '../languages/index.ts'
import { type Said, said, type Words } from './text-document.ts'

/** What every part of a Word file has to know of it. Lengths are twentieths of a point. */
export type Sheet = { language: string; isRtl: boolean; colours: { accent: string; tint: string }; textWidth: number }

export const millimetres = (count: number) => Math.round((count * 1440) / 25.4)
export const itemIndent = millimetres(8)

export const quiet = '474747'

/** Sizes are half points. */
export type Look = { size?: number; bold?: boolean; color?: string }

export function paragraph(
  words: Words,
  { language }: Sheet,
  look: Look = {},
  options: Omit<IParagraphOptions, 'children'> = {},
): Paragraph {
  const own = said(words, language)
  return new Paragraph({ ...paragraphDirection(own.dir === 'rtl'), ...options, children: runsOf(own, look) })
}

/** One run a line; each says its language, so that it is read, spelt and hyphenated rightly. */
export const runsOf = ({ text, lang, dir }: Said, look: Look = {}): TextRun[] =>
  text.split('\n').map((line, place) => {
    const shared = { ...look, ...runDirection(dir === 'rtl'), language: wordLanguage(lang) }
    return new TextRun({ text: writable(line), ...shared, ...(place > 0 ? { break: 1 } : {}) })
  })

export const tab = () => new TextRun({ children: [new Tab()] })
export const paragraphDirection = (isRtl: boolean) => (isRtl ? { bidirectional: true } : {})
export const runDirection = (isRtl: boolean) => (isRtl ? { rightToLeft: true } : {})

/** XML 1.0 knows no other signs, and Word opens no file that has them. */
export const writable = (text: string) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

/** Word wants a language with its region, and names that of letters from right to left apart. */
export function wordLanguage(code: string): { bidirectional: string } | { value: string } {
  const { locale, direction } = languageOf(code)
  const { language, region } = new Intl.Locale(locale).maximize()
  const tag = `${language}-${region}`
  return direction === 'rtl' ? { bidirectional: tag } : { value: tag }
}
