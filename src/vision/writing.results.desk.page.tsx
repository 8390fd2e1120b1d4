import { CsrfField } from '#platform/people'
import { Badge, type BadgeTone, Button, Buttons, Disclosure, Field, FilterLinks, Form, Missing, Pagination, ShareBar } from '#platform/web'
import { newOne } from './issue.frame.desk.page.tsx'
import { paths } from './paths.ts'
import { sourceUses } from './source.ts'
import { sharesOf, written } from './support.page.tsx'
import { isWritable } from './vision.ts'
import type { VisionContext } from './visitor.ts'
import type { DeskSentence } from './writing.store.ts'
import { addressed, type DeskQuery, type DeskStatement, type ResultView, resultViews } from './writing.ts'
import { atDesk, NewSentence, refusedIn, type ShownDesk, to } from './writing.words.desk.page.tsx'

/** On the left: the statements of the dialogues, and what can be made of each. */
export function ResultsPane({ c, desk }: { c: VisionContext; desk: ShownDesk }) {
  const { t } = c.var
  const { found, chosen, query } = desk
  return (
    <section class="writing__pane writing__results" id="ergebnisse" aria-labelledby="ergebnisse-titel">
      <h2 id="ergebnisse-titel">{t('vision.writing.part.ergebnisse')}</h2>
      {chosen && isWritable(desk.vision) && <LinkingTo c={c} sentence={chosen} query={query} />}
      <Filters c={c} desk={desk} />
      <p class="muted" role="status">
        {t('vision.writing.count', { count: found.count })}
      </p>
      <ol class="writing__statements">
        {found.statements.map((statement, index) => (
          <StatementItem c={c} desk={desk} statement={statement} place={`stelle-${index + 1}`} />
        ))}
      </ol>
      <div id={`stelle-${found.statements.length + 1}`}>
        <Pages c={c} desk={desk} />
      </div>
    </section>
  )
}

/** Which sentence statements go to stays in sight while one reads. */
const LinkingTo = ({ c, sentence, query }: { c: VisionContext; sentence: DeskSentence; query: DeskQuery }) => (
  <div class="writing__target">
    <p>
      <b>{c.var.t('vision.writing.linking', { number: sentence.number })}</b>{' '}
      <span class="writing__clipped" lang={c.var.vision.language} dir="auto">
        {sentence.text}
      </span>
    </p>
    <a href={to(c, { ...query, sentence: undefined }, 'ergebnisse')}>{c.var.t('vision.writing.stop-linking')}</a>
  </div>
)

function Filters({ c, desk: { query, dialogues } }: { c: VisionContext; desk: ShownDesk }) {
  const { t } = c.var
  const first = { ...query, page: 1 }
  return (
    <div class="writing__filters">
      <FilterLinks
        label={t('vision.writing.show')}
        options={(Object.keys(resultViews) as ResultView[]).map(view => ({
          label: t(`vision.writing.view.${view}`),
          href: to(c, { ...first, view }),
          current: view === query.view,
        }))}
      />
      <FilterLinks
        label={t('vision.writing.used')}
        options={[false, true].map(isUnusedOnly => ({
          label: t(`vision.writing.${isUnusedOnly ? 'unused' : 'used-or-not'}`),
          href: to(c, { ...first, isUnusedOnly }),
          current: isUnusedOnly === query.isUnusedOnly,
        }))}
      />
      {dialogues.length > 1 && (
        <FilterLinks
          label={t('vision.writing.dialogue')}
          options={[
            { label: t('vision.writing.all-dialogues'), href: to(c, { ...first, dialogue: undefined }), current: !query.dialogue },
            ...dialogues.map(({ slug, question }) => ({
              label: question,
              href: to(c, { ...first, dialogue: slug }),
              current: slug === query.dialogue,
            })),
          ]}
        />
      )}
      <Search c={c} query={first} />
    </div>
  )
}

function Search({ c, query }: { c: VisionContext; query: DeskQuery }) {
  const { t } = c.var
  const rest = Object.entries(addressed({ ...query, search: '' })).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  return (
    <Form action={paths.desk.writing.to(atDesk(c))} method="get" hidden={Object.fromEntries(rest)} label={t('vision.writing.search')}>
      <div class="writing__search">
        <Field kind="search" name="suche" label={t('vision.writing.search')} value={query.search} />
        <Button label={t('vision.writing.find')} kind="secondary" icon="search" small />
      </div>
    </Form>
  )
}

type ItemProps = { c: VisionContext; desk: ShownDesk; statement: DeskStatement; place: string }

function StatementItem({ c, desk, statement, place }: ItemProps) {
  const { t } = c.var
  const { number, outcome, sentences } = statement
  const { text, lang, dir } = written(c, statement)
  const overall = outcome?.overall
  return (
    <li id={place} data-statement={`${statement.dialogue.slug}/${number}`}>
      <p class="writing__said" lang={lang} dir={dir}>
        {text}
      </p>
      <p class="writing__note">
        <span>{overall ? t('vision.support.votes', { number, votes: overall.votes }) : t('vision.support.votes-few', { number })}</span>
        <Standing c={c} statement={statement} />
        {outcome?.standing === 'contested' && statement.issues.length === 0 && (
          <a href={issueFrom(c, statement)}>{t('vision.writing.to-issue')}</a>
        )}
        {sentences.map(({ number, use }) => (
          <a href={to(c, { ...desk.query, sentence: number, part: 'text' }, `satz-${number}`)}>
            {t('vision.writing.used-in', { number, use: t(`vision.support.use.${use}`) })}
          </a>
        ))}
      </p>
      {overall ? <ShareBar shares={sharesOf(c, overall)} legend /> : <Missing text={t('vision.support.too-few')} />}
      {isWritable(desk.vision) && <Deeds c={c} desk={desk} statement={statement} place={place} />}
    </li>
  )
}

/** What the votes have made of it, in words: what unites, what divides, whom it is typical of. */
function Standing({ c, statement: { outcome, results } }: { c: VisionContext; statement: DeskStatement }) {
  const { t } = c.var
  const standing = outcome?.standing
  const isTold = standing === 'unites' || standing === 'jointly-rejected' || standing === 'contested'
  return (
    <>
      {isTold && <Badge label={t(`vision.writing.standing.${standing}`)} tone={tones[standing]} />}
      {(outcome?.bridging?.lower ?? 0) > 0 && <Badge label={t('vision.writing.standing.bridging')} tone="info" />}
      {outcome?.characteristicOf.map(({ group, direction }) => (
        <Badge label={t(`vision.writing.typical.${direction}`, { letter: results?.groups[group]?.letter ?? '' })} />
      ))}
    </>
  )
}

/** A new issue with this statement already chosen. */
const issueFrom = (c: VisionContext, { dialogue, number }: DeskStatement) =>
  paths.desk.issue.to({ ...atDesk(c), issue: newOne }, { aussage: `${dialogue.slug}/${number}` })

const tones = { unites: 'success', 'jointly-rejected': 'danger', contested: 'warning' } as const satisfies Record<string, BadgeTone>

function Deeds({ c, desk, statement, place }: ItemProps) {
  const { chosen } = desk
  const isLinked = statement.sentences.some(({ number }) => number === chosen?.number)
  return (
    <>
      {chosen && !isLinked && <LinkForm c={c} desk={desk} sentence={chosen} statement={statement} place={place} />}
      <Disclosure label={c.var.t('vision.writing.new-from')} open={refusedIn(desk, statement) !== undefined}>
        <NewSentence
          c={c}
          desk={desk}
          id={place}
          place={place}
          text={statement.text}
          chapter={desk.query.chapter ?? desk.shownChapter}
          from={statement}
        />
      </Disclosure>
    </>
  )
}

/** One press links the statement to the chosen sentence; which, says what the sentence makes of it. */
function LinkForm({ c, desk, sentence, statement: { dialogue, number }, place }: ItemProps & { sentence: DeskSentence }) {
  const { t } = c.var
  const action = paths.desk.voices.to({ ...atDesk(c), sentence: sentence.number }, addressed(desk.query))
  return (
    <Form
      action={action}
      hidden={{ statement: `${dialogue.slug}/${number}`, place }}
      label={t('vision.writing.link-to', { statement: number, sentence: sentence.number })}
    >
      <CsrfField c={c} />
      <Buttons>
        {sourceUses.map(use => (
          <Button
            label={t(`vision.writing.link.${use}`)}
            fullLabel={`${t(`vision.writing.link.${use}`)}: ${t('vision.writing.link-to', { statement: number, sentence: sentence.number })}`}
            name="use"
            value={use}
            kind={use === 'taken-over' ? 'primary' : 'secondary'}
            small
          />
        ))}
      </Buttons>
    </Form>
  )
}

function Pages({ c, desk: { query, found } }: { c: VisionContext; desk: ShownDesk }) {
  const { page, pages } = found
  if (pages === 1) return null
  const { t } = c.var
  const link = (label: string, page: number) => ({ label, href: to(c, { ...query, page }, 'ergebnisse') })
  return (
    <Pagination
      label={t('vision.writing.pages')}
      status={t('vision.writing.page', { page, pages })}
      previous={page > 1 ? link(t('vision.writing.previous'), page - 1) : undefined}
      next={page < pages ? link(t('vision.writing.next'), page + 1) : undefined}
    />
  )
}
