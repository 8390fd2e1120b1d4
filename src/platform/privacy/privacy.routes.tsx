import { Hono } from 'hono'
import { note } from '#platform/audit'
import type { Read } from '#platform/db'
import { asStaff, type Staff, type StaffContext } from '#platform/people'
import { type Reading, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { municipalityPaths } from '../municipalities/paths.ts'
import { NoticePage } from './notice.page.tsx'
import { type Disclosure, disclosureOf } from './notice.ts'
import { dayIn, PrivacyDeskPage } from './privacy.desk.page.tsx'
import { findPrivacySetup, putPrivacySetup } from './privacy.store.ts'
import { judgePrivacy } from './privacy.ts'
import { platformProcessing } from './processing.platform.ts'
import type { ProcessingRoom } from './processing.ts'
import { recordText } from './record.ts'
import { platformRetention } from './retention.instance.ts'
import { lastDay } from './retention.store.ts'
import type { Retention } from './retention.ts'

/** What the rooms do with personal data, how long they keep them, and where people see their own. */
export type PrivacyOfRooms = {
  processing: readonly ProcessingRoom[]
  retention: readonly Retention[]
  ownData: (at: { town: string }) => string
}

/** Notice, record of processing activities and what the town states for them. */
export function privacyRoutes(rooms: PrivacyOfRooms) {
  const retentions = [...rooms.retention, ...platformRetention]

  async function disclosed(db: Read, c: TownContext): Promise<Disclosure> {
    const found = []
    for (const room of [platformProcessing, ...rooms.processing]) found.push(...(await room(db, c.var.municipality, c.var.services)))
    return disclosureOf(found, retentions, await findPrivacySetup(db), await lastDay(db))
  }

  const desk = new Hono<Staff & Reading>()
    .get(municipalityPaths.privacyDesk.pattern, asStaff(), reading, async c => {
      const disclosure = await disclosed(c.var.db, c)
      const isSaved = c.req.query('erledigt') !== undefined
      return c.html(<PrivacyDeskPage c={c} disclosure={disclosure} retentions={retentions} date={today(c)} isSaved={isSaved} />)
    })

    .get(municipalityPaths.privacyRecord.pattern, asStaff(), reading, async c => {
      const { municipality, t } = c.var
      const text = recordText(municipality.name, await disclosed(c.var.db, c), today(c), t)
      return c.body(text, 200, {
        'content-type': 'text/markdown; charset=utf-8',
        'content-disposition': `attachment; filename="verzeichnis-${municipality.slug}.md"`,
      })
    })

    .post(municipalityPaths.privacyDesk.pattern, asStaff('coordinator'), writing, async c => {
      const { db, signedIn, municipality } = c.var
      const form = await readForm(c)
      const typed = (field: string) => form.text(field).replaceAll('\r\n', '\n')
      const { setup, refusals } = judgePrivacy(typed, retentions)
      if (Object.keys(refusals).length > 0) {
        const disclosure = await disclosed(db, c)
        const refused = { setup, typed, refusals }
        return c.html(<PrivacyDeskPage c={c} disclosure={disclosure} retentions={retentions} date={today(c)} refused={refused} />, 422)
      }
      await putPrivacySetup(db, setup)
      await note(db, { personId: signedIn.personId, deed: 'privacy-changed' })
      return c.redirect(municipalityPaths.privacyDesk.to({ town: municipality.slug }, { erledigt: 1 }), 303)
    })

  return new Hono<Town>()
    .get(municipalityPaths.privacy.pattern, reading, async c => {
      const ownDataUrl = rooms.ownData({ town: c.var.municipality.slug })
      return c.html(<NoticePage c={c} disclosure={await disclosed(c.var.db, c)} ownDataUrl={ownDataUrl} />)
    })
    .route('/', desk as unknown as Hono<Town>)
}

const today = (c: StaffContext) => dayIn(c, c.var.services.now().toISOString().slice(0, 10))
