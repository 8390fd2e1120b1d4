import { Badge, type BadgeTone, Original, Section, Stack } from '#platform/web'
import { paths } from './paths.ts'
import type { FrozenIssue, FrozenSentence, Version } from './version.ts'
import type { textIn } from './version.wording.ts'
import { at, languageMarks, said } from './version.words.page.tsx'
import type { VisionContext } from './visitor.ts'

type SentenceProps = { c: VisionContext; version: Version; sentence: FrozenSentence; text: ReturnType<typeof textIn>; isOpen: boolean }

/** A sentence with what belongs beside it: dissent, credits, and the ways to its voices and, while it is open, to one's own words about it. */
export function Sentence({ c, version, sentence, text, isOpen }: SentenceProps) {
  const { t } = c.var
  const { number, explanation, support, credits } = sentence
  const words = said(c, text.sentence(sentence))
  const more = said(c, text.explanation(sentence))
  const place = { ...at(c), sentence: number }
  const ofSentence = <span class="sr-only"> – {t('vision.sentence.title', { number })}</span>
  return (
    <li class="vision-text__sentence" id={`satz-${number}`} value={number}>
      <p class="vision-text__words" lang={words.lang} dir={words.dir}>
        {words.text}
      </p>
      {words.original && <Original {...words.original} />}
      {explanation && (
        <p lang={more.lang} dir={more.dir}>
          {more.text}
        </p>
      )}
      {version.content.issues
        .filter(issue => issue.sentences.includes(number))
        .map(issue => (
          <Dissents c={c} issue={issue} language={version.content.language} />
        ))}
      {credits.length > 0 && (
        <p class="small muted">
          {t('vision.version.credits', {
            names: credits
              .map(({ contribution, signedName }) => signedName || t('vision.version.contribution', { number: contribution }))
              .join(', '),
          })}
        </p>
      )}
      <p class="vision-text__ways small">
        <a href={paths.sentence.to(place, { fassung: version.number })}>
          {t('vision.version.thread', { count: support.length })}
          {ofSentence}
        </a>
        {isOpen && (
          <a href={paths.amendments.to(place)}>
            {t('vision.version.take-part')}
            {ofSentence}
          </a>
        )}
      </p>
    </li>
  )
}

const Dissents = ({ c, issue: { dissents }, language }: { c: VisionContext; issue: FrozenIssue; language: string }) => (
  <>
    {dissents.map(({ text, signedName, letter }) => (
      <blockquote class="vision-text__dissent">
        <b>{letter === null ? c.var.t('vision.version.dissent') : c.var.t('vision.version.dissent-of', { letter })}</b>{' '}
        <span {...languageMarks(c, language)}>{text}</span>
        {signedName && (
          <>
            {' – '}
            <bdi>{signedName}</bdi>
          </>
        )}
      </blockquote>
    ))}
  </>
)

const outcomeTones = { bridged: 'success', 'partly-bridged': 'info', dissent: 'warning' } as const satisfies Record<string, BadgeTone>

export function Issues({ c, version: { content } }: { c: VisionContext; version: Version }) {
  const { t } = c.var
  return (
    <Section title={t('vision.version.contested')} id="strittig">
      <Stack>
        {content.issues.map(issue => (
          <div>
            <h3>
              <a href={paths.issue.to({ ...at(c), issue: issue.number })} {...languageMarks(c, content.language)}>
                {issue.question}
              </a>{' '}
              <Badge label={t(`vision.sentence.outcome.${issue.outcome}`)} tone={outcomeTones[issue.outcome]} />
            </h3>
            <p {...languageMarks(c, content.language)}>{issue.reason}</p>
            <Dissents c={c} issue={issue} language={content.language} />
          </div>
        ))}
      </Stack>
    </Section>
  )
}
