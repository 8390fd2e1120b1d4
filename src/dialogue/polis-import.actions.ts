import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { deleteDialogue, lockDialogue, putDialogue } from './dialogue.store.ts'
import { type Dialogue, dayOf, statementLengthLimits } from './dialogue.ts'
import { isSlug, slugFor } from './dialogue-values.ts'
import { MapRefresher } from './map-refresher.ts'
import { readPolisExport } from './polis.source.ts'
import { deleteItsParticipants, putParticipants, putVoteRows, slugOfImport } from './polis-import.store.ts'
import {
  type ImportedDialogue,
  type ImportOptions,
  type ImportProgress,
  type ImportRefusal,
  type ImportReport,
  importedDialogue,
  largestNumber,
} from './polis-import.ts'
import { insertStatements } from './statement.store.ts'

type Surroundings = Pick<Services, 'database' | 'log' | 'now'>
export type OnImportProgress = (progress: ImportProgress) => void
export type ImportResult = { report: ImportReport } | { refusal: ImportRefusal }

/**
 * Takes a Pol.is export over into a municipality as an archived dialogue: all of it or nothing. Its map is computed at once, so that the
 * results stand when this returns.
 */
export async function importPolis(
  { database, log, now }: Surroundings,
  municipality: Municipality,
  options: ImportOptions,
  onProgress: OnImportProgress = () => {},
): Promise<ImportResult> {
  const language = options.language ?? municipality.languages[0] ?? 'de'
  if (!isLanguage(language)) return { refusal: { reason: 'language-wrong', language } }
  const read = await readPolisExport(options.directory, progress => onProgress({ step: 'reading', ...progress }))
  if ('refusal' in read) return { refusal: { reason: 'unreadable', refusal: read.refusal } }
  const { report } = read.conversation
  const imported = importedDialogue(read.conversation, basename(resolve(options.directory)), dayOf(now()))
  const slug = options.slug ?? slugFor(imported.question)
  const tooLarge = imported.statements.find(({ number }) => number > largestNumber)
  if (!isSlug(slug)) return { refusal: { reason: 'slug-wrong', slug } }
  if (imported.statements.length === 0) return { refusal: { reason: 'nothing-to-take' } }
  if (tooLarge) return { refusal: { reason: 'number-too-large', id: String(tooLarge.number - 1) } }

  const importDigest = await digestOf(options.directory, report.files)
  const dialogue = newDialogue(imported, { ...options, slug, language, importDigest })
  const stored = await database.writing(municipality.id, db => store(db, { dialogue, imported, language, options, now: now() }, onProgress))
  if ('refusal' in stored) return stored
  await database.maintain() // so much at once makes the embedded database plan badly until it has counted anew
  await computeMap({ database, log, now }, municipality.id, dialogue.id)
  const taken = { participants: imported.participants.length, statements: imported.statements.length, votes: imported.votes.length }
  const { participantsWithoutVote, dayOfUndated, question } = imported
  return {
    report: {
      slug: stored.slug,
      question,
      language,
      read: report,
      taken,
      participantsWithoutVote,
      dayOfUndated,
      replaced: stored.replaced,
    },
  }
}

type Task = { dialogue: Dialogue; imported: ImportedDialogue; language: string; options: ImportOptions; now: Date }

type Stored = { slug: string; replaced: boolean } | { refusal: ImportRefusal }

async function store(db: Write, { dialogue, imported, language, options, now }: Task, onProgress: OnImportProgress): Promise<Stored> {
  const before = await slugOfImport(db, dialogue.importDigest ?? '')
  if (before !== undefined && (!options.replace || (options.slug !== undefined && options.slug !== before)))
    return { refusal: { reason: 'imported-before', slug: before } }
  const slug = before ?? dialogue.slug
  const there = await lockDialogue(db, slug)
  // what people of the town have said is never replaced, only what came from a file
  const isImport = there?.importDigest != null
  if (there && !(options.replace && isImport)) return { refusal: { reason: 'slug-taken', slug, isImport } }
  if (there) await removeImport(db, there.id)
  await putDialogue(db, { ...dialogue, slug })
  await putImported(db, dialogue.id, imported, language, now, onProgress)
  const { participants, statements, votes } = imported
  await note(db, {
    personId: null,
    deed: 'dialogue-imported',
    subject: slug,
    details: { participants: participants.length, statements: statements.length, votes: votes.length, replaced: there !== undefined },
  })
  return { slug, replaced: there !== undefined }
}

async function removeImport(db: Write, dialogue: string) {
  await deleteItsParticipants(db, dialogue)
  await deleteDialogue(db, dialogue)
}

async function putImported(
  db: Write,
  dialogue: string,
  { statements, participants, votes }: ImportedDialogue,
  language: string,
  now: Date,
  onProgress: OnImportProgress,
) {
  const statementRows = await insertStatements(
    db,
    dialogue,
    statements.map(statement => ({ ...statement, language, state: 'approved' as const, decidedAt: now })),
  )
  const participantRows = participants.map(({ firstSeen }) => ({ id: randomUUID(), firstSeen }))
  await putParticipants(db, participantRows)
  const voteRows = votes.map(({ participant, statement, answer, day }) => ({
    participant: participantRows[participant]!.id,
    statement: statementRows[statement]!.id,
    answer,
    day,
  }))
  await putVoteRows(db, dialogue, voteRows, stored => onProgress({ step: 'storing', votes: stored, of: votes.length }))
}

/** It is over when it comes, and nobody can add to what was said elsewhere. */
const newDialogue = (
  { question, description }: ImportedDialogue,
  { slug, language, source, licence, importDigest }: ImportOptions & { slug: string; language: string; importDigest: string },
): Dialogue => ({
  id: randomUUID(),
  slug,
  question,
  description,
  phase: 'archived',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: false,
  moderation: 'before',
  statementLength: statementLengthLimits.most,
  languages: [language],
  licence: licence ?? 'CC-BY-4.0',
  sourceNote: source ?? '',
  importDigest,
})

async function computeMap({ database, log, now }: Surroundings, municipality: string, dialogue: string) {
  const maps = new MapRefresher(database, log, now)
  try {
    await maps.refresh(municipality, dialogue)
  } finally {
    await maps.close()
  }
}

/** SHA-256 over names and contents of the files that were read. */
async function digestOf(directory: string, files: readonly string[]): Promise<string> {
  const digest = createHash('sha256')
  for (const name of [...files].sort()) {
    digest.update(`${name}\0`)
    for await (const chunk of createReadStream(join(directory, name))) digest.update(chunk)
    digest.update('\0')
  }
  return digest.digest('hex')
}

function isLanguage(code: string): boolean {
  try {
    return new Intl.Locale(code).baseName === code
  } catch {
    return false
  }
}
