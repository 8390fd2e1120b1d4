import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { analysisReport } from './analyse.report.ts'
import { openMapComputer } from './opinion-map.compute.ts'
import type { OpinionMap, VoteList } from './opinion-map.ts'
import { polisRefusalText } from './polis.refusal.ts'
import { type PolisConversation, type ReadProgress, readPolisExport, readPolisVotes } from './polis.source.ts'

/** Seconds of reading and of computing. All else in the answer follows from the votes. */
export type Seconds = { read: number; map: number; total: number }

export type AnalysisProgress = ({ step: 'reading' } & ReadProgress) | { step: 'computing'; votes: number }

/**
 * Analyses a votes.csv or a directory with a Pol.is export, without a database. With `json` the answer has the ids of the file and, but
 * for `seconds`, is byte-identical for the same votes in any order. Computes in a thread of its own.
 */
export async function analyse(
  path: string,
  options: { json: boolean },
  onProgress: (progress: AnalysisProgress) => void = () => {},
): Promise<{ output: string } | { refusal: string }> {
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
    groups: map.groups.map(({ id, size, statements }) => ({
      id,
      size,
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
    stability: map.stability,
    seconds,
  }
}
