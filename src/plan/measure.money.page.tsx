import { Missing, Section, Stack, Table, type TownContext } from '#platform/web'
import { BalanceTable, SourceTable } from './budget.tables.page.tsx'
import type { PublicMoney } from './measure.money.store.ts'
import { dayIn, eurosIn, PlanText, postsIn } from './words.page.tsx'

/** What a measure costs, who pays, what was spent last, and who works for it, as far as the town tells. */
export const MeasureMoney = ({ c, told: { money, posts } }: { c: TownContext; told: PublicMoney }) => (
  <>
    {money && <Money c={c} money={money} />}
    {posts && posts.length > 0 && <Posts c={c} posts={posts} />}
  </>
)

function Money({ c, money: { balances, sources, latest } }: { c: TownContext; money: NonNullable<PublicMoney['money']> }) {
  const { t } = c.var
  return (
    <Section title={t('plan.public.budget.title')} id="geld">
      {balances.length === 0 ? (
        <Missing text={t('plan.public.money.none')} />
      ) : (
        <Stack>
          <p>
            {latest
              ? t('plan.public.money.latest', { amount: eurosIn(c, latest.amountCents), day: dayIn(c, latest.spentOn) })
              : t('plan.public.money.nothing-spent')}
          </p>
          <BalanceTable
            c={c}
            caption={t('plan.public.budget.by.year')}
            head={t('plan.public.budget.year')}
            rows={balances.map(balance => ({ name: String(balance.year), balance }))}
          />
          {sources.length > 0 && <SourceTable c={c} caption={t('plan.public.budget.by.source')} rows={sources} />}
        </Stack>
      )}
    </Section>
  )
}

const Posts = ({ c, posts }: { c: TownContext; posts: NonNullable<PublicMoney['posts']> }) => {
  const { t } = c.var
  return (
    <Section title={t('plan.public.money.posts')} id="stellen">
      <Table
        caption={t('plan.public.money.posts')}
        captionHidden
        columns={[
          { label: t('plan.public.money.post') },
          { label: t('plan.public.budget.year') },
          { label: t('plan.public.money.share'), numeric: true },
          { label: t('plan.public.money.is-filled') },
          { label: t('plan.public.money.funded-until') },
        ]}
        rows={posts.map(({ title, grade, year, hundredths, isFilled, fundedUntil }) => [
          <PlanText c={c} text={[title, grade].filter(Boolean).join(', ')} />,
          String(year),
          postsIn(c, hundredths),
          t(isFilled ? 'plan.public.money.filled' : 'plan.public.money.vacant'),
          fundedUntil ? dayIn(c, fundedUntil) : t('plan.public.money.for-good'),
        ])}
      />
    </Section>
  )
}
