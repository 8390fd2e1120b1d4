import { Hono } from 'hono'
import { reading } from '#platform/web'
import { logCsv } from './moderation.log.csv.ts'
import { ModerationLogPage } from './moderation.log.page.tsx'
import { logIn, rejectedTexts } from './moderation.log.store.ts'
import { PolicyPage } from './moderation.policy.page.tsx'
import { policyOf } from './moderation.policy.store.ts'
import { paths } from './paths.ts'
import { setAsideIn } from './quarantine.store.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type InDialogue } from './visitor.ts'

/** What everybody may know of moderation: its rules and its log. */
export const moderationLogRoutes = (room: Room) =>
  new Hono<InDialogue>()
    .get(paths.policy.pattern, aboutDialogue(room), reading, async c =>
      c.html(<PolicyPage c={c} policy={await policyOf(c.var.db, c.var.agenda.dialogue.id)} />),
    )
    .get(paths.moderationLog.pattern, aboutDialogue(room), reading, async c => {
      const { agenda, db } = c.var
      const policy = await policyOf(db, agenda.dialogue.id)
      const log = {
        policy,
        months: await logIn(db, agenda.dialogue.id),
        texts: await rejectedTexts(db, agenda.dialogue.id, policy),
        setAside: await setAsideIn(db, agenda.dialogue.id),
      }
      return c.html(<ModerationLogPage c={c} log={log} />)
    })
    .get(paths.moderationLogTable.pattern, aboutDialogue(room), reading, async c => {
      const { agenda, db } = c.var
      const table = logCsv(await logIn(db, agenda.dialogue.id), await setAsideIn(db, agenda.dialogue.id))
      return c.body(table, 200, {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="moderation-${agenda.dialogue.slug}.csv"`,
      })
    })
