import { languageOf } from '#platform/languages'
import { Button, Buttons, Card, ErrorSummary, Field, Form, Notice, Page, PageHead, Prose, Stack } from '#platform/web'
import { paths } from './paths.ts'
import { longestReport, type Report, type ReportRefusals, type ReportValues, reportGrounds } from './report.ts'
import type { Statement } from './statement.ts'
import type { DialogueContext } from './visitor.ts'
import { dateIn, Question } from './vote.page.tsx'

export type ReportDesk = { statement: Statement; values: ReportValues; refusals: ReportRefusals; isTooMuch?: boolean }

/** The form with which anybody reports a statement they hold to be illegal. */
export function ReportPage({ c, desk: { statement, values, refusals, isTooMuch } }: { c: DialogueContext; desk: ReportDesk }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const refusal = (name: keyof ReportValues) => refusals[name] && t(`dialogue.report.refusal.${refusals[name]}`, { most: longestReport })
  const refused = (Object.keys(refusals) as (keyof ReportValues)[]).map(name => ({ field: name, text: refusal(name) ?? '' }))
  return (
    <Page c={c} title={t('dialogue.report.title')} width="narrow" noIndex>
      <PageHead title={t('dialogue.report.title')} preline={<Question c={c} dialogue={dialogue} />} lead={t('dialogue.report.lead')} />
      <Stack>
        {isTooMuch && <Notice tone="error" title={t('dialogue.report.too-many-at-once')} live />}
        {refused.length > 0 && <ErrorSummary title={t('dialogue.report.refused')} refusals={refused} />}
        <Reported c={c} statement={statement} />
        <Form action={paths.report.to({ ...at, statement: statement.number })}>
          <Field
            kind="radio"
            name="ground"
            label={t('dialogue.report.ground')}
            value={values.ground}
            options={reportGrounds.map(value => ({ value, label: t(`dialogue.report.grounds.${value}`) }))}
            refusal={refusal('ground')}
          />
          <Field
            kind="textarea"
            name="text"
            label={t('dialogue.report.text')}
            hint={t('dialogue.report.text-hint', { most: longestReport })}
            value={values.text}
            rows={5}
            dir="auto"
            required
            refusal={refusal('text')}
          />
          <p class="small muted">{t('dialogue.report.who-hint')}</p>
          <Field
            kind="text"
            name="name"
            label={t('dialogue.report.name')}
            optional={t('dialogue.report.optional')}
            value={values.name}
            autocomplete="name"
            dir="auto"
            refusal={refusal('name')}
          />
          <Field
            kind="email"
            name="email"
            label={t('dialogue.report.email')}
            hint={t('dialogue.report.email-hint')}
            optional={t('dialogue.report.optional')}
            value={values.email}
            autocomplete="email"
            refusal={refusal('email')}
          />
          <Field
            kind="checkbox"
            name="inGoodFaith"
            label={t('dialogue.report.good-faith')}
            value="yes"
            checked={values.inGoodFaith}
            refusal={refusal('inGoodFaith')}
          />
          <Buttons>
            <Button label={t('dialogue.report.submit')} />
            <Button label={t('dialogue.report.back')} href={paths.dialogue.to(at)} kind="quiet" icon="back" />
          </Buttons>
        </Form>
      </Stack>
    </Page>
  )
}

/** The confirmation of receipt and, later, the decision: behind an address that only whoever reported knows. */
export function ReportStatusPage({ c, report }: { c: DialogueContext; report: Report }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.report.status-title', { number: report.number })} width="narrow" noIndex>
      <PageHead title={t('dialogue.report.status-title', { number: report.number })} preline={<Question c={c} dialogue={dialogue} />} />
      <Stack>
        {report.state === 'open' ? (
          <Notice tone="success" title={t('dialogue.report.received', { date: dateIn(c, report.receivedAt, false) })} live>
            <p>{t('dialogue.report.received-next')}</p>
          </Notice>
        ) : (
          <Notice tone="info" title={t(`dialogue.report.${report.state}`)} live>
            <p>{t('dialogue.report.answer', { answer: report.answer })}</p>
          </Notice>
        )}
        <p>
          {t('dialogue.report.keep-address')} <a href={c.req.path}>{c.var.services.config.http.address + c.req.path}</a>
        </p>
        {report.state === 'removed' ? (
          <p>{t('dialogue.report.statement', { number: report.statement.number })}</p>
        ) : (
          <Reported c={c} statement={report.statement} />
        )}
        <Prose>
          <p dir="auto">{t('dialogue.report.said', { text: report.text })}</p>
          {report.state !== 'open' && <p>{t('dialogue.report.redress')}</p>}
        </Prose>
        <Button label={t('dialogue.report.back')} href={paths.dialogue.to(at)} kind="quiet" icon="back" />
      </Stack>
    </Page>
  )
}

/** The place that is reported: number and text of the statement. */
const Reported = ({ c, statement }: { c: DialogueContext; statement: Statement }) => (
  <Card meta={c.var.t('dialogue.report.statement', { number: statement.number })}>
    <p lang={statement.language} dir={languageOf(statement.language).direction}>
      {statement.text}
    </p>
  </Card>
)
