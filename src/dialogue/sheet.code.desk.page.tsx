import { CsrfField } from '#platform/people'
import { Button, EmptyState, ErrorSummary, Field, Form, fieldId, Page, PageHead, Stack, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { PaperBreadcrumb } from './sheet.desk.page.tsx'
import { type Entry, entries, mayEnter, type SheetRefusal } from './sheet.ts'

export type CodeDesk = {
  dialogue: Dialogue
  typed: { code: string; entry: Entry }
  refusal?: SheetRefusal
  /** what has just been entered: how many votes, in which way */
  done?: { votes: number; entry: Entry; hasStatement: boolean }
}

/** Where somebody types the code of a sheet. */
export function CodePage({ c, desk }: { c: TownContext; desk: CodeDesk }) {
  const { t } = c.var
  const { dialogue, typed, done } = desk
  const refusal = desk.refusal && t(`dialogue.paper.sheet-refusal.${desk.refusal}`)
  const notice =
    done &&
    `${t(`dialogue.paper.done-${done.entry}`, { votes: done.votes })}${done.hasStatement ? ` ${t('dialogue.paper.done-statement')}` : ''}`
  return (
    <Page c={c} title={t('dialogue.paper.enter')} width="narrow" noIndex notices={notice ? [{ tone: 'success', text: notice }] : []}>
      <PaperBreadcrumb c={c} dialogue={dialogue} page={t('dialogue.paper.enter')} />
      <PageHead title={t('dialogue.paper.enter')} lead={t('dialogue.paper.enter-lead')} />
      {mayEnter(dialogue) ? (
        <Stack>
          {refusal && <ErrorSummary title={t('dialogue.paper.not-taken')} refusals={[{ field: 'code', text: refusal }]} />}
          <Form action={paths.desk.sheet.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}>
            <CsrfField c={c} />
            <CodeField c={c} value={typed.code} refusal={refusal} />
            <Field
              kind="radio"
              name="entry"
              label={t('dialogue.paper.entry')}
              value={typed.entry}
              options={entries.map(value => ({
                value,
                label: t(`dialogue.paper.entry-${value}`),
                hint: t(`dialogue.paper.entry-${value}-hint`),
              }))}
            />
            <Button label={t('dialogue.paper.next')} icon="forward" />
          </Form>
        </Stack>
      ) : (
        <EmptyState title={t('dialogue.paper.sheet-refusal.dialogue-not-open')} />
      )}
    </Page>
  )
}

/** Takes the focus by itself, so that after one sheet the code of the next can be typed at once. */
function CodeField({ c, value, refusal }: { c: TownContext; value: string; refusal: string | undefined }) {
  const { t } = c.var
  const id = fieldId('code')
  return (
    <div class={refusal ? 'kern-form-input is-refused' : 'kern-form-input'}>
      <label class="kern-label" for={id}>
        {t('dialogue.paper.code')}
      </label>
      <p class="kern-hint" id={`${id}-hinweis`}>
        {t('dialogue.paper.code-hint')}
      </p>
      {refusal && (
        <p class="refusal" id={`${id}-grund`}>
          {refusal}
        </p>
      )}
      <input
        class="kern-form-input__input kern-form-input__input--short"
        id={id}
        name="code"
        value={value}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        dir="ltr"
        required
        autofocus={!refusal}
        aria-invalid={refusal ? 'true' : undefined}
        aria-describedby={refusal ? `${id}-hinweis ${id}-grund` : `${id}-hinweis`}
      />
    </div>
  )
}
