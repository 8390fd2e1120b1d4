import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Buttons, ErrorSummary, Field, Form, fieldId, Page, PageHead, Section, Stack, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { PaperBreadcrumb } from './sheet.desk.page.tsx'
import { type Difference, type Entry, type OwnStatementRefusal, type SheetRefusal, sheetAnswers, type Ticks } from './sheet.ts'
import type { Statement } from './statement.ts'
import type { Answer } from './vote.ts'

/** A statement on the sheet; without text where nobody can vote on it any more. */
export type SheetRow = { number: number; statement: Statement | undefined }

export type TicksDesk = {
  dialogue: Dialogue
  /** as printed */
  code: string
  entry: Entry
  rows: SheetRow[]
  ticks: Ticks
  own: { text: string; language: string }
  /** where the two entries of this sheet differ, and what says that nobody changed the first meanwhile */
  settle?: { differences: Difference[]; seen: string }
  refusal?: SheetRefusal
  ownRefusal?: OwnStatementRefusal
}

/** What the sheet says: one row per statement. Plain radio buttons; with a script one key per statement. */
export function TicksPage({ c, desk }: { c: TownContext; desk: TicksDesk }) {
  const { t } = c.var
  const { dialogue, entry, settle } = desk
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const title = t('dialogue.paper.sheet', { code: desk.code })
  const own = desk.ownRefusal && t(`dialogue.paper.own-refusal.${desk.ownRefusal}`, { most: dialogue.statementLength })
  const refusals = [
    ...(desk.refusal ? [{ field: firstField(desk), text: t(`dialogue.paper.sheet-refusal.${desk.refusal}`) }] : []),
    ...(own ? [{ field: 'own', text: own }] : []),
    ...(settle?.differences ?? []).map(difference => ({ field: fieldOf(difference.number), text: differenceIn(c, difference) })),
  ]
  return (
    <Page c={c} title={title} width="normal" noIndex scripts={['sheet.js']}>
      <PaperBreadcrumb c={c} dialogue={dialogue} page={title} />
      <PageHead title={<span dir="ltr">{title}</span>} preline={t(`dialogue.paper.entry-${entry}`)} />
      <Stack>
        {refusals.length > 0 && (
          <ErrorSummary title={t(settle ? 'dialogue.paper.differs' : 'dialogue.paper.not-taken')} refusals={refusals} />
        )}
        <sheet-ticks data-begin={refusals.length === 0 ? '' : undefined}>
          <Form
            action={paths.desk.sheetTicks.to(at)}
            hidden={{ code: desk.code, entry, ...(settle ? { seen: settle.seen, decided: '1' } : {}) }}
          >
            <CsrfField c={c} />
            <p class="keys">{t('dialogue.paper.keys')}</p>
            <div class="ticks">
              {desk.rows.map(row => (
                <Row c={c} desk={desk} row={row} />
              ))}
            </div>
            {entry === 'first' && dialogue.residentsMayAdd && <OwnStatement c={c} desk={desk} refusal={own} />}
            <Buttons>
              <Button label={t(settle ? 'dialogue.paper.settle' : `dialogue.paper.count-${entry}`)} />
              <Button label={t('dialogue.paper.cancel')} href={paths.desk.sheet.to(at, { art: entry })} kind="quiet" />
            </Buttons>
          </Form>
        </sheet-ticks>
      </Stack>
    </Page>
  )
}

const fieldOf = (number: number) => `aussage-${number}`
const firstField = ({ rows }: TicksDesk) => fieldOf(rows.find(({ statement }) => statement)?.number ?? 0)

function Row({ c, desk, row: { number, statement } }: { c: TownContext; desk: TicksDesk; row: SheetRow }) {
  const { t } = c.var
  const name = fieldOf(number)
  if (!statement) return <p class="ticks__row ticks__row--gone">{t('dialogue.paper.gone', { number })}</p>
  const { code, direction } = languageOf(statement.language)
  const difference = desk.settle?.differences.find(one => one.number === number)
  return (
    <fieldset class={difference ? 'ticks__row ticks__row--differs' : 'ticks__row'} id={fieldId(name)}>
      <legend class="ticks__statement">
        <span class="ticks__number">{number}</span>
        <span lang={code} dir={direction}>
          {statement.text}
        </span>
      </legend>
      {difference && <p class="refusal">{differenceIn(c, difference)}</p>}
      <div class="ticks__answers">
        {[...sheetAnswers, undefined].map((answer, place) => (
          <label class={`ticks__answer ticks__answer--${answer ?? 'none'}`}>
            <input
              type="radio"
              name={name}
              value={answer ?? ''}
              checked={desk.ticks.get(number) === answer}
              data-key={answer ? String(place + 1) : '0'}
            />
            <span>{answerIn(c, answer)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const answerIn = (c: TownContext, answer: Answer | undefined) => c.var.t(answer ? `dialogue.sheet.${answer}` : 'dialogue.paper.empty')

const differenceIn = (c: TownContext, { number, first, second }: Difference) =>
  c.var.t('dialogue.paper.difference', { number, first: answerIn(c, first), second: answerIn(c, second) })

function OwnStatement({ c, desk: { dialogue, own }, refusal }: { c: TownContext; desk: TicksDesk; refusal: string | undefined }) {
  const { t } = c.var
  return (
    <Section title={t('dialogue.paper.own')} lead={t('dialogue.paper.own-lead')}>
      <Field
        kind="textarea"
        name="own"
        label={t('dialogue.paper.own-text')}
        hint={t('dialogue.paper.own-hint', { most: dialogue.statementLength })}
        optional={t('dialogue.paper.optional')}
        value={own.text}
        rows={2}
        dir="auto"
        refusal={refusal}
      />
      {dialogue.languages.length > 1 && (
        <Field
          kind="select"
          name="language"
          label={t('dialogue.paper.own-language')}
          value={own.language}
          options={dialogue.languages.map(code => ({ value: code, label: languageOf(code).name }))}
          width="medium"
        />
      )}
    </Section>
  )
}
