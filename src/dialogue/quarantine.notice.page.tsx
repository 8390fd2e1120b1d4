import { Notice, type TownContext } from '#platform/web'
import type { SetAside } from './quarantine.ts'
import { dateIn } from './vote.page.tsx'

/** For everybody: that votes are set aside, how many, and since when. */
export function SetAsideNotice({ c, setAside: { pseudonyms, since } }: { c: TownContext; setAside: SetAside }) {
  const { t, municipality } = c.var
  const fewest = municipality.fewestToShow
  const values = { pseudonyms, since: dateIn(c, since, false), fewest }
  return (
    <Notice tone="info" title={t(pseudonyms < fewest ? 'dialogue.set-aside.few' : 'dialogue.set-aside.title', values)}>
      {t('dialogue.set-aside.why')}
    </Notice>
  )
}
