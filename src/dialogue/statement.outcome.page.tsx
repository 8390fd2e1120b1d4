import type { Child } from 'hono/jsx'
import { Breadcrumb, Button, Buttons, Card, Original, Page, PageHead, Stack, Statements } from '#platform/web'
import { isOpen } from './dialogue.ts'
import { paths } from './paths.ts'
import { outlookIn } from './results.outlook.page.tsx'
import { Row } from './results.statements.page.tsx'
import type { Results } from './results.ts'
import { at } from './results.words.page.tsx'
import type { Statement } from './statement.ts'
import { Question, spoken } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'

type StatementProps = { c: DialogueContext; statement: Statement; results: Results | undefined; fate: Child | undefined }

/** A statement by itself: how it reads, how people voted on it as the results tell it, and what became of it. */
export function StatementPage({ c, statement, results, fate }: StatementProps) {
  const { t, services, agenda } = c.var
  const { text, lang, dir, original } = spoken(c, statement)
  const outcome = results?.statements.find(({ number }) => number === statement.number)
  return (
    <Framed c={c} number={statement.number}>
      {results && outcome ? (
        <Statements>
          <Row c={c} results={results} outcome={outcome} remark={outlookIn(c, results, outcome)} />
        </Statements>
      ) : (
        <Card tone="tint">
          <p class="statement__text" lang={lang} dir={dir}>
            <b>{text}</b>
          </p>
          {original && <Original {...original} />}
          <p class="muted">{t('dialogue.statement.votes-none')}</p>
        </Card>
      )}
      {fate}
      <Buttons>
        <Button label={t('dialogue.statement.to-results')} href={paths.results.to(at(c))} kind="secondary" />
        {isOpen(agenda.dialogue, services.now()) && (
          <Button label={t('dialogue.statement.to-vote')} href={paths.dialogue.to(at(c))} kind="quiet" icon="voice" />
        )}
      </Buttons>
    </Framed>
  )
}

/** Leads to the statement that says the same. */
export const MergedPage = ({ c, number, into }: { c: DialogueContext; number: number; into: number }) => (
  <Framed c={c} number={number}>
    <Card title={c.var.t('dialogue.statement.merged')} level={2} href={paths.statement.to({ ...at(c), statement: into })} tone="tint">
      <p>{c.var.t('dialogue.statement.merged-into', { number: into })}</p>
    </Card>
  </Framed>
)

function Framed({ c, number, children }: { c: DialogueContext; number: number; children?: Child }) {
  const { t, agenda } = c.var
  const title = t('dialogue.statement.title', { number })
  return (
    <Page c={c} title={title}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: <Question c={c} dialogue={agenda.dialogue} />, href: paths.dialogue.to(at(c)) },
          { label: t('dialogue.results.preline'), href: paths.results.to(at(c)) },
          { label: title },
        ]}
      />
      <PageHead title={title} preline={t('dialogue.statement.preline')} />
      <Stack>{children}</Stack>
    </Page>
  )
}
