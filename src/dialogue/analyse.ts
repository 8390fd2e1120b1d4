import { stat } from 'node:fs/promises'
import { analysisReport, polisRefusalText } from './analyse.report.ts'
import { unpacked } from './open-data.source.ts'
import { certaintyOf } from './opinion-map.certainty.ts'
import { type OpinionMap, opinionMap } from './opinion-map.ts'
import { outlookOf } from './opinion-map.unclear.ts'
import { type PolisConversation, readPolisExport, readPolisVotes } from './polis.source.ts'

/** Seconds of reading and of computing. All else in the answer follows from the votes. */
export type Seconds = { read: number; map: number; total: number }

/**
 * Analyses a votes.csv, a directory with a Pol.is export or a .zip of open data, without a database. With `json` the answer has the ids of the file and, but
 * for `seconds`, is byte-identical for the same votes in any order.
 */
export async function analyse(path: string, options: { json: boolean }): Promise<{ output: string } | { refusal: string }> {
  if (!path.endsWith('.zip')) return analyseTables(path, options)
  const archive = await unpacked(path)
  if (!archive) return { refusal: `${path}: Das ist kein Archiv, das sich lesen lässt.` }
  try {
    return await analyseTables(archive.directory, options)
  } finally {
    await archive.remove()
  }
}

async function analyseTables(path: string, options: { json: boolean }): Promise<{ output: string } | { refusal: string }> {
  const begun = performance.now()
  const isDirectory = (await stat(path).catch(() => undefined))?.isDirectory() ?? false
  const result = isDirectory ? await readPolisExport(path) : await readPolisVotes(path)
  if ('refusal' in result) return { refusal: polisRefusalText(result.refusal) }
  const read = performance.now()
  const map = opinionMap(result.conversation.votes)
  const done = performance.now()
  const seconds = { read: inSeconds(read - begun), map: inSeconds(done - read), total: inSeconds(done - begun) }
  const { conversation } = result
  return {
    output: options.json ? `${JSON.stringify(analysisJson(conversation, map, seconds))}\n` : analysisReport(conversation, map, seconds),
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
