import { Written } from '#dialogue'
import { Badge, type BadgeTone, Card, Prose, Section, Stack } from '#platform/web'
import { Difference } from './difference.page.tsx'
import { paths } from './paths.ts'
import { historyOf, type PublishedWording } from './sentence.ts'
import { dayIn } from './sequence.page.tsx'
import type { FrozenIssue, FrozenSentence } from './version.ts'
import type { VisionContext } from './visitor.ts'

type SourcesProps = { c: VisionContext; sources: FrozenSentence['sources']; files: ReadonlyMap<string, { id: string; name: string }> }

/** What a sentence draws on besides the dialogues. */
export function SourcesOf({ c, sources, files }: SourcesProps) {
  const { t } = c.var
  return (
    <Section title={t('vision.sentence.sources')} id="quellen">
      <Prose>
        <ul>
          {sources.map(({ kind, use, title, reference, datedOn }) => {
            const file = files.get(title)
            return (
              <li>
                <Badge label={t(`vision.support.use.${use}`)} /> <b dir="auto">{title}</b>{' '}
                <span class="muted">
                  {[t(`vision.sentence.source-kind.${kind}`), datedOn && dayIn(c, datedOn)].filter(Boolean).join(', ')}
                </span>
                {reference && (
                  <>
                    {' · '}
                    <Reference text={reference} />
                  </>
                )}
                {file && (
                  <>
                    {' · '}
                    <a href={paths.sourceFile.to({ ...at(c), source: file.id })} dir="auto">
                      {file.name}
                    </a>
                  </>
                )}
              </li>
            )
          })}
        </ul>
      </Prose>
    </Section>
  )
}

/** An address leads there, whatever else was written stands as it is. */
const Reference = ({ text }: { text: string }) =>
  /^https?:\/\/\S+$/.test(text) ? (
    <a href={text} rel="noopener noreferrer external">
      {text}
    </a>
  ) : (
    <span dir="auto">{text}</span>
  )

/** What was contested about a sentence, how it ended, and the words of those who do not agree. */
export function IssuesOf({ c, issues, language }: { c: VisionContext; issues: FrozenIssue[]; language: string }) {
  const { t } = c.var
  return (
    <Section title={t('vision.sentence.issues')} id="strittig">
      <Stack>
        {issues.map(({ number, question, outcome, reason, dissents }) => (
          <Card
            title={<Written c={c} text={question} language={language} />}
            href={paths.issue.to({ ...at(c), issue: number })}
            badge={<Badge label={t(`vision.sentence.outcome.${outcome}`)} tone={tones[outcome]} />}
            meta={t('vision.sentence.issue', { number })}
          >
            {reason && (
              <p>
                <Written c={c} text={reason} language={language} />
              </p>
            )}
            {dissents.map(dissent => (
              <blockquote>
                <p dir="auto">{dissent.text}</p>
                <footer class="small muted">{saidBy(c, dissent)}</footer>
              </blockquote>
            ))}
          </Card>
        ))}
      </Stack>
    </Section>
  )
}

const tones: Record<FrozenIssue['outcome'], BadgeTone> = { bridged: 'success', 'partly-bridged': 'info', dissent: 'warning' }

function saidBy(c: VisionContext, { letter, signedName }: FrozenIssue['dissents'][number]) {
  const { t } = c.var
  const words = letter ? t('vision.sentence.dissent-group', { letter }) : t('vision.sentence.dissent')
  return signedName ? `${words} · ${t('vision.dissent.signed', { name: signedName })}` : words
}

/** The versions a sentence went through, with what each has changed. */
export function HistoryOf({ c, number, wordings }: { c: VisionContext; number: number; wordings: readonly PublishedWording[] }) {
  const { t } = c.var
  return (
    <Section title={t('vision.sentence.versions')} id="fassungen">
      <Stack>
        {historyOf(wordings).map(({ version, name, publishedAt, language, change, text, before }) => (
          <Card
            title={<Written c={c} text={name} language={language} />}
            meta={t('vision.sentence.version-date', { number: version, date: dateIn(c, publishedAt) })}
          >
            {change === 'changed' ? (
              <Difference c={c} before={before ?? ''} after={text ?? ''} lang={language} />
            ) : (
              <p class="muted">{t(`vision.sentence.${change}`)}</p>
            )}
            {text !== null && (
              <p class="small">
                <a href={paths.sentence.to({ ...at(c), sentence: number }, { fassung: version })}>{t('vision.sentence.read-version')}</a>
              </p>
            )}
          </Card>
        ))}
      </Stack>
    </Section>
  )
}

const dateIn = (c: VisionContext, moment: Date) =>
  new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'Europe/Berlin', dateStyle: 'long' }).format(moment)

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
