import { languageNameIn, Written } from '#dialogue'
import { Breadcrumb, EmptyState, Page, PageHead, Prose, Section, Stack } from '#platform/web'
import { type FindingKind, type Findings, findingKinds } from './finding.ts'
import { paths } from './paths.ts'
import { dayIn } from './sequence.page.tsx'
import { leastAgreement } from './support.ts'
import type { VisionContext } from './visitor.ts'

/** So many of each kind are listed; solving them brings the next. */
const mostListed = 50

/** What is still open about a vision, each with the way to where it is solved. */
export function FindingsPage({ c, findings }: { c: VisionContext; findings: Findings }) {
  const { t, vision } = c.var
  const found = findingKinds.filter(kind => findings[kind].length > 0)
  const title = t('vision.finding.title')
  return (
    <Page c={c} title={title} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.finding.visions'), href: paths.desk.visions.to(at(c)) },
          { label: vision.title, href: paths.desk.vision.to(at(c)) },
          { label: title },
        ]}
      />
      <PageHead title={title} lead={t('vision.finding.lead')} />
      {found.length === 0 && (
        <EmptyState title={t('vision.finding.none')}>{t('vision.finding.none-text', { least: leastAgreement / 100 })}</EmptyState>
      )}
      <Stack>
        {found.map(kind => (
          <Section
            id={kind}
            title={`${t(`vision.finding.kind.${kind}`)} (${new Intl.NumberFormat(c.var.language.locale).format(findings[kind].length)})`}
            lead={t(`vision.finding.why.${kind}`, { least: leastAgreement / 100 })}
          >
            <FindingList c={c} rows={rowsOf[kind](c, findings)} />
          </Section>
        ))}
      </Stack>
    </Page>
  )
}

type Row = { href: string; label: unknown; note?: string }

function FindingList({ c, rows }: { c: VisionContext; rows: Row[] }) {
  const more = rows.length - mostListed
  return (
    <Prose>
      <ul>
        {rows.slice(0, mostListed).map(({ href, label, note }) => (
          <li>
            <a href={href}>{label as never}</a>
            {note && <p class="muted small">{note}</p>}
          </li>
        ))}
        {more > 0 && <li>{c.var.t('vision.finding.more', { count: more })}</li>}
      </ul>
    </Prose>
  )
}

/** How each kind is worded, and where it is solved. */
const rowsOf: { [Kind in FindingKind]: (c: VisionContext, findings: Findings) => Row[] } = {
  'statements-without-fate': (c, findings) =>
    findings['statements-without-fate'].map(({ dialogue, number, text, language, agree, votes }) => ({
      href: paths.desk.fate.to({ ...at(c), dialogue, statement: number }),
      label: <Numbered c={c} label={c.var.t('vision.finding.statement', { number })} text={text} language={language} />,
      note: c.var.t('vision.finding.agreement', { agree: agree / 100, votes }),
    })),
  'sentences-without-voices': (c, findings) => findings['sentences-without-voices'].map(({ number, text }) => sentenceRow(c, number, text)),
  'sentences-without-support': (c, findings) =>
    findings['sentences-without-support'].map(({ number, text, letters }) => ({
      ...sentenceRow(c, number, text),
      note: c.var.t('vision.finding.groups', { count: letters.length, letters: listIn(c, letters) }),
    })),
  'open-issues': (c, findings) =>
    findings['open-issues'].map(({ number, question }) => ({
      href: paths.desk.issue.to({ ...at(c), issue: number }),
      label: <Numbered c={c} label={c.var.t('vision.finding.issue', { number })} text={question} language={c.var.vision.language} />,
    })),
  'parting-votes': (c, findings) =>
    findings['parting-votes'].map(({ question, on, isPast }) => ({
      href: paths.desk.issues.to(at(c)),
      label: c.var.t(isPast ? 'vision.finding.votes-parted' : 'vision.finding.votes-part', { question, date: dayIn(c, on.toISOString()) }),
    })),
  'undecided-amendments': (c, findings) =>
    findings['undecided-amendments'].map(({ number, sentence, text, language }) => ({
      href: paths.desk.amendment.to({ ...at(c), contribution: number }),
      label: <Numbered c={c} label={c.var.t('vision.finding.amendment', { number, sentence })} text={text} language={language} />,
    })),
  'stale-translations': (c, findings) =>
    findings['stale-translations'].map(({ language, count }) => ({
      href: paths.desk.translationLanguage.to({ ...at(c), language }),
      label: c.var.t('vision.finding.translations', { language: languageNameIn(c, language), count }),
    })),
}

const sentenceRow = (c: VisionContext, number: number, text: string): Row => ({
  href: paths.desk.sentence.to({ ...at(c), sentence: number }),
  label: <Numbered c={c} label={c.var.t('vision.finding.sentence', { number })} text={text} language={c.var.vision.language} />,
})

const Numbered = ({ c, label, text, language }: { c: VisionContext; label: string; text: string; language: string }) => (
  <>
    {label}: <Written c={c} text={text} language={language} />
  </>
)

const listIn = (c: VisionContext, parts: readonly string[]) =>
  new Intl.ListFormat(c.var.language.locale, { type: 'conjunction' }).format(parts)
const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
