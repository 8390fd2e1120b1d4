import { raw } from 'hono/html'
import { Button, Buttons, Disclosure, EmptyState, Notice, Page, PageHead, Prose, Section, Stack, Table, Tabs } from '#platform/web'
import { ChannelSection } from './channel.results.page.tsx'
import type { ChannelComparison } from './channel.results.ts'
import { isOpen } from './dialogue.ts'
import { LevelSection } from './level.results.page.tsx'
import type { LevelComparison } from './level.results.ts'
import { ModerationLinks } from './moderation.links.page.tsx'
import { attributionOf, licenceOf } from './open-data.ts'
import { paths } from './paths.ts'
import { SetAsideNotice } from './quarantine.notice.page.tsx'
import type { SetAside } from './quarantine.ts'
import { ContestedSection, UnclearSection, UnitesSection } from './results.findings.page.tsx'
import { GroupsSection } from './results.groups.page.tsx'
import { ParticipationSection } from './results.participation.page.tsx'
import { AllStatements } from './results.statements.page.tsx'
import type { Results } from './results.ts'
import { at, certaintyIn, numberIn, type PartProps, sections, votesIn } from './results.words.page.tsx'
import type { StatementEdit } from './statement.ts'
import { fewestToShow } from './suppression.ts'
import { Question, QuestionOriginal, questionText, Written, writtenIn } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'
import { dateIn } from './vote.page.tsx'

/** What can be said of a dialogue now. */
export type ShownReport =
  | { state: 'too-few-people' }
  | { state: 'computing' }
  | {
      state: 'ready'
      computedAt: Date
      results: Results
      /** the finished `ReportContent` */
      content: string
      /** newer votes are not in it yet */
      isBehind: boolean
      /** typos that were mended before the first vote: everybody may see what was changed */
      edits: StatementEdit[]
      /** what people of different levels have said, where numbers allow */
      levels: LevelComparison | undefined
      /** what people have said who came in by different channels, where numbers allow */
      channels: ChannelComparison | undefined
    }

export function ResultsPage({ c, report, setAside }: { c: DialogueContext; report: ShownReport; setAside: SetAside | undefined }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const isReady = report.state === 'ready'
  return (
    <Page
      c={c}
      title={t('dialogue.results.page-title', { question: questionText(c, dialogue) })}
      width="wide"
      refreshSeconds={report.state === 'computing' ? 3 : undefined}
      printFooter={t('dialogue.results.print-footer', {
        address: c.var.services.config.http.address + paths.results.to(at(c)),
        date: dateIn(c, isReady ? report.computedAt : c.var.services.now()),
      })}
    >
      <PageHead
        title={<Question c={c} dialogue={dialogue} />}
        original={<QuestionOriginal c={c} dialogue={dialogue} />}
        preline={isReady ? t('dialogue.results.preline-dated', { date: dateIn(c, report.computedAt) }) : t('dialogue.results.preline')}
        lead={isReady ? <Finding c={c} results={report.results} /> : undefined}
      >
        {isOpen(dialogue, c.var.services.now()) && (
          <Button
            label={t('dialogue.results.join')}
            href={paths.dialogue.to(at(c))}
            kind={isReady ? 'secondary' : 'primary'}
            icon="voice"
          />
        )}
      </PageHead>
      <Stack>
        {setAside && <SetAsideNotice c={c} setAside={setAside} />}
        {isReady ? (
          <>
            <StillRunning c={c} isBehind={report.isBehind} />
            {raw(report.content)}
            <LevelSection c={c} comparison={report.levels} />
            <ChannelSection c={c} comparison={report.channels} />
            <Origin c={c} edits={report.edits} />
          </>
        ) : (
          <NotYet c={c} state={report.state} />
        )}
      </Stack>
    </Page>
  )
}

/** The result in a few sentences; the first says how sure the map is. */
function Finding({ c, results }: { c: DialogueContext; results: Results }) {
  const { participation, unites, jointlyRejected, contested } = results
  return (
    <>
      <strong class="finding">{certaintyIn(c, results)}</strong>{' '}
      {c.var.t('dialogue.results.lead', {
        people: participation.people,
        unites: unites.length + jointlyRejected.length,
        contested: contested.length,
      })}
    </>
  )
}

function StillRunning({ c, isBehind }: { c: DialogueContext; isBehind: boolean }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  if (isBehind) return <Notice tone="info" title={t('dialogue.results.behind')} />
  if (!isOpen(dialogue, c.var.services.now())) return null
  const running = dialogue.closesAt
    ? t('dialogue.results.running-until', { date: dateIn(c, dialogue.closesAt) })
    : t('dialogue.results.running')
  return <p class="small muted">{running}</p>
}

function NotYet({ c, state }: { c: DialogueContext; state: 'too-few-people' | 'computing' }) {
  const { t } = c.var
  if (state === 'computing') return <EmptyState title={t('dialogue.results.computing-title')}>{t('dialogue.results.computing')}</EmptyState>
  return <EmptyState title={t('dialogue.results.too-few-title')}>{t('dialogue.results.too-few', { fewest: fewestToShow })}</EmptyState>
}

/** Everything that stays the same for all who read it in the same language: what matters most comes first. */
export function ReportContent(props: PartProps) {
  return (
    <Stack>
      <OnThisPage {...props} />
      <UnitesSection {...props} />
      <ContestedSection {...props} />
      <GroupsSection {...props} />
      <UnclearSection {...props} />
      <ParticipationSection {...props} />
      <AllStatements {...props} />
      <MethodsSection {...props} />
    </Stack>
  )
}

function OnThisPage({ c }: PartProps) {
  const { t } = c.var
  const parts = Object.entries(sections) as [keyof typeof sections, string][]
  return (
    <Tabs
      label={t('dialogue.results.on-this-page')}
      items={parts.map(([part, id]) => ({ label: t(`dialogue.results.${part}`), href: `#${id}` }))}
    />
  )
}

/** What one must know to read the numbers; the rest is on a page of its own. */
function MethodsSection({ c, report: { results } }: PartProps) {
  const { t } = c.var
  const { basis, participation } = results
  return (
    <Section id={sections.methods} title={t('dialogue.results.methods')}>
      <Stack>
        <Prose>
          <p>
            {t('dialogue.results.methods-basis', {
              date: dateIn(c, basis.computedAt),
              votes: votesIn(c, results),
              people: participation.people,
              statements: participation.statements,
            })}
          </p>
          <p>{t('dialogue.results.methods-protection', { fewest: fewestToShow })}</p>
          <p>{t('dialogue.results.methods-again', { version: basis.method.version, seed: String(basis.method.seed) })}</p>
        </Prose>
        <Buttons>
          <Button label={t('dialogue.results.methods-page')} href={paths.methods.to(at(c))} kind="secondary" />
          <Button label={t('dialogue.results.open-data')} href={paths.openData.to(at(c))} kind="quiet" icon="download" />
        </Buttons>
      </Stack>
    </Section>
  )
}

/** Where the data come from, under which licence, and what was changed in the statements. */
function Origin({ c, edits }: { c: DialogueContext; edits: StatementEdit[] }) {
  const { t, municipality } = c.var
  const { dialogue, statements } = c.var.agenda
  const languageByNumber = new Map(statements.map(({ number, language }) => [number, language]))
  const { name, url } = licenceOf(dialogue.licence)
  return (
    <>
      {edits.length > 0 && (
        <Disclosure label={t('dialogue.results.edits', { count: edits.length })}>
          <Table
            caption={t('dialogue.results.edits', { count: edits.length })}
            captionHidden
            columns={[
              { label: t('dialogue.results.edits-statement'), numeric: true },
              { label: t('dialogue.results.edits-before') },
              { label: t('dialogue.results.edits-after') },
              { label: t('dialogue.results.edits-date') },
            ]}
            rows={edits.map(({ number, before, after, at }) => [
              numberIn(c, number),
              ...[before, after].map(text => <Written c={c} text={text} language={languageByNumber.get(number) ?? 'de'} />),
              dateIn(c, at, false),
            ])}
          />
        </Disclosure>
      )}
      <p class="small muted">
        {t('dialogue.results.origin')} <span {...writtenIn(c, dialogue)}>{attributionOf({ municipality, dialogue })}</span> ·{' '}
        {t('dialogue.results.licence')} {url ? <a href={url}>{name}</a> : name}
      </p>
      <ModerationLinks c={c} dialogue={dialogue} />
    </>
  )
}
