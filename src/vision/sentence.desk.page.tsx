import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Breadcrumb, Button, Buttons, Field, Form, Notice, Page, PageHead, Section, Stack } from '#platform/web'
import { paths } from './paths.ts'
import type { SentenceRefusal } from './sentence.actions.ts'
import type { WrittenSentence } from './sentence.change.store.ts'
import type { SentenceChange } from './sentence.ts'
import { OtherSources } from './source.desk.page.tsx'
import type { OtherSource } from './source.ts'
import type { SourceRefusals, SourceValues } from './source.values.ts'
import { Support } from './support.page.tsx'
import type { VoiceSupport } from './support.ts'
import { isWritable, type Vision } from './vision.ts'
import type { VisionContext } from './visitor.ts'
import { longestInSentence, mostSentences, type Wording } from './wording.ts'

export type SentenceDesk = {
  vision: Vision
  sentence: WrittenSentence
  chapters: { id: string; title: string }[]
  others: OtherSource[]
  support: VoiceSupport[]
  changes: SentenceChange[]
  source: { values: SourceValues; refusals?: SourceRefusals }
  refused?: { refusal: SentenceRefusal; typed?: Wording }
  done?: boolean
}

/** Everything about one sentence at the desk. */
export function SentenceDeskPage({ c, desk }: { c: VisionContext; desk: SentenceDesk }) {
  const { t, municipality } = c.var
  const { vision } = desk
  const at = { town: municipality.slug, vision: vision.slug }
  const { number, isDropped } = desk.sentence
  const title = t('vision.desk-sentence.sentence', { number })
  const isOpen = isWritable(vision) && !isDropped
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: vision.title, href: paths.desk.vision.to(at) },
          { label: t('vision.desk.room.writing'), href: paths.desk.writing.to(at, { satz: number }) },
          { label: title },
        ]}
      />
      <PageHead title={title} />
      <Stack>
        {desk.done && <Notice tone="success" title={t('vision.desk-sentence.done')} live />}
        {desk.refused && <Notice tone="error" title={refusalIn(c, desk.refused.refusal)} live />}
        {isDropped && <Notice tone="warning" title={t('vision.desk-sentence.is-dropped')} />}
        {isOpen ? <WordingForm c={c} desk={desk} /> : <p>{written(c, desk.sentence.text)}</p>}
      </Stack>
      {isWritable(vision) && <Place c={c} desk={desk} />}
      <Section title={t('vision.desk-sentence.voices-title')} lead={t('vision.desk-sentence.voices-lead')}>
        <Stack>
          {desk.support.length > 0 ? <Support c={c} support={desk.support} /> : <p class="muted">{t('vision.desk-sentence.no-voices')}</p>}
          {isOpen && (
            <Buttons>
              <Button
                label={t('vision.desk-sentence.link')}
                href={paths.desk.writing.to(at, { satz: number })}
                kind="secondary"
                icon="voice"
              />
            </Buttons>
          )}
        </Stack>
      </Section>
      <OtherSources c={c} sentence={number} others={desk.others} form={desk.source} isOpen={isOpen} />
      <History c={c} changes={desk.changes} />
    </Page>
  )
}

const refusalIn = (c: VisionContext, refusal: SentenceRefusal) =>
  c.var.t(`vision.desk-sentence.refusal.${refusal}`, { most: mostOf[refusal] ?? 0 })

const mostOf: Partial<Record<SentenceRefusal, number>> = {
  'text-too-long': longestInSentence.text,
  'explanation-too-long': longestInSentence.explanation,
  'too-many-sentences': mostSentences,
}

const written = (c: VisionContext, text: string) => <Written c={c} text={text} language={c.var.vision.language} />

function WordingForm({ c, desk: { sentence, refused } }: { c: VisionContext; desk: SentenceDesk }) {
  const { t, vision, municipality } = c.var
  const typed = refused?.typed ?? sentence
  const hasMoved = refused?.refusal === 'changed-meanwhile'
  const says = (...names: SentenceRefusal[]) =>
    refused?.typed && names.includes(refused.refusal) ? refusalIn(c, refused.refusal) : undefined
  return (
    <Form
      action={paths.desk.sentence.to({ town: municipality.slug, vision: vision.slug, sentence: sentence.number })}
      hidden={{ seenText: sentence.text, seenExplanation: sentence.explanation }}
    >
      <CsrfField c={c} />
      {hasMoved && (
        <Notice tone="info" title={t('vision.desk-sentence.reads-now')}>
          <p>{written(c, sentence.text)}</p>
          {sentence.explanation && <p>{written(c, sentence.explanation)}</p>}
        </Notice>
      )}
      <Field
        kind="textarea"
        name="text"
        label={t('vision.desk-sentence.wording')}
        hint={t('vision.desk-sentence.wording-hint', { most: longestInSentence.text })}
        value={typed.text}
        rows={3}
        dir="auto"
        refusal={says('text-missing', 'text-too-long')}
      />
      <Field
        kind="textarea"
        name="explanation"
        label={t('vision.desk-sentence.explanation')}
        hint={t('vision.desk-sentence.explanation-hint', { most: longestInSentence.explanation })}
        value={typed.explanation}
        rows={6}
        dir="auto"
        optional={t('vision.desk.optional')}
        refusal={says('explanation-too-long')}
      />
      <Button label={t('vision.desk-sentence.save')} name="deed" value="save" />
    </Form>
  )
}

function Place({ c, desk: { sentence, chapters } }: { c: VisionContext; desk: SentenceDesk }) {
  const { t, vision, municipality } = c.var
  const at = { town: municipality.slug, vision: vision.slug, sentence: sentence.number }
  return (
    <Section title={t('vision.desk-sentence.place')}>
      <Stack>
        {!sentence.isDropped && (
          <Form action={paths.desk.sentencePlace.to(at)} label={t('vision.desk-sentence.place')}>
            <CsrfField c={c} />
            <Field
              kind="select"
              name="chapter"
              label={t('vision.desk-sentence.chapter')}
              value={sentence.chapter}
              options={chapters.map(({ id, title }) => ({ value: id, label: title }))}
              width="medium"
            />
            <Buttons>
              <Button label={t('vision.desk-sentence.move')} kind="secondary" small />
              <Button label={t('vision.chapter.up')} name="direction" value="up" icon="up" kind="quiet" small />
              <Button label={t('vision.chapter.down')} name="direction" value="down" icon="down" kind="quiet" small />
            </Buttons>
          </Form>
        )}
        <form action={paths.desk.sentence.to(at)} method="post">
          <CsrfField c={c} />
          {sentence.isDropped ? (
            <Button label={t('vision.desk-sentence.restore')} name="deed" value="restore" icon="undo" kind="secondary" small />
          ) : (
            <Button label={t('vision.desk-sentence.drop')} name="deed" value="drop" icon="bin" kind="danger" small />
          )}
        </form>
      </Stack>
    </Section>
  )
}

function History({ c, changes }: { c: VisionContext; changes: SentenceChange[] }) {
  const { t } = c.var
  const time = new Intl.DateTimeFormat(c.var.language.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' })
  if (changes.length === 0) return null
  return (
    <Section title={t('vision.desk-sentence.history')}>
      <ol class="sentence-history">
        {changes.map(({ at, cause, text, contribution }) => (
          <li>
            <p class="small muted">
              <time datetime={at.toISOString()}>{time.format(at)}</time> ·{' '}
              {contribution
                ? t('vision.desk-sentence.cause.amendment', { number: contribution })
                : t(`vision.desk-sentence.cause.${cause as 'written'}`)}
            </p>
            <p>{written(c, text)}</p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
