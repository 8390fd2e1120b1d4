import type { Child } from 'hono/jsx'
import { Written } from '#dialogue'
import { Card, Section, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { fateOf, type Thread } from './thread.ts'

/** What became of a statement, vision by vision. */
export function BecameOf({ c, threads }: { c: TownContext; threads: Thread[] }) {
  return (
    <Section title={c.var.t('vision.thread.title')} id="verbleib">
      <Stack>
        {threads.map(thread => (
          <ThreadCard c={c} thread={thread} />
        ))}
      </Stack>
    </Section>
  )
}

function ThreadCard({ c, thread }: { c: TownContext; thread: Thread }) {
  const { t, municipality } = c.var
  const { vision, sentences, issues, decision } = thread
  const at = { town: municipality.slug, vision: vision.slug }
  return (
    <Card
      tone="tint"
      meta={
        <a href={paths.vision.to(at)}>
          <Written c={c} text={vision.title} language={vision.language} />
        </a>
      }
    >
      {sentences.map(({ number, use, text, version, isCurrent }) => (
        <Way
          label={t(isCurrent ? `vision.thread.${use}` : 'vision.thread.earlier')}
          href={paths.sentence.to({ ...at, sentence: number }, { fassung: isCurrent ? undefined : version })}
          link={t('vision.thread.sentence', { number })}
        >
          <Written c={c} text={text} language={vision.language} />
        </Way>
      ))}
      {issues.map(({ number, question, isClosed }) => (
        <Way
          label={t(isClosed ? 'vision.thread.issue-closed' : 'vision.thread.issue')}
          href={paths.issue.to({ ...at, issue: number })}
          link={t('vision.sentence.issue', { number })}
        >
          <Written c={c} text={question} language={vision.language} />
        </Way>
      ))}
      {decision && !sentences.some(({ isCurrent }) => isCurrent) && (
        <div>
          <p>
            <b>
              {decision.fate === 'department'
                ? t('vision.thread.department', { department: decision.department })
                : t('vision.thread.declined')}
            </b>
          </p>
          {decision.reason && <p dir="auto">{t('vision.thread.reason', { reason: decision.reason })}</p>}
        </div>
      )}
      {sentences.length === 0 && issues.length === 0 && !fateOf(thread) && <p>{t('vision.thread.open')}</p>}
    </Card>
  )
}

/** "Übernommen: Leitsatz 3" and how that reads. */
const Way = ({ label, href, link, children }: { label: string; href: string; link: string; children: Child }) => (
  <div>
    <p>
      <b>{label}:</b> <a href={href}>{link}</a>
    </p>
    <p>{children}</p>
  </div>
)
