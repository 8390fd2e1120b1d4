import { CsrfField } from '#platform/people'
import {
  Button,
  Buttons,
  DefinitionList,
  ErrorSummary,
  Field,
  Form,
  Missing,
  Notice,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { Measure } from './measure.ts'
import { type Allotment, type FinancingSource, sourceKinds, sumCents } from './money.ts'
import { paths } from './paths.ts'
import { newSource, SourceFrame } from './source.frame.desk.page.tsx'
import { longestContinuation, longestReference, longestSourceName, type SourceRefusals, type SourceValues } from './source.ts'
import { dayIn, eurosIn, inTown, PlanText } from './words.page.tsx'

const { desk: at } = paths

export type SourceDesk = {
  /** undefined: a new one */
  source?: FinancingSource
  values: SourceValues
  seen: string
  refusals?: SourceRefusals
  given: (Allotment & { measure: Measure })[]
  spent: number
  mayWrite: boolean
  isInUse?: boolean
  done?: string
}

/** One source and what it pays for, or a new one. */
export function SourceDeskPage({ c, desk }: { c: TownContext; desk: SourceDesk }) {
  const { t } = c.var
  const { source, given, mayWrite, isInUse, done } = desk
  return (
    <SourceFrame c={c} title={source ? <PlanText c={c} text={source.name} /> : t('plan.source.add')} heading={source?.name} below>
      {done && <Notice tone="success" title={t(done === 'angelegt' ? 'plan.source.added' : 'plan.source.done')} live />}
      {isInUse && <Notice tone="error" title={t('plan.source.in-use')} live />}
      {source && (
        <Section title={t('plan.source.use')}>
          <SourceUse c={c} source={source} desk={desk} />
        </Section>
      )}
      {mayWrite && (
        <Section title={t(source ? 'plan.source.change' : 'plan.source.what')}>
          <SourceForm c={c} desk={desk} />
        </Section>
      )}
      {mayWrite && source && given.length === 0 && (
        <Form action={at.source.to({ ...inTown(c), source: source.slug })} hidden={{ deed: 'remove' }}>
          <CsrfField c={c} />
          <Button label={t('plan.source.remove')} kind="danger" icon="bin" />
        </Form>
      )}
    </SourceFrame>
  )
}

function SourceUse({ c, source, desk: { given, spent } }: { c: TownContext; source: FinancingSource; desk: SourceDesk }) {
  const { t } = c.var
  const allotted = sumCents(given)
  return (
    <Stack>
      <DefinitionList
        items={[
          { term: t('plan.source.field.kind'), description: t(`plan.word.source.${source.kind}`) },
          { term: t('plan.source.field.reference'), description: source.reference },
          { term: t('plan.source.field.amount'), description: eurosIn(c, source.amountCents) },
          { term: t('plan.source.allotted'), description: eurosIn(c, allotted) },
          { term: t('plan.source.left'), description: eurosIn(c, source.amountCents - allotted) },
          { term: t('plan.source.spent'), description: eurosIn(c, spent) },
          { term: t('plan.source.field.endsOn'), description: source.endsOn ? dayIn(c, source.endsOn) : t('plan.source.for-good') },
          ...(source.continuation
            ? [{ term: t('plan.source.field.continuation'), description: <PlanText c={c} text={source.continuation} /> }]
            : []),
        ]}
      />
      {given.length === 0 ? (
        <Missing text={t('plan.source.unused')} />
      ) : (
        <Table
          caption={t('plan.source.goes-to')}
          columns={[
            { label: t('plan.source.measure') },
            { label: t('plan.money.year') },
            { label: t('plan.money.field.state') },
            { label: t('plan.money.field.amount'), numeric: true },
          ]}
          rows={given.map(({ measure, year, state, amountCents }) => [
            <a href={at.measureMoney.to({ ...inTown(c), measure: measure.number })}>
              {measure.number} <PlanText c={c} text={measure.title} />
            </a>,
            year,
            t(`plan.word.allotment.${state}`),
            eurosIn(c, amountCents),
          ])}
        />
      )}
    </Stack>
  )
}

function SourceForm({ c, desk: { source, values, seen, refusals = {}, given } }: { c: TownContext; desk: SourceDesk }) {
  const { t } = c.var
  const optional = t('plan.measure.optional')
  const longest = { name: longestSourceName, reference: longestReference, continuation: longestContinuation }
  const refusal = (name: keyof SourceValues) =>
    refusals[name] &&
    t(`plan.source.refusal.${refusals[name]}`, {
      most: name in longest ? longest[name as keyof typeof longest] : 0,
      allotted: eurosIn(c, sumCents(given)),
    })
  const common = (name: keyof SourceValues) => ({
    name,
    label: t(`plan.source.field.${name}`),
    value: values[name],
    refusal: refusal(name),
  })
  const refused = (Object.keys(refusals) as (keyof SourceValues)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <Form action={at.source.to({ ...inTown(c), source: source?.slug ?? newSource })} hidden={{ seen }}>
      <CsrfField c={c} />
      {refused.length > 0 && <ErrorSummary title={t('plan.measure.refused')} refusals={refused} />}
      <Field
        kind="select"
        {...common('kind')}
        options={[
          { value: '', label: t('plan.measure.choose') },
          ...sourceKinds.map(kind => ({ value: kind, label: t(`plan.word.source.${kind}`) })),
        ]}
        width="medium"
        required
      />
      <Field kind="text" {...common('name')} maxlength={longestSourceName} lang="de" dir="auto" required />
      <Field
        kind="text"
        {...common('reference')}
        hint={t('plan.source.hint.reference')}
        maxlength={longestReference}
        width="medium"
        required
      />
      <Field kind="text" {...common('amount')} hint={t('plan.source.hint.amount')} inputmode="decimal" width="medium" required />
      <Field kind="date" {...common('endsOn')} hint={t('plan.source.hint.endsOn')} width="medium" optional={optional} />
      <Field
        kind="textarea"
        {...common('continuation')}
        hint={t('plan.source.hint.continuation')}
        rows={3}
        maxlength={longestContinuation}
        lang="de"
        dir="auto"
        optional={optional}
      />
      <Buttons>
        <Button label={t(source ? 'plan.measure.save' : 'plan.source.add')} />
      </Buttons>
    </Form>
  )
}
