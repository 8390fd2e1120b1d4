import { languageOf } from '#platform/languages'
import { Markdown } from '#platform/markdown'
import { type ForeignText, Original, type OriginalText, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import type { Statement } from './statement.ts'
import { originalOf, type Translations, usualSetup, type Wording, wordingFor } from './translation.ts'
import type { DialogueContext, InDialogue } from './visitor.ts'

// How a text that somebody wrote is said on a page in another language: everything that shows one goes through here.

type Spoken = Pick<Statement, 'number' | 'text' | 'language'>

/** A statement as the reader of this page reads it. */
export const spoken = (c: DialogueContext, statement: Spoken): ForeignText =>
  said(c, wordingFor(c.var.agenda.translations, c.var.language.code, originalOf(statement)))

/** A statement within a line, where there is no room for its original. */
export const Words = ({ text, lang, dir, original }: ForeignText) => (
  <>
    <span lang={lang} dir={dir}>
      {text}
    </span>
    {original?.machine && <small> ({original.machine})</small>}
  </>
)

/** A text as it was written, whatever the page's language. */
export const Written = ({ c, text, language }: { c: TownContext } & Pick<Statement, 'text' | 'language'>) => (
  <Words text={text} {...marks(c, language)} />
)

/** A statement that stands by itself, with its original. */
export const Saying = ({ c, statement }: { c: DialogueContext; statement: Spoken }) => {
  const { text, lang, dir, original } = spoken(c, statement)
  return (
    <>
      <p lang={lang} dir={dir}>
        {text}
      </p>
      {original && <Original {...original} />}
    </>
  )
}

type Asked = Pick<Dialogue, 'question' | 'languages'>
type QuestionProps = { c: TownContext; dialogue: Asked; wording?: Wording }

/** The question of a dialogue; `wording` where the page is about more than one dialogue. */
export const Question = ({ c, dialogue, wording = questionFor(c, dialogue) }: QuestionProps) => <Words {...said(c, wording)} />

/** The question without any mark, for the title of the window and for mails. */
export const questionText = (c: TownContext, dialogue: Asked) => questionFor(c, dialogue).text

export function QuestionOriginal({ c, dialogue }: { c: TownContext; dialogue: Asked }) {
  const { original } = said(c, questionFor(c, dialogue))
  return original ? <Original {...original} /> : null
}

const questionFor = (c: TownContext, dialogue: Asked): Wording => {
  const translations = translationsFor(c, dialogue)
  const original = { item: 'question', text: dialogue.question, language: translations.setup.language }
  return wordingFor(translations, c.var.language.code, original)
}

export function Description({ c, dialogue }: { c: TownContext; dialogue: Asked & Pick<Dialogue, 'description'> }) {
  const translations = translationsFor(c, dialogue)
  const original = { item: 'description', text: dialogue.description, language: translations.setup.language }
  const { text, original: written, ...language } = said(c, wordingFor(translations, c.var.language.code, original))
  return (
    <>
      <Markdown text={text} headingLevel={3} {...language} />
      {written && (
        <Original {...written}>
          <Markdown text={written.text} headingLevel={3} />
        </Original>
      )}
    </>
  )
}

/** Language of the town's own text, where it is not that of the page. */
export const writtenIn = (c: TownContext, dialogue: Pick<Dialogue, 'languages'>) => marks(c, translationsFor(c, dialogue).setup.language)

/** At the desk nobody has an agenda at hand: staff read what was written. */
const translationsFor = (c: TownContext, dialogue: Pick<Dialogue, 'languages'>): Translations =>
  (c.var as Partial<InDialogue['Variables']>).agenda?.translations ?? { setup: usualSetup(dialogue), byItem: new Map() }

/** A text in the language in which it is read, with its original where it was translated. */
export function said(c: TownContext, { text, language, translated }: Wording): ForeignText {
  return { text, ...marks(c, language), ...(translated && { original: originalIn(c, translated) }) }
}

function marks(c: TownContext, language: string): Pick<ForeignText, 'lang' | 'dir'> {
  const { code, direction } = languageOf(language)
  return code === c.var.language.code ? {} : { lang: code, dir: direction }
}

function originalIn(c: TownContext, { origin, isReviewed, from }: NonNullable<Wording['translated']>): OriginalText {
  const { t } = c.var
  const { code, direction } = languageOf(from.language)
  return {
    text: from.text,
    lang: code,
    dir: direction,
    label: t('dialogue.translation.original', { language: languageNameIn(c, code) }),
    ...(origin === 'machine' && { machine: t(isReviewed ? 'dialogue.translation.machine-checked' : 'dialogue.translation.machine') }),
  }
}

/** What the readers of this page call a language; an easy form has its own name alone. */
export function languageNameIn(c: TownContext, code: string): string {
  const { name, isEasyForm } = languageOf(code)
  return isEasyForm ? name : (new Intl.DisplayNames([c.var.language.locale], { type: 'language' }).of(code) ?? name)
}
