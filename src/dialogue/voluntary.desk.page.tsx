import { CsrfField } from '#platform/people'
import {
  Breadcrumb,
  Button,
  Disclosure,
  ErrorSummary,
  Field,
  Form,
  Page,
  PageHead,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import type { PopulationEdition } from './population.store.ts'
import { type PopulationRefusal, populationTemplate } from './population.ts'
import { categoryIn } from './voluntary.page.tsx'
import { categoriesOf, longestPart, mostParts, questionNames, type SetupRefusal, type VoluntarySetup } from './voluntary.ts'
import { Question } from './vote.page.tsx'

export type VoluntaryDesk = {
  dialogue: Dialogue
  setup: VoluntarySetup
  editions: PopulationEdition[]
  /** as it stands in the form */
  wish: { questions: string[]; parts: string }
  refusal?: SetupRefusal
  rejected?: PopulationRefusal[]
  done?: string
}

export function VoluntaryDeskPage({ c, desk }: { c: TownContext; desk: VoluntaryDesk }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: desk.dialogue.slug }
  const notice = desk.done === 'fragen' ? t('dialogue.desk-voluntary.done') : desk.done && t('dialogue.desk-voluntary.done-population')
  return (
    <Page
      c={c}
      title={t('dialogue.desk-voluntary.title')}
      width="normal"
      noIndex
      notices={notice ? [{ tone: 'success', text: notice }] : []}
    >
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
          { label: <Question c={c} dialogue={desk.dialogue} />, href: paths.desk.dialogue.to(at) },
          { label: t('dialogue.desk-voluntary.title') },
        ]}
      />
      <PageHead title={t('dialogue.desk-voluntary.title')} lead={t('dialogue.desk-voluntary.lead')}>
        <Button label={t('dialogue.desk-voluntary.view')} href={paths.representation.to(at)} kind="secondary" />
      </PageHead>
      <Questions c={c} desk={desk} />
      <Population c={c} desk={desk} />
    </Page>
  )
}

function Questions({ c, desk: { dialogue, wish, refusal } }: { c: TownContext; desk: VoluntaryDesk }) {
  const { t } = c.var
  return (
    <Section title={t('dialogue.desk-voluntary.questions')}>
      <Form action={paths.desk.voluntary.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}>
        <CsrfField c={c} />
        <Field
          kind="checkboxes"
          name="questions"
          label={t('dialogue.desk-voluntary.asked')}
          hint={t('dialogue.desk-voluntary.asked-hint')}
          values={wish.questions}
          options={questionNames.map(value => ({ value, label: t(`dialogue.voluntary.question.${value}`) }))}
        />
        <Field
          kind="textarea"
          name="parts"
          label={t('dialogue.desk-voluntary.parts')}
          hint={t('dialogue.desk-voluntary.parts-hint')}
          value={wish.parts}
          rows={5}
          dir="auto"
          refusal={refusal && t(`dialogue.desk-voluntary.refusal.${refusal}`, { most: mostParts, longest: longestPart })}
        />
        <Button label={t('dialogue.desk-voluntary.save')} />
      </Form>
    </Section>
  )
}

function Population({ c, desk: { dialogue, setup, editions, rejected } }: { c: TownContext; desk: VoluntaryDesk }) {
  const { t } = c.var
  const refusals = (rejected ?? []).map(refusal => ({ field: 'table', text: refusalIn(c, refusal) }))
  return (
    <Section title={t('dialogue.desk-voluntary.population')} lead={t('dialogue.desk-voluntary.population-lead')}>
      <Stack>
        {refusals.length > 0 && <ErrorSummary title={t('dialogue.desk-voluntary.rejected')} refusals={refusals} />}
        <Form action={paths.desk.population.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })} files>
          <CsrfField c={c} />
          <Field
            kind="file"
            name="table"
            label={t('dialogue.desk-voluntary.file')}
            hint={t('dialogue.desk-voluntary.file-hint')}
            accept=".csv,text/csv"
            required
            refusal={refusals[0]?.text}
          />
          <Button label={t('dialogue.desk-voluntary.import')} kind="secondary" />
        </Form>
        {setup.questions.length > 0 && <Layout c={c} setup={setup} />}
        {editions.length > 0 && (
          <Table
            caption={t('dialogue.desk-voluntary.editions')}
            columns={[
              { label: t('dialogue.desk-voluntary.edition-source') },
              { label: t('dialogue.desk-voluntary.edition-date') },
              { label: t('dialogue.desk-voluntary.edition-questions'), numeric: true },
            ]}
            rows={editions.map(({ source, asOf, questions }) => [source, dayIn(c, asOf), String(questions)])}
          />
        )}
      </Stack>
    </Section>
  )
}

/** The file to fill in, and what its words mean. */
function Layout({ c, setup }: { c: TownContext; setup: VoluntarySetup }) {
  const { t } = c.var
  const label = t('dialogue.desk-voluntary.layout')
  return (
    <Disclosure label={label}>
      <Stack>
        <p>{t('dialogue.desk-voluntary.layout-text')}</p>
        <pre dir="ltr" tabindex={0}>
          {populationTemplate(c.var.municipality.ags, setup)}
        </pre>
        <Table
          caption={t('dialogue.desk-voluntary.words')}
          columns={[
            { label: t('dialogue.desk-voluntary.word-question') },
            { label: t('dialogue.desk-voluntary.word-category') },
            { label: t('dialogue.desk-voluntary.word-meaning') },
          ]}
          rows={setup.questions.flatMap(question =>
            categoriesOf(question, setup).map(category => [question, category, categoryIn(c, question, category)]),
          )}
        />
      </Stack>
    </Disclosure>
  )
}

function refusalIn(c: TownContext, { line, reason, found }: PopulationRefusal): string {
  const text = c.var.t(`dialogue.desk-voluntary.refusal.${reason}`, { found, ags: c.var.municipality.ags ?? '–' })
  return line === null ? text : c.var.t('dialogue.desk-voluntary.in-line', { line, text })
}

/** A calendar day has no time zone: it is read and said in the same one. */
export const dayIn = (c: TownContext, day: string) =>
  new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(day))
