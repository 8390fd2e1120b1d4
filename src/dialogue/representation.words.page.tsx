import type { TownContext } from '#platform/web'

export const percentIn = (c: TownContext, share: number) =>
  new Intl.NumberFormat(c.var.language.code, { style: 'percent', maximumFractionDigits: 0 }).format(share)

export const intervalIn = (c: TownContext, [from, to]: readonly [number, number]) =>
  c.var.t('dialogue.representation.from-to', { from: percentIn(c, from), to: percentIn(c, to) })
