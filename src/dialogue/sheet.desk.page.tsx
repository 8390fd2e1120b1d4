import type { PrintRefusal } from '#platform/documents'
import { Breadcrumb, Button, Page, PageHead, Prose, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { Poster, Sheets } from './sheet.print.desk.page.tsx'
import { Runs } from './sheet.runs.desk.page.tsx'
import { mayEnter, type PrintRefusals, type PrintValues, type RunFigures } from './sheet.ts'
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
