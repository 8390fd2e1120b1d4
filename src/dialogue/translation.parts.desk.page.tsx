import { Badge, type BadgeTone, Breadcrumb, Progress, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import type { MachineDesk } from './translation.machine.ts'
import { languageNameIn, Question } from './translation.page.tsx'
import type { Progress as ProgressFigures, Standing } from './translation.ts'

// What the pages of the translation desk share.

export type Desk = { dialogue: Dialogue; machine: MachineDesk | undefined }

export const mayTranslate = (c: TownContext) => c.var.role !== undefined && c.var.role !== 'reader'

const done = ['approved', 'drafted', 'removed', 'ordered', 'setup', 'service'] as const

/** What has just been done, said once at the top. */
export function noticesOf(c: TownContext) {
  const said = done.find(known => known === c.req.query('fertig'))
  return said ? [{ tone: 'success' as const, text: c.var.t(`dialogue.desk-translation.done.${said}`) }] : []
}

export const ProgressBar = ({ c, progress: { language, approved, total } }: { c: TownContext; progress: ProgressFigures }) => (
  <Progress
    label={languageNameIn(c, language)}
    text={c.var.t('dialogue.desk-translation.progress-text', { approved, total })}
    value={approved}
    max={Math.max(1, total)}
  />
)

export const Budget = ({ c, machine: { used, most } }: { c: TownContext; machine: MachineDesk }) => (
  <Progress
    label={c.var.t('dialogue.desk-translation.budget')}
    text={c.var.t('dialogue.desk-translation.budget-text', { used, most })}
    value={Math.min(used, most)}
    max={Math.max(1, most)}
  />
)

const tones: Record<Standing, BadgeTone> = { missing: 'neutral', stale: 'warning', draft: 'info', approved: 'success' }

export const Badges = ({ c, standing, isMachine }: { c: TownContext; standing: Standing; isMachine: boolean }) => (
  <>
    <Badge label={c.var.t(`dialogue.desk-translation.standing.${standing}`)} tone={tones[standing]} />{' '}
    {isMachine && <Badge label={c.var.t('dialogue.desk-translation.by-machine')} />}
  </>
)

export function Where({ c, desk, language, item }: { c: TownContext; desk: Desk; language?: string; item?: string }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: desk.dialogue.slug }
  const ways = [
    { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
    { label: <Question c={c} dialogue={desk.dialogue} />, href: paths.desk.dialogue.to(at) },
    { label: t('dialogue.desk-translation.title'), href: paths.desk.translations.to(at) },
    ...(language ? [{ label: languageNameIn(c, language), href: paths.desk.translationLanguage.to({ ...at, language }) }] : []),
    ...(item ? [{ label: itemIn(c, item), href: '' }] : []),
  ]
  return (
    <Breadcrumb label={t('page.breadcrumb')} items={ways.map((way, place) => (place < ways.length - 1 ? way : { label: way.label }))} />
  )
}

export const itemIn = (c: TownContext, item: string) =>
  item === 'question' || item === 'description'
    ? c.var.t(`dialogue.desk-translation.items.${item}`)
    : c.var.t('dialogue.desk-translation.items.statement', { number: Number(item) })

export const numberIn = (c: TownContext, count: number) => new Intl.NumberFormat(c.var.language.locale).format(count)
