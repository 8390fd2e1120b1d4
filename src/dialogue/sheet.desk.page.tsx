import type { PrintRefusal } from '#platform/documents'
import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import {
  Breadcrumb,
  Button,
  Disclosure,
  ErrorSummary,
  Field,
  Form,
  fieldId,
  Notice,
  Page,
  PageHead,
  Prose,
  Section,
  Stack,
  type TownContext,
} from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { Runs } from './sheet.runs.desk.page.tsx'
import type { RunFigures } from './sheet.ts'
import {
  formats,
  longestGiveBack,
  mayEnter,
  mayPrint,
  mostOnSheet,
  mostSheets,
  type PrintRefusals,
  type PrintValues,
  sheetChannels,
  usuallyOnSheet,
} from './sheet.ts'
import { Question } from './vote.page.tsx'

/** What a document may be refused for besides what was typed. */
export type PaperRefusal = PrintRefusal | 'nothing-to-print' | 'not-now'

export type PaperDesk = {
  dialogue: Dialogue
  runs: RunFigures[]
  /** languages a sheet can speak */
  offered: readonly string[]
  /** statements that can be printed, and numbers of those our fonts have no letters for */
  statements: number
  leftOut: number[]
  values: PrintValues
  refusals?: PrintRefusals
  refusal?: PaperRefusal
  done?: string
}

/** Everything about paper on one page: what it is for, print, poster, and what has come back. */
export function PaperPage({ c, desk }: { c: TownContext; desk: PaperDesk }) {
  const { t } = c.var
  const { dialogue } = desk
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const mayMake = c.var.role === 'coordinator' || c.var.role === 'editor'
  const notice = desk.done !== undefined && t('dialogue.paper.done-ended', { count: Number(desk.done) || 0 })
  return (
    <Page c={c} title={t('dialogue.paper.title')} noIndex notices={notice ? [{ tone: 'success', text: notice }] : []}>
      <PaperBreadcrumb c={c} dialogue={dialogue} />
      <PageHead title={t('dialogue.paper.title')} lead={t('dialogue.paper.lead')}>
        {mayEnter(dialogue) && (
          <>
            <Button label={t('dialogue.paper.enter')} href={paths.desk.sheet.to(at)} icon="edit" />
            <Button label={t('dialogue.paper.list')} href={paths.desk.sheetList.to(at)} kind="secondary" />
          </>
        )}
      </PageHead>
      <Prose>
        <ol>
          <li>{t('dialogue.paper.step-print')}</li>
          <li>{t('dialogue.paper.step-give-out')}</li>
          <li>{t('dialogue.paper.step-enter')}</li>
        </ol>
      </Prose>
      {mayMake && <Sheets c={c} desk={desk} />}
      {mayMake && <Poster c={c} desk={desk} />}
      {desk.runs.length > 0 && <Runs c={c} dialogue={dialogue} runs={desk.runs} mayEnd={mayMake} />}
    </Page>
  )
}

export function PaperBreadcrumb({ c, dialogue, page }: { c: TownContext; dialogue: Dialogue; page?: string }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const paper = { label: t('dialogue.paper.title'), href: page === undefined ? undefined : paths.desk.paper.to(at) }
  return (
    <Breadcrumb
      label={t('page.breadcrumb')}
      items={[
        { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
        { label: <Question c={c} dialogue={dialogue} />, href: paths.desk.dialogue.to(at) },
        paper,
        ...(page === undefined ? [] : [{ label: page }]),
      ]}
    />
  )
}

function Sheets({ c, desk }: { c: TownContext; desk: PaperDesk }) {
  const { t } = c.var
  const { dialogue, refusals = {} } = desk
  const { text, all } = refusalsIn(c, refusals)
  if (!mayPrint(dialogue) || desk.statements === 0)
    return (
      <Section title={t('dialogue.paper.print-title')}>
        <p>{t(mayPrint(dialogue) ? 'dialogue.paper.refusal.nothing-to-print' : 'dialogue.paper.refusal.not-now')}</p>
      </Section>
    )
  return (
    <Section title={t('dialogue.paper.print-title')} lead={t('dialogue.paper.print-lead')}>
      <Stack>
        {desk.refusal && <Notice tone="error" title={t(`dialogue.paper.refusal.${desk.refusal}`)} live />}
        {all.length > 0 && <ErrorSummary title={t('dialogue.paper.refused')} refusals={all} />}
        {desk.leftOut.length > 0 && (
          <Notice tone="warning" title={t('dialogue.paper.left-out', { count: desk.leftOut.length, numbers: desk.leftOut.join(', ') })} />
        )}
        <SheetForm c={c} desk={desk} text={text} />
      </Stack>
    </Section>
  )
}

type Said = Partial<Record<keyof PrintValues, string>>

function SheetForm({ c, desk: { dialogue, values, offered }, text }: { c: TownContext; desk: PaperDesk; text: Said }) {
  const { t } = c.var
  const languages = languageOptions(offered)
  return (
    <Form action={paths.desk.paper.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}>
      <CsrfField c={c} />
      <Field
        kind="radio"
        name="format"
        label={t('dialogue.paper.format')}
        value={values.format}
        refusal={text.format}
        options={formats.map(value => ({
          value,
          label: t(`dialogue.paper.format-${value}`),
          hint: t(`dialogue.paper.format-${value}-hint`, { most: mostOnSheet[value] }),
        }))}
      />
      <Field
        kind="select"
        name="language"
        label={t('dialogue.paper.language')}
        value={values.language}
        options={languages}
        width="medium"
        refusal={text.language}
      />
      <Field
        kind="select"
        name="second"
        label={t('dialogue.paper.second')}
        hint={t('dialogue.paper.second-hint')}
        value={values.second}
        options={[{ value: '', label: t('dialogue.paper.second-none') }, ...languages]}
        width="medium"
        refusal={text.second}
      />
      <Field
        kind="number"
        name="count"
        label={t('dialogue.paper.count')}
        hint={t('dialogue.paper.count-hint', { sheets: mostSheets.a4, cards: mostSheets.a6 })}
        value={values.count}
        min="1"
        max={String(mostSheets.a6)}
        width="short"
        required
        refusal={text.count}
      />
      <Field
        kind="text"
        name="giveBack"
        label={t('dialogue.paper.give-back')}
        hint={t('dialogue.paper.give-back-hint')}
        optional={t('dialogue.paper.optional')}
        value={values.giveBack}
        maxlength={longestGiveBack}
        dir="auto"
        refusal={text.giveBack}
      />
      <Disclosure label={t('dialogue.paper.more')} open={values.channel !== 'paper' || text.perSheet !== undefined}>
        <Stack>
          <Field
            kind="number"
            name="perSheet"
            label={t('dialogue.paper.per-sheet')}
            hint={t('dialogue.paper.per-sheet-hint', { large: usuallyOnSheet.a4, small: usuallyOnSheet.a6 })}
            optional={t('dialogue.paper.optional')}
            value={values.perSheet}
            min="1"
            max={String(mostOnSheet.a4)}
            width="short"
            refusal={text.perSheet}
          />
          <Field
            kind="radio"
            name="channel"
            label={t('dialogue.paper.channel')}
            hint={t('dialogue.paper.channel-hint')}
            value={values.channel}
            options={sheetChannels.map(value => ({ value, label: t(`dialogue.paper.channel-${value}`) }))}
            refusal={text.channel}
          />
        </Stack>
      </Disclosure>
      <p class="kern-hint">{t('dialogue.paper.print-once')}</p>
      <Button label={t('dialogue.paper.print')} icon="printer" />
    </Form>
  )
}

function refusalsIn(c: TownContext, refusals: PrintRefusals) {
  const limits = { sheets: mostSheets.a4, cards: mostSheets.a6, perSheet: mostOnSheet.a4, small: mostOnSheet.a6, longest: longestGiveBack }
  const fields = Object.entries(refusals) as [keyof PrintValues, NonNullable<PrintRefusals[keyof PrintValues]>][]
  const text: Said = Object.fromEntries(fields.map(([field, refusal]) => [field, c.var.t(`dialogue.paper.refusal.${refusal}`, limits)]))
  return { text, all: fields.map(([field]) => ({ field, text: text[field] ?? '' })) }
}

function Poster({ c, desk: { dialogue, values, offered } }: { c: TownContext; desk: PaperDesk }) {
  const { t } = c.var
  const languages = languageOptions(offered)
  return (
    <Section title={t('dialogue.paper.poster-title')} lead={t('dialogue.paper.poster-lead')}>
      <Form action={paths.desk.poster.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })} method="get">
        <Field
          kind="select"
          name="erste"
          id={fieldId('poster-language')}
          label={t('dialogue.paper.language')}
          value={values.language}
          options={languages}
          width="medium"
        />
        <Field
          kind="select"
          name="zweite"
          id={fieldId('poster-second')}
          label={t('dialogue.paper.second')}
          value=""
          options={[{ value: '', label: t('dialogue.paper.second-none') }, ...languages]}
          width="medium"
        />
        <Button label={t('dialogue.paper.poster-print')} kind="secondary" icon="printer" />
      </Form>
    </Section>
  )
}

const languageOptions = (codes: readonly string[]) => codes.map(code => ({ value: code, label: languageOf(code).name }))
