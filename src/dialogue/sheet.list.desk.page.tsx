import { CsrfField } from '#platform/people'
import {
  Button,
  Buttons,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Prose,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { PaperBreadcrumb } from './sheet.desk.page.tsx'
import { type JudgedLine, type ListRefusal, mostLines } from './sheet.list.ts'
import { mayEnter } from './sheet.ts'

export type ListDesk = {
  dialogue: Dialogue
  refusal?: { refusal: ListRefusal | 'file-missing'; found: string }
  preview?: { judged: JudgedLine[]; text: string; seen: string; hasChanged: boolean }
  /** how many sheets have just been counted */
  done?: number
}

/** Where somebody brings many sheets at once; nothing is counted before it has been looked at. */
export function ListPage({ c, desk }: { c: TownContext; desk: ListDesk }) {
  const { t } = c.var
  const { dialogue, preview } = desk
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const notice = desk.done !== undefined && t('dialogue.paper.list-done', { count: desk.done })
  return (
    <Page c={c} title={t('dialogue.paper.list')} width="normal" noIndex notices={notice ? [{ tone: 'success', text: notice }] : []}>
      <PaperBreadcrumb c={c} dialogue={dialogue} page={t('dialogue.paper.list')} />
      <PageHead title={t('dialogue.paper.list')} lead={t('dialogue.paper.list-lead')}>
        {mayEnter(dialogue) && !preview && (
          <Button label={t('dialogue.paper.list-template')} href={paths.desk.sheetListTemplate.to(at)} kind="secondary" icon="download" />
        )}
      </PageHead>
      {!mayEnter(dialogue) ? (
        <EmptyState title={t('dialogue.paper.sheet-refusal.dialogue-not-open')} />
      ) : preview ? (
        <Preview c={c} dialogue={dialogue} preview={preview} />
      ) : (
        <Upload c={c} desk={desk} />
      )}
    </Page>
  )
}

function Upload({ c, desk: { dialogue, refusal } }: { c: TownContext; desk: ListDesk }) {
  const { t } = c.var
  const text = refusal && t(`dialogue.paper.list-refusal.${refusal.refusal}`, { found: refusal.found, most: mostLines })
  return (
    <Stack>
      {text && <ErrorSummary title={t('dialogue.paper.not-taken')} refusals={[{ field: 'list', text }]} />}
      <Form action={paths.desk.sheetList.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })} files>
        <CsrfField c={c} />
        <Field
          kind="file"
          name="list"
          label={t('dialogue.paper.list-file')}
          hint={t('dialogue.paper.list-file-hint', { most: mostLines })}
          accept=".csv,text/csv"
          required
          refusal={text}
        />
        <Button label={t('dialogue.paper.list-look')} />
      </Form>
      <Disclosure label={t('dialogue.paper.list-layout')}>
        <Prose>
          <p>{t('dialogue.paper.list-layout-text')}</p>
          <ul>
            <li>{t('dialogue.paper.list-layout-code')}</li>
            <li>{t('dialogue.paper.list-layout-numbers')}</li>
            <li>{t('dialogue.paper.list-layout-statement')}</li>
          </ul>
        </Prose>
      </Disclosure>
    </Stack>
  )
}

function Preview({ c, dialogue, preview }: { c: TownContext; dialogue: Dialogue; preview: NonNullable<ListDesk['preview']> }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const count = preview.judged.filter(line => !('reason' in line)).length
  const refused = preview.judged.length - count
  return (
    <Stack>
      <Notice
        tone={preview.hasChanged || refused > 0 ? 'warning' : 'info'}
        title={t('dialogue.paper.list-preview', { count, refused })}
        live
      >
        {preview.hasChanged && <p>{t('dialogue.paper.list-changed')}</p>}
      </Notice>
      <Table
        caption={t('dialogue.paper.list-lines')}
        columns={[
          { label: t('dialogue.paper.list-line') },
          { label: t('dialogue.paper.code-column') },
          { label: t('dialogue.paper.list-result') },
        ]}
        rows={preview.judged.map(line => [
          String(line.line),
          <span dir="ltr">{line.code || '–'}</span>,
          'reason' in line ? <strong>{reasonIn(c, dialogue, line)}</strong> : <Counted c={c} line={line} />,
        ])}
      />
      <Form action={paths.desk.sheetListCount.to(at)} hidden={{ list: preview.text, seen: preview.seen }} files>
        <CsrfField c={c} />
        <Buttons>
          {count > 0 && <Button label={t('dialogue.paper.list-count', { count })} />}
          <Button label={t('dialogue.paper.cancel')} href={paths.desk.sheetList.to(at)} kind="quiet" />
        </Buttons>
      </Form>
    </Stack>
  )
}

function Counted({ c, line: { votes, own } }: { c: TownContext; line: Exclude<JudgedLine, { reason: unknown }> }) {
  return (
    <>
      {c.var.t('dialogue.paper.list-counts', { votes })}
      {own.text !== '' && (
        <>
          {' · '}
          <bdi lang={own.language}>„{own.text}“</bdi>
        </>
      )}
    </>
  )
}

function reasonIn(c: TownContext, dialogue: Dialogue, line: Extract<JudgedLine, { reason: unknown }>): string {
  const { t } = c.var
  const values = { found: line.found, most: dialogue.statementLength }
  if (line.kind === 'sheet') return t(`dialogue.paper.sheet-refusal.${line.reason}`)
  if (line.kind === 'own') return t(`dialogue.paper.own-refusal.${line.reason}`, values)
  return t(`dialogue.paper.line-refusal.${line.reason}`, values)
}
