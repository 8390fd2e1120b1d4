import { languageOf } from '#platform/languages'
import { Button, Buttons, Card, ErrorSummary, Field, Form, Notice, Prose, type TownContext } from '#platform/web'
import { longestReport, type Report, type ReportRefusals, type ReportValues, reportGrounds } from './report.ts'
import { dateIn } from './vote.page.tsx'

// What everybody who reports a text meets, whatever text it is: a statement, or a contribution to a vision.

type Refused = { c: TownContext; refusals: ReportRefusals; isTooMuch?: boolean }

/** What was wrong with the report, above it. */
export function ReportRefused({ c, refusals, isTooMuch }: Refused) {
  const { t } = c.var
  const refused = (Object.keys(refusals) as (keyof ReportValues)[]).map(name => ({ field: name, text: refusalIn(c, refusals, name) ?? '' }))
  return (
    <>
      {isTooMuch && <Notice tone="error" title={t('dialogue.report.too-many-at-once')} live />}
      {refused.length > 0 && <ErrorSummary title={t('dialogue.report.refused')} refusals={refused} />}
    </>
  )
}

type ReportFormProps = {
  c: TownContext
  action: string
  values: ReportValues
  refusals: ReportRefusals
  back: { label: string; href: string }
}

export function ReportForm({ c, action, values, refusals, back }: ReportFormProps) {
  const { t } = c.var
  const refusal = (name: keyof ReportValues) => refusalIn(c, refusals, name)
  return (
    <Form action={action}>
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
        <Button label={back.label} href={back.href} kind="quiet" icon="back" />
      </Buttons>
    </Form>
  )
}

const refusalIn = ({ var: { t } }: TownContext, refusals: ReportRefusals, name: keyof ReportValues) =>
  refusals[name] && t(`dialogue.report.refusal.${refusals[name]}`, { most: longestReport })

/** The place that is reported: what it is called, and its words. */
export const ReportedText = ({
  named,
  text: { text, language },
}: {
  c: TownContext
  named: string
  text: { text: string; language: string }
}) => (
  <Card meta={named}>
    <p lang={language} dir={languageOf(language).direction}>
      {text}
    </p>
  </Card>
)

type Reported = Pick<Report, 'state' | 'receivedAt' | 'answer' | 'text'>

/** That it has come in, or how it was decided; and the address under which that stands. */
export function ReportStanding({ c, report }: { c: TownContext; report: Reported }) {
  const { t } = c.var
  return (
    <>
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
    </>
  )
}

/** What was reported, and what one can do against the decision. */
export const ReportSaid = ({
  c: {
    var: { t },
  },
  report,
}: {
  c: TownContext
  report: Reported
}) => (
  <Prose>
    <p dir="auto">{t('dialogue.report.said', { text: report.text })}</p>
    {report.state !== 'open' && <p>{t('dialogue.report.redress')}</p>}
  </Prose>
)
