import { Written } from '#dialogue'
import { Badge, type BadgeTone, Missing, type TownContext } from '#platform/web'
import type { Light } from './measure.ts'
import type { Status } from './status.ts'

const statusTones: Record<Status, BadgeTone> = {
  idea: 'neutral',
  planned: 'info',
  started: 'info',
  running: 'info',
  done: 'success',
  'made-regular': 'success',
  deferred: 'warning',
  dropped: 'neutral',
}

export const StatusBadge = ({ c, status }: { c: TownContext; status: Status }) => (
  <Badge label={c.var.t(`plan.word.status.${status}`)} tone={statusTones[status]} />
)

const lightTones: Record<Light, BadgeTone> = { green: 'success', yellow: 'warning', red: 'danger' }

/** The traffic light with its word; where nobody has set one, it says so. */
export const LightBadge = ({ c, light }: { c: TownContext; light: Light | null }) =>
  light ? (
    <Badge label={c.var.t(`plan.word.light.${light}`)} tone={lightTones[light]} />
  ) : (
    <Missing text={c.var.t('plan.word.light.none')} />
  )

/** An amount to the cent: 1.234,50 €. */
export const eurosIn = (c: TownContext, cents: number) =>
  new Intl.NumberFormat(c.var.language.locale, { style: 'currency', currency: 'EUR' }).format(cents / 100)

/** Posts as full-time equivalents: 0,5. */
export const postsIn = (c: TownContext, hundredths: number) =>
  new Intl.NumberFormat(c.var.language.locale, { maximumFractionDigits: 2 }).format(hundredths / 100)

export const dayIn = (c: TownContext, day: string) =>
  new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(day))

/** What the town wrote into its plan: in German, whatever the language of the page. */
export const PlanText = ({ c, text }: { c: TownContext; text: string }) => <Written c={c} text={text} language="de" />

export const inTown = (c: TownContext) => ({ town: c.var.municipality.slug })
