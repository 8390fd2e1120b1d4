import { Hono } from 'hono'
import { printDocument } from '#platform/documents'
import { processingOf } from '#platform/privacy'
import type { Services, Town, TownContext } from '#platform/web'
import type { ApiOperation } from './api.document.ts'
import { apiRoutes } from './api.routes.ts'
import { appealDeskRoutes, appealRoutes } from './appeal.routes.tsx'
import { DeskSection } from './desk.page.tsx'
import { deskRoutes, figuredDialogues } from './desk.routes.tsx'
import { sendDigests } from './digest.actions.ts'
import { openDoor } from './door.ts'
import { HomeSection } from './home.page.tsx'
import { kioskDeskRoutes, kioskRoutes } from './kiosk.routes.tsx'
import { levelDeskRoutes } from './level.desk.routes.tsx'
import { levelRoutes } from './level.routes.tsx'
import { moderationLogRoutes } from './moderation.log.routes.tsx'
import { policyRoutes } from './moderation.policy.routes.tsx'
import { remindModerators } from './moderation.reminder.actions.ts'
import { moderationRoutes } from './moderation.routes.tsx'
import { Editions } from './open-data.editions.ts'
import { openDataRoutes } from './open-data.routes.tsx'
import { ownDataRoutes } from './own-data.routes.tsx'
import type { OwnDataSlot } from './own-data.slot.ts'
import { ownVotesRoutes } from './own-votes.routes.tsx'
import { paths } from './paths.ts'
import { dialogueFacts } from './processing.store.ts'
import { dialogueProcessings } from './processing.ts'
import { proposalRoutes } from './proposal.routes.tsx'
import { quarantineRoutes } from './quarantine.routes.tsx'
import { reportDeskRoutes, reportRoutes } from './report.routes.tsx'
import { refreshRepresentations } from './representation.actions.ts'
import { representationRoutes } from './representation.routes.tsx'
import { methodsRoutes } from './results.methods.routes.tsx'
import { resultsRoutes } from './results.routes.tsx'
import { dialogueRetention } from './retention.actions.ts'
import { openRoom } from './room.ts'
import { sheetRoutes } from './sheet.desk.routes.tsx'
import { sheetEntryRoutes } from './sheet.entry.desk.routes.tsx'
import { type StatementSlot, statementRoutes } from './statement.routes.tsx'
import { subscriberRoutes, subscriptionRoutes } from './subscription.routes.tsx'
import { subscriberLinks } from './subscription.ts'
import { translationDeskRoutes } from './translation.desk.routes.tsx'
import { questionsIn } from './translation.store.ts'
import { voluntaryDeskRoutes } from './voluntary.desk.routes.tsx'
import { voluntaryRoutes } from './voluntary.routes.tsx'
import { voteRoutes } from './vote.routes.tsx'

export { type AnalysisProgress, analyse } from './analyse.ts'
export type { ApiOperation } from './api.document.ts'
export { named, sharesSchema } from './api.schema.ts'
export { AppealCard, type AppealOnDesk, type AppealWords } from './appeal.card.desk.page.tsx'
export { AppealForm } from './appeal.form.page.tsx'
export {
  type AppealDecision,
  type AppealDecisionRefusal,
  type AppealRefusal,
  type AppealState,
  appealVerdicts,
  isModerator,
  judgeAppeal,
  judgeAppealDecision,
  longestAnswer,
  longestAppeal,
  mayJudge,
} from './appeal.ts'
export { installDemo } from './demo.actions.ts'
export { allDialogues } from './dialogue.store.ts'
export { type Dialogue, dayOf, hourOfDay, isPublic, reminderHour } from './dialogue.ts'
export { isSlug, slugFor } from './dialogue-values.ts'
export { type DialogueDoor, groupsOfParticipants, openResults, type Participants, votersAmong } from './door.ts'
export { ClaimBar } from './moderation.claim.desk.page.tsx'
export { LogTables } from './moderation.log.tables.page.tsx'
export { type AppealCount, type DecisionCount, type LogMonth, logOf, type ReportCount } from './moderation.log.ts'
export { promisedHours } from './moderation.policy.store.ts'
export { dueAt, reasonCodes } from './moderation.policy.ts'
export { type ClaimCounts, claimedUntil } from './moderation.ts'
export { letterOf } from './opinion-map.identity.ts'
export { wilsonLower } from './opinion-map.shares.ts'
export type { OwnDataSlot } from './own-data.slot.ts'
export { paths as dialoguePaths } from './paths.ts'
export { polisRefusalText } from './polis.refusal.ts'
export { type ImportResult, importPolis, type OnImportProgress } from './polis-import.actions.ts'
export type { ImportOptions, ImportProgress, ImportRefusal, ImportReport } from './polis-import.ts'
export { hourOf } from './quarantine.ts'
export { ReportCard, reportRefusalIn } from './report.card.desk.page.tsx'
export { ReportedText, ReportForm, ReportRefused, ReportSaid, ReportStanding } from './report.form.page.tsx'
export {
  daysToKeepReporter,
  judgeReport,
  judgeReportDecision,
  mostReports,
  type Report,
  type ReportDecision,
  type ReportDecisionRefusal,
  type ReportGround,
  type ReportOnDesk,
  type ReportRefusals,
  type ReportState,
  type ReportValues,
  type ReportVerdict,
  reportValuesIn,
  reportVerdicts,
} from './report.ts'
export type { ResultGroup, Results, StatementOutcome } from './results.ts'
export { areVotesParted, votesPartAt } from './severance.store.ts'
export { enteredForIn } from './statement.page.tsx'
export type { StatementSlot } from './statement.routes.tsx'
export { approvedStatements } from './statement.store.ts'
export {
  type EnteredFor,
  enteredFor,
  judgeText,
  lengthOf,
  type RejectionReason,
  rejectionReasons,
  type Statement,
  senders,
  type TextRefusal,
  tidied,
  wordingOf,
} from './statement.ts'
export { putAllNews } from './subscription.store.ts'
export { isStep, staysTold, visibleCounts } from './suppression.ts'
export { translationHandlers } from './translation.machine.actions.ts'
export { languageNameIn, said, Written } from './translation.page.tsx'
export { type QuotedStatement, quotesIn } from './translation.store.ts'
export type { Wording } from './translation.ts'
export { targetLanguages } from './translation.ts'
export { type Answer, type AnswerCode, answerOf, answers, codeOf, isAnswer } from './vote.ts'

/** Opens the dialogues: their pages below a town, their read-only API, and what they show on pages of the town itself. `above`: what rooms above show here. */
export function openDialogues(services: Services, above: { ownData: OwnDataSlot; statement: StatementSlot; api: readonly ApiOperation[] }) {
  const room = openRoom(services, above.ownData)
  const editions = new Editions(services)
  const dialoguesOf = (c: TownContext) => services.database.reading(c.var.municipality.id, figuredDialogues)
  const homeOf = (c: TownContext) =>
    services.database.reading(c.var.municipality.id, async db => {
      const dialogues = await figuredDialogues(db)
      const asked = dialogues.map(({ dialogue }) => dialogue)
      return { dialogues, questions: await questionsIn(db, asked, c.var.language.code) }
    })
  return {
    routes: inTown(
      voteRoutes(room),
      resultsRoutes(room),
      statementRoutes(room, above.statement),
      methodsRoutes(room, editions),
      ownVotesRoutes(room),
      ownDataRoutes(room),
      levelRoutes(room),
      levelDeskRoutes(room),
      deskRoutes(room),
      proposalRoutes(room),
      moderationRoutes(room),
      quarantineRoutes(room),
      moderationLogRoutes(room),
      policyRoutes,
      appealRoutes(room),
      appealDeskRoutes(room),
      reportRoutes(room),
      reportDeskRoutes(room),
      kioskRoutes(room),
      kioskDeskRoutes(room),
      sheetRoutes(printDocument),
      sheetEntryRoutes(room),
      openDataRoutes(room, editions),
      translationDeskRoutes(room),
      voluntaryRoutes(room),
      voluntaryDeskRoutes(room),
      representationRoutes(room),
      subscriptionRoutes(room),
      subscriberRoutes,
    ),
    api: apiRoutes(room, above.api),
    door: openDoor(room),
    slots: {
      home: async (c: TownContext) => HomeSection({ c, ...(await homeOf(c)) }),
      desk: async (c: TownContext) => DeskSection({ c, dialogues: await dialoguesOf(c) }),
      firstSteps: async (c: TownContext) => [
        {
          label: c.var.t('dialogue.desk.first-step'),
          href: paths.desk.dialogues.to({ town: c.var.municipality.slug }),
          isDone: (await dialoguesOf(c)).length > 0,
        },
      ],
    },
    processing: processingOf(dialogueFacts, dialogueProcessings),
    retention: dialogueRetention(services.secret, room),
    ownData: (at: { town: string }) => paths.ownData.to(at),
    /** What is due from time to time, in every town; doing it twice does no harm. */
    maintain: async () => {
      await room.watch.lookNow()
      const { database, municipalities, secret, config, now, wakeJobs } = services
      for (const municipality of municipalities.all()) {
        const sent = await sendDigests(database, municipality, subscriberLinks(secret), config.http.address, now())
        const reminded = await remindModerators(database, municipality, config.http.address, now())
        if (sent + reminded > 0) wakeJobs()
        await refreshRepresentations(database, secret, municipality, now())
      }
    },
    close: async () => {
      await Promise.all([room.close(), editions.close()])
    },
  }
}

/** Routes that need more than a town (a dialogue, a session) find it themselves; together they ask for a town alone. */
// biome-ignore lint/suspicious/noExplicitAny: what they need besides a town differs
function inTown(...parts: Hono<any>[]): Hono<Town> {
  const routes = new Hono<Town>()
  for (const part of parts) routes.route('/', part)
  return routes
}
