import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Disclosure, ErrorSummary, Field, Form, fieldId, Notice, Section, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import type { PaperDesk } from './sheet.desk.page.tsx'
import {
  formats,
  longestGiveBack,
  mayPrint,
  mostOnSheet,
  mostSheets,
  type PrintRefusals,
  type PrintValues,
  sheetChannels,
  usuallyOnSheet,
} from './sheet.ts'

/** What a run of sheets is to look like; refused, each mistake beside its field. */
export function Sheets({ c, desk }: { c: TownContext; desk: PaperDesk }) {
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

export function Poster({ c, desk: { dialogue, values, offered } }: { c: TownContext; desk: PaperDesk }) {
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
