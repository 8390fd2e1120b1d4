import { Notice, type TownContext } from '#platform/web'
import type { SetAside } from './quarantine.ts'
import { fewestToShow } from './suppression.ts'
import { dateIn } from './vote.page.tsx'

/** For everybody: that votes are set aside, how many, and since when. */
export function SetAsideNotice({ c, setAside: { pseudonyms, since } }: { c: TownContext; setAside: SetAside }) {
  const { t } = c.var
  const values = { pseudonyms, since: dateIn(c, since, false), fewest: fewestToShow }
  return (
    <Notice tone="info" title={t(pseudonyms < fewestToShow ? 'dialogue.set-aside.few' : 'dialogue.set-aside.title', values)}>
      {t('dialogue.set-aside.why')}
    </Notice>
  )
}
