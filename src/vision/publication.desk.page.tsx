import { languageNameIn } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Button, Buttons, DefinitionList, EmptyState, ErrorSummary, Field, Form, Notice, Section } from '#platform/web'
import { longestVersionName } from './adoption.ts'
import { paths } from './paths.ts'
import { type DraftKind, draftsIn, type PublicationRefusal } from './publication.ts'
import { addressOf, VisionFrame } from './vision.frame.desk.page.tsx'
import type { Vision } from './vision.ts'
import type { VisionContext } from './visitor.ts'

export type PublicationDesk = {
  vision: Vision
  /** what would be published */
  chapters: number
  sentences: number
  open: OpenPoints
  wish: { kind: string; name: string }
  refusal?: PublicationRefusal
  /** the number of the version that was just published */
  done?: number
}

/** What a draft may leave open, and what is good to know before it is published. */
export type OpenPoints = { fates: number; withoutVoices: number[]; stale: { language: string; count: number }[] }

/** Publishing a draft: what goes out, what is open, and under which name. */
export function PublicationPage({ c, desk }: { c: VisionContext; desk: PublicationDesk }) {
  const { t } = c.var
  return (
    <VisionFrame c={c} title={t('vision.publication.title')} lead={t('vision.publication.lead')}>
      {desk.done !== undefined && (
        <Notice tone="success" title={t('vision.publication.done', { number: desk.done })} live>
          <a href={paths.version.to({ ...addressOf(c), version: desk.done })}>{t('vision.publication.to-version')}</a>
        </Notice>
      )}
      <Section title={t('vision.publication.what')}>
        <DefinitionList items={whatGoesOut(c, desk)} />
      </Section>
      {draftsIn[desk.vision.phase].length > 0 ? <PublicationForm c={c} desk={desk} /> : <Settled c={c} desk={desk} />}
    </VisionFrame>
  )
}

function whatGoesOut(c: VisionContext, { chapters, sentences, open }: PublicationDesk) {
  const { t } = c.var
  const at = addressOf(c)
  const stale = open.stale.map(({ language, count }) => t('vision.publication.stale-in', { language: languageNameIn(c, language), count }))
  const numbers = new Intl.ListFormat(c.var.language.locale).format(open.withoutVoices.map(String))
  return [
    { term: t('vision.publication.text'), description: t('vision.publication.extent', { chapters, sentences }) },
    {
      term: t('vision.publication.fates'),
      description: <a href={paths.desk.fates.to(at)}>{t('vision.publication.fates-open', { count: open.fates })}</a>,
    },
    {
      term: t('vision.publication.voices'),
      description:
        numbers === '' ? (
          t('vision.publication.voices-all')
        ) : (
          <a href={paths.desk.writing.to(at)}>{t('vision.publication.voices-missing', { numbers })}</a>
        ),
    },
    {
      term: t('vision.publication.translations'),
      description:
        stale.length === 0 ? t('vision.publication.stale-none') : <a href={paths.desk.translations.to(at)}>{stale.join(' · ')}</a>,
    },
  ]
}

/** Beside which field a refusal stands; the others are about the text. */
const places: Partial<Record<PublicationRefusal, 'kind' | 'name'>> = {
  'kind-missing': 'kind',
  'name-missing': 'name',
  'name-too-long': 'name',
}

function PublicationForm({ c, desk: { vision, wish, refusal } }: { c: VisionContext; desk: PublicationDesk }) {
  const { t } = c.var
  const text = refusal && t(`vision.publication.refusal.${refusal}`, { name: longestVersionName })
  const place = refusal && places[refusal]
  return (
    <Section title={t('vision.publication.form')}>
      {text && place && <ErrorSummary title={t('vision.publication.refused')} refusals={[{ field: place, text }]} />}
      {text && !place && <Notice tone="error" title={text} live />}
      <Form action={paths.desk.publication.to(addressOf(c))}>
        <CsrfField c={c} />
        <Field
          kind="radio"
          name="kind"
          label={t('vision.publication.kind')}
          value={wish.kind}
          options={draftsIn[vision.phase].map(kind => ({
            value: kind,
            label: t(`vision.version.kind.${kind}`),
            hint: hintOf(c, vision, kind),
          }))}
          refusal={place === 'kind' ? text : undefined}
        />
        <Field
          kind="text"
          name="name"
          label={t('vision.publication.name')}
          hint={t('vision.publication.name-hint')}
          value={wish.name}
          maxlength={longestVersionName}
          dir="auto"
          refusal={place === 'name' ? text : undefined}
        />
        <p>{t('vision.publication.for-ever')}</p>
        <Buttons>
          <Button label={t('vision.publication.publish')} />
        </Buttons>
      </Form>
    </Section>
  )
}

function hintOf(c: VisionContext, { phase }: Vision, kind: DraftKind) {
  if (kind === 'first-draft') return c.var.t('vision.publication.hint.first-draft')
  return c.var.t(phase === 'consultation' ? 'vision.publication.hint.next' : 'vision.publication.hint.consultation')
}

function Settled({ c, desk: { refusal } }: { c: VisionContext; desk: PublicationDesk }) {
  const { t } = c.var
  return (
    <>
      {refusal && <Notice tone="error" title={t(`vision.publication.refusal.${refusal}`, { name: longestVersionName })} live />}
      <EmptyState
        title={t('vision.publication.settled')}
        action={<Button label={t('vision.publication.to-phase')} href={paths.desk.phase.to(addressOf(c))} />}
      >
        {t('vision.publication.settled-text')}
      </EmptyState>
    </>
  )
}
