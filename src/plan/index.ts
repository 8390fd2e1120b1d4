import './tables.ts'
import { Hono } from 'hono'
import type { DialogueDoor } from '#dialogue'
import { processingOf } from '#platform/privacy'
import type { Services, Town, TownContext } from '#platform/web'
import { apiRoutes } from './api.routes.ts'
import { budgetRoutes } from './budget.routes.tsx'
import { departmentRoutes } from './department.desk.routes.tsx'
import { exportRoutes } from './export.routes.tsx'
import { fieldRoutes } from './field.desk.routes.tsx'
import { findingRoutes } from './finding.desk.routes.tsx'
import { goalDeskRoutes } from './goal.desk.routes.tsx'
import { goalRoutes } from './goal.routes.tsx'
import { HomeSection } from './home.page.tsx'
import { planAtHome } from './home.store.ts'
import { importRoutes } from './import.desk.routes.tsx'
import { matrixRoutes } from './matrix.routes.tsx'
import { measureDeskRoutes } from './measure.desk.routes.tsx'
import { measureRoutes } from './measure.routes.tsx'
import { moneyDeskRoutes } from './money.desk.routes.tsx'
import { paperRoutes } from './paper.desk.routes.tsx'
import { planRoutes } from './plan.routes.tsx'
import { planFacts } from './processing.store.ts'
import { planProcessings } from './processing.ts'
import { remindDepartments } from './reminder.actions.ts'
import { reportRoutes } from './report.routes.tsx'
import { planRetention } from './retention.actions.ts'
import { roundRoutes } from './round.desk.routes.tsx'
import { sequenceRoutes } from './sequence.desk.routes.tsx'
import { settingsRoutes } from './settings.desk.routes.tsx'
import { sheetRoutes } from './sheet.routes.tsx'
import { timelineRoutes } from './timeline.routes.tsx'
import { updateRoutes } from './update.routes.tsx'
import type { Room } from './visitor.ts'

export { planOperations } from './api.document.ts'
export { installDemoPlan } from './demo.actions.ts'
export { sentencePlan, statementMeasures } from './thread.slot.tsx'

/** Opens the plans of the towns: their pages, and what they show on pages of other rooms. */
export function openPlans(services: Services, dialogues: DialogueDoor) {
  const room: Room = { services, dialogues }
  return {
    routes: inTown(
      planRoutes(room),
      measureRoutes(room),
      goalRoutes(room),
      matrixRoutes(room),
      timelineRoutes(room),
      budgetRoutes(room),
      reportRoutes(room),
      exportRoutes(room),
      settingsRoutes(room),
      departmentRoutes(room),
      fieldRoutes(room),
      goalDeskRoutes(room),
      measureDeskRoutes(room),
      moneyDeskRoutes(room),
      roundRoutes(room),
      updateRoutes(room),
      sheetRoutes(room),
      sequenceRoutes(),
      paperRoutes(room),
      importRoutes(room),
      findingRoutes(room),
    ),
    processing: processingOf(planFacts, planProcessings),
    retention: planRetention,
    api: apiRoutes(room),
    home: async (c: TownContext) => {
      const { services, municipality } = c.var
      return HomeSection({ c, plan: await services.database.reading(municipality.id, planAtHome) })
    },
    /** Reminds departments of rounds that end soon. */
    maintain: async () => {
      const { database, municipalities, config, secret, now, wakeJobs } = services
      let sent = 0
      for (const municipality of municipalities.all())
        sent += await remindDepartments(database, { municipality, address: config.http.address, secret }, now())
      if (sent > 0) wakeJobs()
    },
  }
}

/** Routes that need more than a town find it themselves; together they ask for a town alone. */
// biome-ignore lint/suspicious/noExplicitAny: what they need besides a town differs
function inTown(...parts: Hono<any>[]): Hono<Town> {
  const routes = new Hono<Town>()
  for (const part of parts) routes.route('/', part)
  return routes
}
