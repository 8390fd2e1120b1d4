import { CsrfField } from '#platform/people'
import { Badge, Button, Buttons, Disclosure, EmptyState, Field, FilterLinks, Form } from '#platform/web'
import { paths } from './paths.ts'
import type { Voice } from './source.ts'
import { UseBadge, written } from './support.page.tsx'
import { leastAgreement } from './support.ts'
import { isWritable } from './vision.ts'
import type { VisionContext } from './visitor.ts'
import type { DeskChapter, DeskSentence } from './writing.store.ts'
import { addressed, weakest } from './writing.ts'
import { atDesk, NewSentence, refusalIn, refusedIn, type ShownDesk, to } from './writing.words.desk.page.tsx'

/** So many voices of the chosen sentence are listed; the others stand on its page. */
const mostVoices = 12

/** On the right: the chosen sentence with its voices, and the text. */
export function TextPane({ c, desk }: { c: VisionContext; desk: ShownDesk }) {
  const { t } = c.var
  const { chapters, shownChapter, query, chosen, vision } = desk
  return (
    <section class="writing__pane writing__text" id="text" aria-labelledby="text-titel">
      <h2 id="text-titel">{t('vision.writing.part.text')}</h2>
      {chosen && <Chosen c={c} desk={desk} sentence={chosen} />}
      {shownChapter && (
        <FilterLinks
          label={t('vision.writing.chapter')}
          options={chapters.map(({ id, title, count }) => ({
            label: title,
            href: to(c, { ...query, chapter: id, sentence: undefined }, 'text'),
            count: new Intl.NumberFormat(c.var.language.locale).format(count),
            current: id === shownChapter,
          }))}
        />
      )}
      {chapters.length === 0 && (
        <EmptyState
          title={t('vision.writing.no-chapters')}
          level={3}
          action={<Button label={t('vision.writing.to-chapters')} href={paths.desk.chapters.to(atDesk(c))} />}
        />
      )}
      {chapters
        .filter(({ id }) => !shownChapter || id === shownChapter)
        .map(chapter => (
          <ChapterPart c={c} desk={desk} chapter={chapter} />
        ))}
      {isWritable(vision) && chapters.length > 0 && (
        <Disclosure label={t('vision.writing.new')} open={refusedIn(desk) !== undefined}>
          <NewSentence c={c} desk={desk} id="neu" place="leitsatz" chapter={shownChapter} />
        </Disclosure>
      )}
      {desk.dropped.length > 0 && <Dropped c={c} desk={desk} />}
    </section>
  )
}

/** Sentences that were taken out: their pages have the way back. */
const Dropped = ({ c, desk: { dropped, vision } }: { c: VisionContext; desk: ShownDesk }) => (
  <Disclosure label={c.var.t('vision.writing.dropped', { count: dropped.length })}>
    <ul>
      {dropped.map(({ number, text }) => (
        <li>
          <a href={sentencePage(c, number)}>
            {number}{' '}
            <span lang={vision.language} dir="auto">
              {text}
            </span>
          </a>
        </li>
      ))}
    </ul>
  </Disclosure>
)

/** The sentence one is working on: how it reads, and every voice behind it with the way to take it away. */
function Chosen({ c, desk, sentence }: { c: VisionContext; desk: ShownDesk; sentence: DeskSentence }) {
  const { t } = c.var
  const { number, text, sources } = sentence
  const more = sources.voices.length - mostVoices
  return (
    <article class="writing__chosen" id="leitsatz">
      <h3>{t('vision.writing.sentence', { number })}</h3>
      <p class="writing__wording" lang={desk.vision.language} dir="auto">
        {text}
      </p>
      <Sum c={c} sentence={sentence} />
      {sources.voices.length > 0 && (
        <ul class="writing__voices">
          {sources.voices.slice(0, mostVoices).map(voice => (
            <VoiceItem c={c} desk={desk} sentence={sentence} voice={voice} />
          ))}
        </ul>
      )}
      {more > 0 && <p class="muted">{t('vision.writing.more-voices', { count: more })}</p>}
      {isWritable(desk.vision) && <Wording c={c} desk={desk} sentence={sentence} />}
      <Buttons>
        <Button label={t('vision.writing.edit')} href={sentencePage(c, number)} kind="secondary" icon="edit" small />
        <Button
          label={t('vision.writing.stop-linking')}
          href={to(c, { ...desk.query, sentence: undefined }, `satz-${number}`)}
          kind="quiet"
          small
        />
      </Buttons>
    </article>
  )
}

function Wording({ c, desk, sentence: { number, text, explanation } }: { c: VisionContext; desk: ShownDesk; sentence: DeskSentence }) {
  const { t } = c.var
  const { refused } = desk
  const typed = refused && 'sentence' in refused && refused.sentence === number ? refused : undefined
  return (
    <Disclosure label={t('vision.writing.change-wording')} open={typed !== undefined}>
      <Form action={to(c, desk.query)} hidden={{ sentence: String(number), seenText: text, explanation }}>
        <CsrfField c={c} />
        <Field
          kind="textarea"
          id="wortlaut"
          name="text"
          label={t('vision.writing.wording')}
          value={typed?.text ?? text}
          rows={3}
          lang={desk.vision.language}
          dir="auto"
          refusal={typed && refusalIn(c, typed.refusal)}
        />
        <Button label={t('vision.writing.save')} small />
      </Form>
    </Disclosure>
  )
}

type VoiceItemProps = { c: VisionContext; desk: ShownDesk; sentence: DeskSentence; voice: Voice }

function VoiceItem({ c, desk, sentence, voice }: VoiceItemProps) {
  const { t } = c.var
  const { text, lang, dir } = written(c, voice)
  return (
    <li>
      <span>
        <span lang={lang} dir={dir}>
          {text}
        </span>{' '}
        <UseBadge c={c} use={voice.use} />
      </span>
      {isWritable(desk.vision) && (
        <Form action={paths.desk.voice.to({ ...atDesk(c), sentence: sentence.number, voice: voice.id }, addressed(desk.query))}>
          <CsrfField c={c} />
          <Button
            label={t('vision.writing.unlink')}
            fullLabel={t('vision.writing.unlink-which', { statement: voice.number, sentence: sentence.number })}
            kind="quiet"
            icon="bin"
            small
          />
        </Form>
      )}
    </li>
  )
}

function ChapterPart({ c, desk, chapter: { title, sentences } }: { c: VisionContext; desk: ShownDesk; chapter: DeskChapter }) {
  const { t } = c.var
  return (
    <section class="writing__chapter">
      <h3 lang={desk.vision.language} dir="auto">
        {title}
      </h3>
      {sentences.length === 0 && <p class="muted">{t('vision.writing.empty-chapter')}</p>}
      <ol>
        {sentences.map(sentence => (
          <SentenceItem c={c} desk={desk} sentence={sentence} />
        ))}
      </ol>
    </section>
  )
}

function SentenceItem({ c, desk, sentence }: { c: VisionContext; desk: ShownDesk; sentence: DeskSentence }) {
  const { t } = c.var
  const { number, text } = sentence
  const isChosen = desk.chosen?.number === number
  return (
    <li
      id={`satz-${number}`}
      data-voices={isWritable(desk.vision) ? voicesAt(c, desk, number) : undefined}
      aria-current={isChosen ? 'true' : undefined}
    >
      <p class="writing__wording">
        <a href={sentencePage(c, number)}>
          <span class="writing__number">{number}</span>{' '}
          <span lang={desk.vision.language} dir="auto">
            {text}
          </span>
        </a>
      </p>
      <Sum c={c} sentence={sentence} />
      {isWritable(desk.vision) && !isChosen && (
        <Button
          label={t('vision.writing.choose')}
          fullLabel={t('vision.writing.choose-which', { number })}
          href={to(c, { ...desk.query, sentence: number, part: 'ergebnisse' }, 'ergebnisse')}
          kind="quiet"
          icon="plus"
          small
        />
      )}
    </li>
  )
}

/** How many voices a sentence has, and where it has the fewest friends. */
function Sum({ c, sentence: { sources, support } }: { c: VisionContext; sentence: DeskSentence }) {
  const { t } = c.var
  const least = weakest(support)
  return (
    <p class="writing__note">
      {sources.voices.length === 0 ? (
        <Badge label={t('vision.writing.no-voices')} tone="warning" />
      ) : (
        <span>{t('vision.writing.voices', { count: sources.voices.length })}</span>
      )}
      {sources.others.length > 0 && <span>{t('vision.writing.others', { count: sources.others.length })}</span>}
      {least && (
        <Badge
          label={
            least.letter
              ? t('vision.writing.least-in', { agree: least.agree / 100, letter: least.letter })
              : t('vision.writing.least', { agree: least.agree / 100 })
          }
          tone={least.agree < leastAgreement ? 'warning' : 'neutral'}
        />
      )}
    </p>
  )
}

/** Where a statement goes that is dragged onto a sentence. */
const voicesAt = (c: VisionContext, { query }: ShownDesk, sentence: number) =>
  paths.desk.voices.to({ ...atDesk(c), sentence }, addressed(query))

const sentencePage = (c: VisionContext, number: number) => paths.desk.sentence.to({ ...atDesk(c), sentence: number })
