import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { analysisReport } from './analyse.report.ts'
import { unpacked } from './open-data.source.ts'
import { certaintyOf } from './opinion-map.certainty.ts'
import { openMapComputer } from './opinion-map.compute.ts'
import type { OpinionMap, VoteList } from './opinion-map.ts'
import { outlookOf } from './opinion-map.unclear.ts'
import { polisRefusalText } from './polis.refusal.ts'
import { type PolisConversation, type ReadProgress, readPolisExport, readPolisVotes } from './polis.source.ts'

/** Seconds of reading and of computing. All else in the answer follows from the votes. */
export type Seconds = { read: number; map: number; total: number }

export type AnalysisProgress = ({ step: 'reading' } & ReadProgress) | { step: 'computing'; votes: number }

/**
 * Analyses a votes.csv, a directory with a Pol.is export or a .zip of open data, without a database. With `json` the answer has the ids of
 * the file and, but for `seconds`, is byte-identical for the same votes in any order. Computes in a thread of its own.
 */
export async function analyse(path: string, options: { json: boolean }, onProgress: OnAnalysis = () => {}): Promise<Analysed> {
  if (!path.endsWith('.zip')) return analyseTables(path, options, onProgress)
  const archive = await unpacked(path)
  if (!archive) return { refusal: `${path}: This is no archive that can be read.` }
  try {
    return await analyseTables(archive.directory, options, onProgress)
  } finally {
    await archive.remove()
  }
}

type Analysed = { output: string } | { refusal: string }
type OnAnalysis = (progress: AnalysisProgress) => void

async function analyseTables(path: string, options: { json: boolean }, onProgress: OnAnalysis): Promise<Analysed> {
  const begun = performance.now()
  const isDirectory = (await stat(path).catch(() => undefined))?.isDirectory() ?? false
  const onRead = (progress: ReadProgress) => onProgress({ step: 'reading', ...progress })
  const result = await (isDirectory ? readPolisExport(path, onRead) : readPolisVotes(path, onRead))
  if ('refusal' in result) {
    const file = isDirectory ? join(path, result.refusal.file) : path
    return { refusal: polisRefusalText({ ...result.refusal, file }, 'en') }
  }
  const { conversation } = result
  const read = performance.now()
  onProgress({ step: 'computing', votes: conversation.votes.answer.length })
  const map = await mapOf(conversation.votes)
  const done = performance.now()
  const seconds = { read: inSeconds(read - begun), map: inSeconds(done - read), total: inSeconds(done - begun) }
  return {
    output: options.json ? `${JSON.stringify(analysisJson(conversation, map, seconds))}\n` : analysisReport(conversation, map, seconds),
  }
}

async function mapOf(votes: VoteList): Promise<OpinionMap> {
  const computer = openMapComputer()
  try {
    return await computer.compute(votes)
  } finally {
    await computer.close()
  }
}

const inSeconds = (milliseconds: number) => Math.round(milliseconds) / 1000

function analysisJson({ votes }: PolisConversation, map: OpinionMap, seconds: Seconds) {
  const idOf = (statement: number) => votes.statementIds[statement]!
  const votesOn = (statement: number) => {
    const { agree, disagree, pass } = map.statements[statement]!.tally
    return agree + disagree + pass
  }
  return {
    ...map.counts,
    groups: map.groups.map(({ id, size, sizeInterval, core, statements }) => ({
      id,
      size,
      sizeInterval,
      core,
      statements: statements.map(found => ({ ...found, statement: idOf(found.statement) })),
    })),
    k: map.k,
    assignments: Object.fromEntries(votes.participantIds.map((id, participant) => [id, map.assignments[participant]!])),
    consensus: map.consensus.map(statement => {
      const { acrossGroups, lower } = map.statements[statement]!.agreement!
      return { statement: idOf(statement), agreement: acrossGroups, lower, votes: votesOn(statement) }
    }),
    contested: map.contested.map(statement => ({
      statement: idOf(statement),
      ...map.statements[statement]!.division!,
      votes: votesOn(statement),
    })),
    jointlyRejected: map.jointlyRejected.map(statement => {
      const { acrossGroups, lower } = map.statements[statement]!.rejection!
      return { statement: idOf(statement), rejection: acrossGroups, lower, votes: votesOn(statement) }
    }),
    unclear: map.statements.flatMap(result => {
      const outlook = outlookOf(result)
      return outlook ? [{ statement: idOf(result.statement), ...outlook }] : []
    }),
    bridging: map.statements.flatMap(({ statement, bridging }) => (bridging ? [{ statement: idOf(statement), ...bridging }] : [])),
    stability: map.stability,
    certainty: certaintyOf(map.stability),
    method: { version: map.method.version, seed: map.method.seed },
    seconds,
  }
}
