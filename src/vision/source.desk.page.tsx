import { CsrfField } from '#platform/people'
import { Button, DefinitionList, Disclosure, ErrorSummary, Field, Form, Section, Stack } from '#platform/web'
import { paths } from './paths.ts'
import { type OtherSource, sourceUses } from './source.ts'
import { longestInSource, otherKinds, type SourceRefusals, type SourceValues } from './source.values.ts'
import { largestFile } from './source-file.ts'
import type { VisionContext } from './visitor.ts'

type OthersProps = {
  c: VisionContext
  sentence: number
  others: OtherSource[]
  form: { values: SourceValues; refusals?: SourceRefusals }
  isOpen: boolean
}

/** What a sentence comes from besides the dialogues, and a form for more. */
export function OtherSources({ c, sentence, others, form, isOpen }: OthersProps) {
  const { t } = c.var
  return (
    <Section title={t('vision.source.title')} lead={t('vision.source.lead')} id="quellen">
      <Stack>
        {others.map(source => (
          <OtherCard c={c} sentence={sentence} source={source} isOpen={isOpen} />
        ))}
        {isOpen && (
          <Disclosure label={t('vision.source.add')} open={form.refusals !== undefined}>
            <SourceForm c={c} sentence={sentence} form={form} />
          </Disclosure>
        )}
      </Stack>
    </Section>
  )
}

function OtherCard({ c, sentence, source, isOpen }: Pick<OthersProps, 'c' | 'sentence' | 'isOpen'> & { source: OtherSource }) {
  const { t, vision, municipality } = c.var
  const at = { town: municipality.slug, vision: vision.slug, sentence, source: source.id }
  const day = new Intl.DateTimeFormat(c.var.language.locale, { dateStyle: 'long', timeZone: 'UTC' })
  const said = [
    source.datedOn && { term: t('vision.source.field.datedOn'), description: day.format(new Date(`${source.datedOn}T00:00:00Z`)) },
    source.reference && { term: t('vision.source.field.reference'), description: <span dir="auto">{source.reference}</span> },
    source.file && {
      term: t('vision.source.field.file'),
      description: (
        <a href={paths.desk.source.to(at)} dir="auto">
          {source.file.name}
        </a>
      ),
    },
  ]
  return (
    <article class="card">
      <p class="card__meta">
        {t(`vision.source.kind.${source.kind}`)} · {t(`vision.support.use.${source.use}`)}
      </p>
      <h3 dir="auto">{source.title}</h3>
      <DefinitionList items={said.filter(item => item !== null && item !== '')} />
      {isOpen && (
        <form action={paths.desk.source.to(at)} method="post">
          <CsrfField c={c} />
          <Button
            label={t('vision.source.remove')}
            fullLabel={`${t('vision.source.remove')}: ${source.title}`}
            icon="bin"
            kind="quiet"
            small
          />
        </form>
      )}
    </article>
  )
}

function SourceForm({ c, sentence, form: { values, refusals = {} } }: Pick<OthersProps, 'c' | 'sentence' | 'form'>) {
  const { t, vision, municipality } = c.var
  const says = (name: keyof SourceRefusals) => {
    const found = refusals[name]
    const most = name === 'file' ? largestFile / 1_000_000 : longestInSource[name as 'title']
    return found && t(`vision.source.refusal.${found}`, { most: most ?? 0 })
  }
  const refused = (Object.keys(refusals) as (keyof SourceRefusals)[]).map(field => ({ field, text: says(field) ?? '' }))
  return (
    <>
      {refused.length > 0 && <ErrorSummary title={t('vision.desk.refused')} refusals={refused} />}
      <Form action={paths.desk.sources.to({ town: municipality.slug, vision: vision.slug, sentence })} files>
        <CsrfField c={c} />
        <Field
          kind="radio"
          name="kind"
          label={t('vision.source.field.kind')}
          value={values.kind}
          options={otherKinds.map(value => ({ value, label: t(`vision.source.kind.${value}`) }))}
          refusal={says('kind')}
        />
        <Field
          kind="text"
          name="title"
          label={t('vision.source.field.title')}
          hint={t('vision.source.title-hint')}
          value={values.title}
          maxlength={longestInSource.title}
          dir="auto"
          required
          refusal={says('title')}
        />
        <Field
          kind="text"
          name="reference"
          label={t('vision.source.field.reference')}
          hint={t('vision.source.reference-hint')}
          value={values.reference}
          maxlength={longestInSource.reference}
          dir="auto"
          optional={t('vision.desk.optional')}
          refusal={says('reference')}
        />
        <Field
          kind="date"
          name="datedOn"
          label={t('vision.source.field.datedOn')}
          value={values.datedOn}
          width="medium"
          optional={t('vision.desk.optional')}
          refusal={says('datedOn')}
        />
        <Field
          kind="radio"
          name="use"
          label={t('vision.source.field.use')}
          value={values.use}
          options={sourceUses.map(value => ({ value, label: t(`vision.support.use.${value}`) }))}
          refusal={says('use')}
        />
        <Field
          kind="file"
          name="file"
          label={t('vision.source.field.file')}
          hint={t('vision.source.file-hint', { most: largestFile / 1_000_000 })}
          accept=".pdf,.docx,.odt,.txt"
          optional={t('vision.desk.optional')}
          refusal={says('file')}
        />
        <Button label={t('vision.source.add')} kind="secondary" />
      </Form>
    </>
  )
}
