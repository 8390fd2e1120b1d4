import { Hono } from 'hono'
import { readForm, type Visit } from '#platform/web'
import { type AccountContext, forgetSession, signedInPerson } from './access.routes.ts'
import { eraseOwnAccount } from './own-data.actions.ts'
import { OwnDataPage } from './own-data.page.tsx'
import { findOwnData } from './own-data.store.ts'
import type { ErasureRefusal } from './own-data.ts'
import { paths } from './paths.ts'

/** What is stored about somebody of staff: to read, to take away, to erase. */
export const ownDataRoutes = new Hono<Visit>()
  .get(paths.ownData.pattern, signedInPerson, c => ownDataPage(c))

  .get(paths.ownDataFile.pattern, signedInPerson, async c =>
    c.body(JSON.stringify(await ownData(c), null, 2), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="meine-daten.json"',
      'cache-control': 'no-store',
    }),
  )

  .post(paths.ownErasure.pattern, signedInPerson, async c => {
    if ((await readForm(c)).text('understood') !== 'yes') return ownDataPage(c, { reason: 'not-understood' })
    const refusal = await c.var.services.database.writingInstance(db => eraseOwnAccount(db, c.var.signedIn))
    if (refusal) return ownDataPage(c, refusal)
    forgetSession(c)
    return c.redirect(paths.signIn.to({}), 303)
  })

const ownData = ({ var: { services, signedIn } }: AccountContext) =>
  findOwnData(services.database, services.municipalities.all(), signedIn.personId)

const ownDataPage = async (c: AccountContext, refusal?: ErasureRefusal) =>
  c.html(<OwnDataPage c={c} own={await ownData(c)} refusal={refusal} />, refusal ? 422 : 200)
