import { Disclosure, EmptyState, Figure, Page, PageHead, Prose, Section, Stack, Table, type TownContext } from '#platform/web'
import type { StoredRepresentation } from './representation.store.ts'
import type { RepresentedCategory, RepresentedQuestion } from './representation.ts'
import { WeightedSection } from './representation.weighted.page.tsx'
import { intervalIn, percentIn } from './representation.words.page.tsx'
import { numberIn } from './results.words.page.tsx'
import type { DialogueContext } from './visitor.ts'
import { categoryIn } from './voluntary.page.tsx'
import type { VoluntaryQuestion } from './voluntary.ts'
import { dateIn, Question } from './vote.page.tsx'

export function RepresentationPage({ c, stored }: { c: DialogueContext; stored: StoredRepresentation | undefined }) {
  const { t } = c.var
  const { dialogue, voluntary } = c.var.agenda
  const title = t('dialogue.representation.title')
  const shown = stored?.content.questions.some(({ told }) => told > 0) ? stored : undefined
  return (
    <Page c={c} title={title} width="normal">
      <PageHead
        title={title}
        preline={<Question c={c} dialogue={dialogue} />}
        lead={shown && t('dialogue.representation.lead', { people: shown.content.people, date: dateIn(c, shown.computedAt) })}
      />
      {shown ? (
        <>
          <MissingSection c={c} questions={shown.content.questions} />
          {shown.content.questions.map(question => (
            <QuestionSection c={c} represented={question} />
          ))}
          <WeightedSection c={c} weighted={shown.content.weighted} />
        </>
      ) : (
        <EmptyState title={t(voluntary.questions.length === 0 ? 'dialogue.representation.not-asked' : 'dialogue.representation.too-few')}>
          {voluntary.questions.length > 0 && t('dialogue.representation.too-few-text', { fewest: c.var.municipality.fewestToShow })}
        </EmptyState>
      )}
    </Page>
  )
}

// ── Who is missing ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function MissingSection({ c, questions }: { c: DialogueContext; questions: RepresentedQuestion[] }) {
  const { t } = c.var
  const missing = questions.flatMap(({ question, categories }) =>
    categories.filter(({ isMissing }) => isMissing).map(({ category }) => ({ question, category })),
  )
  const compared = questions.some(({ population, told }) => population && told > 0)
  return (
    <Section title={t('dialogue.representation.missing')}>
      {missing.length === 0 ? (
        <p>{t(compared ? 'dialogue.representation.none-missing' : 'dialogue.representation.no-population')}</p>
      ) : (
        <Stack>
          <p>{t('dialogue.representation.missing-lead')}</p>
          <Prose>
            {' '}
            <ul>
              {missing.map(({ question, category }) => (
                <li>
                  <strong>
                    {t(`dialogue.representation.name.${question}`)}: {categoryIn(c, question, category)}
                  </strong>
                  {c.var.role && <> – {hintFor(c, question, category)}</>}
                </li>
              ))}
            </ul>
          </Prose>
        </Stack>
      )}
    </Section>
  )
}

/** For staff: how this group could be reached. */
function hintFor(c: TownContext, question: VoluntaryQuestion, category: string): string {
  const { t } = c.var
  if (question === 'part') return t('dialogue.representation.hint.part', { part: category })
  if (question === 'age') return t(`dialogue.representation.hint.${ageHints[category] ?? 'general'}`)
  return t(`dialogue.representation.hint.${question === 'language' && category !== 'german' ? 'language' : 'general'}`)
}

const ageHints: Record<string, 'young' | 'old'> = { 'under-18': 'young', '18-29': 'young', '60-74': 'old', '75-plus': 'old' }

// ── One question ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function QuestionSection({ c, represented }: { c: DialogueContext; represented: RepresentedQuestion }) {
  const { t } = c.var
  const { question, told, categories, population } = represented
  const name = t(`dialogue.representation.name.${question}`)
  if (told === 0)
    return (
      <Section title={name}>
        <p class="shares__missing">{t('dialogue.representation.question-too-few')}</p>
      </Section>
    )
  return (
    <Section title={name} lead={responseIn(c, represented)}>
      <Figure caption={population ? sourceIn(c, population) : t('dialogue.representation.no-population-here')}>
        <dl class="portions">
          {categories.map(category => (
            <Portions c={c} question={question} represented={category} />
          ))}
        </dl>
      </Figure>
      <Disclosure label={t('dialogue.representation.table')}>
        <Table
          caption={name}
          captionHidden
          columns={[
            { label: name },
            { label: t('dialogue.representation.people'), numeric: true },
            { label: t('dialogue.representation.took-part'), numeric: true },
            { label: t('dialogue.representation.interval'), numeric: true },
            { label: t('dialogue.representation.lives-here'), numeric: true },
          ]}
          rows={categories.map(category => [
            categoryIn(c, question, category.category),
            category.count === null ? t('dialogue.representation.hidden') : numberIn(c, category.count),
            category.share === null ? '–' : percentIn(c, category.share),
            category.interval === null ? '–' : intervalIn(c, category.interval),
            category.population === null ? '–' : percentIn(c, category.population),
          ])}
        />
      </Disclosure>
    </Section>
  )
}

/** Two bars: who took part, and who lives here. */
function Portions({ c, question, represented }: { c: DialogueContext; question: VoluntaryQuestion; represented: RepresentedCategory }) {
  const { t } = c.var
  const { category, share, interval, population } = represented
  return (
    <div>
      <dt>{categoryIn(c, question, category)}</dt>
      <dd>
        {share === null || interval === null ? (
          <span class="shares__missing">{t('dialogue.representation.hidden')}</span>
        ) : (
          <>
            <Bar share={share} kind="taking-part" />
            <span>{t('dialogue.representation.took-part-share', { share: percentIn(c, share), interval: intervalIn(c, interval) })}</span>
          </>
        )}
      </dd>
      {population !== null && (
        <dd>
          <Bar share={population} kind="living" />
          <span>{t('dialogue.representation.lives-here-share', { share: percentIn(c, population) })}</span>
        </dd>
      )}
    </div>
  )
}

function Bar({ share, kind }: { share: number; kind: 'taking-part' | 'living' }) {
  const part = Math.round(share * 100)
  return (
    <span class={`portions__bar portions__bar--${kind}`} aria-hidden="true">
      {part > 0 && <span class={`portions__part g${part}`} />}
      {part < 100 && <span class={`g${100 - part}`} />}
    </span>
  )
}

const responseIn = (c: DialogueContext, { told, untold, isComplete }: RepresentedQuestion) =>
  c.var.t(isComplete ? 'dialogue.representation.response' : 'dialogue.representation.response-hidden', { told, untold })

const sourceIn = (c: DialogueContext, { source, asOf }: { source: string; asOf: string }) =>
  c.var.t('dialogue.representation.source', {
    source,
    date: new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(asOf)),
  })
