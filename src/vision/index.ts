import { Hono } from 'hono'
import type { DialogueDoor } from '#dialogue'
import { processingOf } from '#platform/privacy'
import type { Services, Town, TownContext } from '#platform/web'
import { adoptionRoutes } from './adoption.routes.tsx'
import { amendmentDeskRoutes } from './amendment.desk.routes.tsx'
import { amendmentRoutes } from './amendment.routes.tsx'
import { apiRoutes } from './api.routes.ts'
import { commentRoutes } from './comment.routes.tsx'
import { contributionAppealDeskRoutes, contributionAppealRoutes } from './contribution.appeal.routes.tsx'
import { contributionDeskRoutes } from './contribution.desk.routes.tsx'
import { ownContributionRoutes } from './contribution.own.routes.tsx'
import { contributionReportDeskRoutes, contributionReportRoutes } from './contribution.report.routes.tsx'
import { contributionRoutes } from './contribution.routes.tsx'
import { findingRoutes } from './finding.routes.tsx'
import { issueDeskRoutes } from './issue.desk.routes.tsx'
import { issueRoutes } from './issue.routes.tsx'
import { paperRoutes } from './paper.routes.tsx'
import { versionFileRoutes } from './paper.version.routes.tsx'
import { phaseRoutes } from './phase.routes.tsx'
import { visionFacts } from './processing.store.ts'
import { visionProcessings } from './processing.ts'
import { publicationRoutes } from './publication.routes.tsx'
import { visionRetention } from './retention.actions.ts'
import { type SentenceSlot, sentenceRoutes } from './sentence.routes.tsx'
import { sequenceRoutes } from './sequence.routes.tsx'
import { translationRoutes } from './translation.routes.tsx'
import { publishedVisions } from './version.store.ts'
import { visionDeskRoutes } from './vision.desk.routes.tsx'
import { HomeSection } from './vision.page.tsx'
import { visionRoutes } from './vision.routes.tsx'
import type { Room } from './visitor.ts'
import { writingRoutes } from './writing.routes.tsx'

export { visionOperations } from './api.document.ts'
export { installDemoVision } from './demo.actions.ts'
export { ownContributions } from './own-data.slot.tsx'
export { PaperPage, type PaperPlace } from './paper.desk.page.tsx'
export { councilPaper } from './paper.document.ts'
export { paperValues, sendPaper } from './paper.routes.tsx'
export { paperColumns, paperSelection } from './paper.store.ts'
export { type DecisionPaper, judgePaper, type PaperRefusals, type PaperValues, valuesOf as paperValuesOf } from './paper.ts'
export { type Tongue, tongueOf } from './paper.words.ts'
export { paths as visionPaths } from './paths.ts'
export { canonical } from './publication.ts'
export { adoptedSentences, type PublishedSentence, publishedSentences } from './sentence.published.store.ts'
export type { SentenceSlot } from './sentence.routes.tsx'
export { consultationRoutes } from './sequence.routes.tsx'
export { stepsOf } from './sequence.store.ts'
export type { ConsultationStep } from './sequence.ts'
export type { InSequence } from './sequence.visitor.ts'
export { statementThread } from './thread.slot.tsx'

/** Opens the visions: their pages below a town, their read-only API, and what they show on pages of other rooms. */
export function openVisions(services: Services, dialogues: DialogueDoor, above: { sentence: SentenceSlot }) {
  const room: Room = { services, dialogues }
  return {
    routes: inTown(
      versionFileRoutes(), // before the other files of a version: their address has room for any name
      visionRoutes(room),
      sentenceRoutes(room, above.sentence),
      issueRoutes(room),
      contributionRoutes(room),
      ownContributionRoutes(room),
      contributionAppealRoutes(room),
      contributionReportRoutes(),
      amendmentRoutes(room),
      commentRoutes(room),
      visionDeskRoutes(room),
      writingRoutes(room),
      publicationRoutes(room),
      translationRoutes(room),
      issueDeskRoutes(room),
      contributionDeskRoutes(room),
      contributionAppealDeskRoutes(),
      contributionReportDeskRoutes(),
      amendmentDeskRoutes(room),
      sequenceRoutes(),
      adoptionRoutes(room),
      phaseRoutes(room),
      paperRoutes(room),
      findingRoutes(room),
    ),
    api: apiRoutes(room),
    home: async (c: TownContext) => {
      const { services, municipality, language } = c.var
      const visions = await services.database.reading(municipality.id, db => publishedVisions(db, language.code))
      return HomeSection({ c, visions })
    },
    processing: processingOf(visionFacts, visionProcessings),
    retention: visionRetention,
  }
}

/** Routes that need more than a town (a vision) find it themselves; together they ask for a town alone. */
// biome-ignore lint/suspicious/noExplicitAny: what they need besides a town differs
function inTown(...parts: Hono<any>[]): Hono<Town> {
  const routes = new Hono<Town>()
  for (const part of parts) routes.route('/', part)
  return routes
}
