import { Button, EmptyState, Missing, Notice, Section, Table, type TownContext } from '#platform/web'
import { CliffList } from './cliff.desk.page.tsx'
import type { Cliff } from './cliff.ts'
import { type Allotment, type FinancingSource, type Spending, sumCents } from './money.ts'
import { paths } from './paths.ts'
import { newSource, SourceFrame } from './source.frame.desk.page.tsx'
import { dayIn, eurosIn, inTown, PlanText } from './words.page.tsx'

const { desk: at } = paths

export type SourcesDesk = {
  sources: FinancingSource[]
  allotments: Allotment[]
  spendings: Spending[]
  cliffs: Cliff[]
  mayWrite: boolean
  done?: string
}

/** Where the money of the plan comes from, and when it ends. */
export function SourcesDeskPage({ c, desk }: { c: TownContext; desk: SourcesDesk }) {
  const { t } = c.var
  const { sources, cliffs, mayWrite, done } = desk
  const add = mayWrite && <Button label={t('plan.source.add')} href={at.source.to({ ...inTown(c), source: newSource })} icon="plus" />
  return (
    <SourceFrame c={c} title={t('plan.source.title')} lead={t('plan.source.lead')} deeds={sources.length > 0 && add}>
      {done === 'entfernt' && <Notice tone="success" title={t('plan.source.removed')} live />}
      {sources.length === 0 ? (
        <EmptyState title={t('plan.source.none')} action={add}>
          {t('plan.source.none-text')}
        </EmptyState>
      ) : (
        <SourceTable c={c} desk={desk} />
      )}
      <Section title={t('plan.cliff.title')} lead={t('plan.cliff.lead')}>
        {cliffs.length === 0 ? <Missing text={t('plan.cliff.none')} /> : <CliffList c={c} cliffs={cliffs} />}
      </Section>
    </SourceFrame>
  )
}

function SourceTable({ c, desk: { sources, allotments, spendings } }: { c: TownContext; desk: SourcesDesk }) {
  const { t } = c.var
  return (
    <Table
      caption={t('plan.source.title')}
      captionHidden
      columns={[
        { label: t('plan.source.field.name') },
        { label: t('plan.source.field.kind') },
        { label: t('plan.source.field.amount'), numeric: true },
        { label: t('plan.source.allotted'), numeric: true },
        { label: t('plan.source.left'), numeric: true },
        { label: t('plan.source.spent'), numeric: true },
        { label: t('plan.source.field.endsOn') },
      ]}
      rows={sources.map(({ id, slug, name, kind, reference, amountCents, endsOn }) => {
        const allotted = sumCents(allotments.filter(({ sourceId }) => sourceId === id))
        return [
          <span>
            <a href={at.source.to({ ...inTown(c), source: slug })}>
              <PlanText c={c} text={name} />
            </a>
            <span class="ledger__about small muted">{reference}</span>
          </span>,
          t(`plan.word.source.${kind}`),
          eurosIn(c, amountCents),
          eurosIn(c, allotted),
          eurosIn(c, amountCents - allotted),
          eurosIn(c, sumCents(spendings.filter(({ sourceId }) => sourceId === id))),
          endsOn ? dayIn(c, endsOn) : t('plan.source.for-good'),
        ]
      })}
    />
  )
}
