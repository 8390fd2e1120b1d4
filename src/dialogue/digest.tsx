import { type Language, languageOf, type Translate } from '#platform/languages'
import type { NewsItem } from './subscription.store.ts'
import type { Wording } from './translation.ts'

/** News in the words of whoever gets the mail; of a statement its wording. */
export type WordedNews = Pick<NewsItem, 'kind' | 'number'> & {
  wording: Wording | null
  /** where one reads more than of the dialogue */
  url?: string
}

export type Digest = {
  town: string
  language: Language
  t: Translate
  /** By dialogue, in the order they are told. */
  dialogues: { question: Wording; url: string; news: WordedNews[] }[]
  unsubscribeUrl: string
}

/** A digest does not grow beyond this many statements of one dialogue; the rest is counted. */
const mostStatements = 10

/** The digest as plain text. */
export function digestText({ town, t, dialogues, unsubscribeUrl }: Digest): string {
  const parts = dialogues.map(({ question, url, news }) => {
    const lines = linesOf(t, news)
    const more = moreOf(t, news)
    return [
      wordsOf(t, question),
      ...lines.map(({ text, url }) => (url ? `- ${text}\n  ${url}` : `- ${text}`)),
      ...(more ? [`- ${more}`] : []),
      url,
    ].join('\n')
  })
  return [
    t('mail.digest.greeting', { town }),
    ...parts,
    t('mail.digest.why', { town }),
    `${t('mail.digest.unsubscribe')}: ${unsubscribeUrl}`,
    '',
  ].join('\n\n')
}

/** The same as HTML: mail programs know no style sheets, so the few styles stand in the tags. */
export function digestHtml({ town, language, t, dialogues, unsubscribeUrl }: Digest): string {
  const page = (
    <html lang={language.code} dir={language.direction}>
      <head>
        <meta charset="utf-8" />
        <title>{t('mail.digest.subject', { town })}</title>
      </head>
      <body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; color: #1a1a1a; max-width: 36em; margin: 0 auto; padding: 16px">
        <p>{t('mail.digest.greeting', { town })}</p>
        {dialogues.map(({ question, url, news }) => (
          <section>
            <h2 style="font-size: 18px">
              <a href={url} style="color: #1a1a1a" lang={question.language} dir={languageOf(question.language).direction}>
                {wordsOf(t, question)}
              </a>
            </h2>
            <ul>
              {linesOf(t, news).map(({ text, lang, dir, url }) => (
                <li lang={lang} dir={dir}>
                  {url ? (
                    <a href={url} style="color: #1a1a1a">
                      {text}
                    </a>
                  ) : (
                    text
                  )}
                </li>
              ))}
              {moreOf(t, news) && <li>{moreOf(t, news)}</li>}
            </ul>
          </section>
        ))}
        <hr style="border: 0; border-top: 1px solid #ccc" />
        <p style="font-size: 14px; color: #555">
          {t('mail.digest.why', { town })} <a href={unsubscribeUrl}>{t('mail.digest.unsubscribe')}</a>
        </p>
      </body>
    </html>
  )
  return `<!DOCTYPE html>${page}`
}

type Line = { text: string; lang?: string; dir?: 'ltr' | 'rtl'; url?: string }

/** A machine's words are called so. */
const wordsOf = (t: Translate, { text, translated }: Wording) =>
  translated?.origin === 'machine'
    ? `${text} (${t(`dialogue.translation.${translated.isReviewed ? 'machine-checked' : 'machine'}`)})`
    : text

/** Changes of the dialogue in words, then the statements: new ones with their text. */
function linesOf(t: Translate, news: WordedNews[]): Line[] {
  const changes = news.filter(({ number }) => number === null).map(({ kind }) => ({ text: t(`dialogue.news.${kind}`) }))
  const told = statementsIn(news).slice(0, mostStatements)
  const statements = told.map(({ kind, number, wording, url }) => {
    const { code, direction } = languageOf(wording?.language ?? 'de')
    const words = t(`dialogue.news.${kind}`, { number: number ?? 0, text: wording ? wordsOf(t, wording) : '' })
    return kind === 'statement-approved' ? { text: words, lang: code, dir: direction } : { text: words, url }
  })
  return [...changes, ...statements]
}

const statementsIn = (news: WordedNews[]) => news.filter(({ number }) => number !== null)

function moreOf(t: Translate, news: WordedNews[]): string | undefined {
  const more = statementsIn(news).length - mostStatements
  return more > 0 ? t('mail.digest.more', { count: more }) : undefined
}
