import { Disclosure, Notice, Section, Stack, Stats, Table } from '#platform/web'
import type { Weighted, WeightedRefusal, WeightedStatement } from './representation.ts'
import { percentIn } from './representation.words.page.tsx'
import { listIn, numberIn } from './results.words.page.tsx'
import type { Statement } from './statement.ts'
import { spoken, Words } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'
import type { VoluntaryQuestion } from './voluntary.ts'

/** Agreement as if those who took part were made up as the town is: beside what was counted, never instead of it. */
export function WeightedSection({ c, weighted }: { c: DialogueContext; weighted: Weighted }) {
  const { t } = c.var
  if ('refusal' in weighted)
    return (
      <Section title={t('dialogue.representation.weighted')}>
        <Notice tone="info" title={t('dialogue.representation.not-weighted')}>
          <p>{refusalIn(c, weighted)}</p>
        </Notice>
      </Section>
    )
  const questions = listIn(
    c,
    weighted.questions.map(question => nameIn(c, question)),
  )
  const decimal = new Intl.NumberFormat(c.var.language.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (
    <Section title={t('dialogue.representation.weighted')} lead={t('dialogue.representation.weighted-lead', { questions })}>
      <Stack>
        <Stats
          items={[
            { label: t('dialogue.representation.design-effect'), value: decimal.format(weighted.designEffect) },
            { label: t('dialogue.representation.effective-sample'), value: numberIn(c, Math.floor(weighted.effectiveSample)) },
            { label: t('dialogue.representation.largest-gap'), value: percentIn(c, weighted.largestGap) },
          ]}
        />
        <Disclosure label={t('dialogue.representation.how')}>
          <p>{t('dialogue.representation.how-text')}</p>
        </Disclosure>
        <Statements c={c} weighted={weighted} />
      </Stack>
    </Section>
  )
}

type Shown = WeightedStatement & { statement: Statement }

/** Where weights change most stands first; what hardly moves is a long table that nobody has to scroll past. */
function Statements({ c, weighted: { statements } }: { c: DialogueContext; weighted: Exclude<Weighted, WeightedRefusal> }) {
  const { t } = c.var
  const byNumber = new Map(c.var.agenda.statements.map(statement => [statement.number, statement]))
  const shown = statements.flatMap(outcome => {
    const statement = byNumber.get(outcome.number)
    return statement ? [{ ...outcome, statement }] : []
  })
  if (shown.length === 0) return <p>{t('dialogue.representation.no-statement')}</p>
  if (shown.length <= shownFirst) return <AgreementTable c={c} shown={shown} />
  const largestFirst = shown.toSorted((a, b) => difference(b) - difference(a))
  const others = largestFirst.slice(shownFirst)
  return (
    <>
      <p>{t('dialogue.representation.largest-first', { count: shownFirst })}</p>
      <AgreementTable c={c} shown={largestFirst.slice(0, shownFirst)} />
      <Disclosure label={t('dialogue.representation.other-statements', { count: others.length })}>
        <AgreementTable c={c} shown={others} />
      </Disclosure>
    </>
  )
}

const shownFirst = 10
const difference = ({ plain, weighted }: WeightedStatement) => Math.abs(weighted - plain)

function AgreementTable({ c, shown }: { c: DialogueContext; shown: Shown[] }) {
  const { t } = c.var
  return (
    <Table
      caption={t('dialogue.representation.agreement')}
      columns={[
        { label: t('dialogue.representation.statement') },
        { label: t('dialogue.representation.votes'), numeric: true },
        { label: t('dialogue.representation.counted'), numeric: true },
        { label: t('dialogue.representation.as-weighted'), numeric: true },
      ]}
      rows={shown.map(({ statement, votes, plain, weighted }) => [
        <Words {...spoken(c, statement)} />,
        numberIn(c, votes),
        percentIn(c, plain),
        percentIn(c, weighted),
      ])}
    />
  )
}

/** Why there is no weighted view. A category nobody is in is called too small: how few they are is not told. */
function refusalIn(c: DialogueContext, refused: WeightedRefusal): string {
  const { t } = c.var
  const question = 'question' in refused ? nameIn(c, refused.question as VoluntaryQuestion) : ''
  switch (refused.refusal) {
    case 'next-edition':
      return t('dialogue.representation.refusal.next-edition', { fewest: refused.fewest })
    case 'no-population':
      return t('dialogue.representation.refusal.no-population')
    case 'nobody-answered':
      return t('dialogue.representation.refusal.nobody-answered', { question })
    case 'category-too-small':
    case 'empty-category':
      return t('dialogue.representation.refusal.category-too-small', { question })
    case 'unknown-category':
      return t('dialogue.representation.refusal.unknown-category', { question })
    case 'shares-do-not-sum':
      return t('dialogue.representation.refusal.shares-do-not-sum', { question })
    case 'did-not-settle':
      return t('dialogue.representation.refusal.did-not-settle')
    case 'effective-sample-too-small':
      return t('dialogue.representation.refusal.effective-sample-too-small', {
        effective: Math.floor(refused.effectiveSample),
        fewest: refused.fewest,
      })
  }
}

const nameIn = (c: DialogueContext, question: VoluntaryQuestion) => c.var.t(`dialogue.representation.name.${question}`)
