import { CsrfField } from '#platform/people'
import { Button, Field, Form } from '#platform/web'
import { paths } from './paths.ts'
import type { SentenceRefusal } from './sentence.actions.ts'
import type { VisionContext } from './visitor.ts'
import type { LinkRefusal } from './voice.actions.ts'
import { longestInSentence, mostSentences } from './wording.ts'
import type { WritingDesk } from './writing.store.ts'
import { addressed, type DeskQuery, type Refused } from './writing.ts'

export type ShownDesk = WritingDesk & { refused?: Refused }

/** The desk with another question. */
export const to = (c: VisionContext, query: DeskQuery, anchor?: string) =>
  paths.desk.writing.to(atDesk(c), addressed(query)) + (anchor ? `#${anchor}` : '')

export const atDesk = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })

export const refusalIn = (c: VisionContext, refusal: SentenceRefusal | LinkRefusal) =>
  c.var.t(`vision.writing.refusal.${refusal}`, {
    most: refusal === 'too-many-sentences' ? mostSentences : longestInSentence[refusal === 'explanation-too-long' ? 'explanation' : 'text'],
  })

type NewSentenceProps = {
  c: VisionContext
  desk: ShownDesk
  /** differs on each form of the page */
  id: string
  /** where one comes back to */
  place: string
  text?: string
  chapter?: string
  from?: { dialogue: { slug: string }; number: number }
}

/** A form for a new sentence: from a statement, whose words it begins with, or from nothing. */
export function NewSentence({ c, desk, id, place, text = '', chapter = '', from }: NewSentenceProps) {
  const { t } = c.var
  const typed = refusedIn(desk, from)
  const statement: Record<string, string> = from ? { statement: `${from.dialogue.slug}/${from.number}` } : {}
  return (
    <Form action={to(c, desk.query)} hidden={{ place, ...statement }}>
      <CsrfField c={c} />
      <Field
        kind="textarea"
        id={`text-${id}`}
        name="text"
        label={t('vision.writing.wording')}
        value={typed?.text ?? text}
        rows={3}
        lang={desk.vision.language}
        dir="auto"
        refusal={typed && typed.refusal !== 'chapter-unknown' ? refusalIn(c, typed.refusal) : undefined}
      />
      <Field
        kind="select"
        id={`kapitel-${id}`}
        name="chapter"
        label={t('vision.writing.chapter')}
        value={typed?.chapter ?? chapter}
        options={desk.chapters.map(({ id, title }) => ({ value: id, label: title }))}
        refusal={typed?.refusal === 'chapter-unknown' ? refusalIn(c, typed.refusal) : undefined}
      />
      <Button label={t('vision.writing.write')} icon="plus" small />
    </Form>
  )
}

/** What was refused in the form for this statement; without one, in the form for a sentence from nothing. */
export function refusedIn({ refused }: ShownDesk, from?: { dialogue: { slug: string }; number: number }) {
  if (!refused || !('text' in refused)) return
  const { from: of } = refused
  return of?.dialogue === from?.dialogue.slug && of?.number === from?.number ? refused : undefined
}
