import { dayOf } from '#dialogue'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { addDepartment } from './department.actions.ts'
import { emptyDepartment } from './department.ts'
import { enterField } from './field.actions.ts'
import type { FileRow } from './import.file.ts'
import { guessMapping } from './import.guess.ts'
import type { Mapping } from './import.mapping.ts'
import { findImport, keepRows, knownPlan, lockImport, putImport, removeImport, setMapping } from './import.store.ts'
import { type JudgedRow, judgeTable, type MissingNames, missingNames } from './import.ts'
import { putInvolvement, putPartners, removeInvolvement } from './involvement.store.ts'
import { putLinks } from './link.store.ts'
import type { DescribedMeasure } from './measure.cells.ts'
import { addMeasure, changeMeasure } from './measure-change.actions.ts'
import { changedFields, picked } from './measure-change.ts'
import { lockPlan } from './plan.store.ts'
import { seenOf } from './seen.ts'

/** Keeps an uploaded table until it is taken over or forgotten; its columns are guessed. */
export const keepTable = (db: Write, by: SignedIn, name: string, rows: readonly FileRow[], now: Date): Promise<string> =>
  putImport(db, { name: readableName(name), rows, mapping: guessMapping(rows), uploadedAt: now }, by.personId)

/** A file can be called anything; signs nobody sees are no part of a name, nor can all of them be stored. */
const readableName = (name: string) => [...name.replace(/\p{C}/gu, '')].slice(0, longestName).join('').trim()

const longestName = 120

export async function mapColumns(db: Write, id: string, mapping: Mapping) {
  if (!(await findImport(db, id))) notFound()
  await setMapping(db, id, mapping)
}

/** Nothing of it was taken over, so there is nothing to tell. */
export const forgetTable = (db: Write, id: string) => removeImport(db, id)

/** What is chosen of the names the plan does not know becomes part of it. Answers the names that cannot: too long, or one too many. */
export async function addMissing(db: Write, by: SignedIn, id: string, chosen: MissingNames, now: Date): Promise<string[]> {
  const table = (await findImport(db, id)) ?? notFound()
  await lockPlan(db)
  const missing = missingNames(judgeTable(table, await knownPlan(db, now)))
  const left: string[] = []
  for (const list of ['fields', 'groups', 'departments'] as const)
    for (const name of missing[list].filter(name => chosen[list].includes(name))) if (!(await isAdded(db, by, list, name))) left.push(name)
  return left
}

async function isAdded(db: Write, by: SignedIn, list: keyof MissingNames, name: string): Promise<boolean> {
  if (list === 'departments') return 'slug' in (await addDepartment(db, by, { ...emptyDepartment, name }))
  return (await enterField(db, by, list === 'fields' ? 'field' : 'group', name)) === undefined
}

export type TakenOver = { added: number; changed: number; left: number }

/** What a preview has shown, in the few characters that travel with its form. */
export const seenRows = (rows: readonly JudgedRow[]) => seenOf(rows)

/**
 * Takes over what the preview has shown, all of it or, if the plan or the table have changed since, nothing. Rows that were refused stay with
 * the table, to be mended and taken over later.
 */
export async function takeOver(db: Write, by: SignedIn, id: string, seen: string, now: Date): Promise<TakenOver | 'changed-meanwhile'> {
  await lockPlan(db)
  const table = (await lockImport(db, id)) ?? notFound()
  const plan = await knownPlan(db, now)
  const rows = judgeTable(table, plan)
  if (seenRows(rows) !== seen) return 'changed-meanwhile'
  for (const row of rows) {
    if (row.kind === 'new') await add(db, by, row.after, now)
    if (row.kind === 'changed') await change(db, by, plan.idOf.get(row.number)!, row, now)
  }
  const refused = new Set(rows.filter(({ kind }) => kind === 'refused').map(({ line }) => line))
  if (refused.size === 0) await removeImport(db, id)
  else
    await keepRows(
      db,
      id,
      table.rows.filter(({ line }) => line <= table.mapping.head || refused.has(line)),
    )
  const count = (kind: JudgedRow['kind']) => rows.filter(row => row.kind === kind).length
  const taken = { added: count('new'), changed: count('changed'), left: refused.size }
  await note(db, { personId: by.personId, deed: 'table-taken-over', subject: 'plan', details: { table: table.name, ...taken } })
  return taken
}

/** A measure becomes regular only once somebody leads it, so that is said of it last. */
async function add(db: Write, by: SignedIn, after: DescribedMeasure, now: Date) {
  const isRegular = after.fields.status === 'made-regular'
  const first = isRegular ? { ...after.fields, status: 'running' as const, regularSince: null } : after.fields
  const added = await addMeasure(db, after.number, first, now)
  if ('refusals' in added) throw new Error(`A row that was judged good was refused: ${JSON.stringify(added.refusals)}`)
  const { id } = added.measure
  await describe(db, id, { ...after, goals: [], leads: [], parts: [], partners: [] }, after, now)
  if (isRegular) await changeFields(db, by, id, first, after.fields, now)
}

async function change(db: Write, by: SignedIn, id: string, { before, after }: Extract<JudgedRow, { kind: 'changed' }>, now: Date) {
  await describe(db, id, before, after, now)
  await changeFields(db, by, id, before.fields, after.fields, now)
}

async function changeFields(
  db: Write,
  { personId }: SignedIn,
  id: string,
  before: DescribedMeasure['fields'],
  after: DescribedMeasure['fields'],
  now: Date,
) {
  const fields = changedFields(before, after)
  if (fields.length === 0) return
  const changed = await changeMeasure(db, { id }, picked(after, fields), { changer: 'staff', personId }, now)
  if ('refusals' in changed) throw new Error(`A row that was judged good was refused: ${JSON.stringify(changed.refusals)}`)
}

/** Goals, departments and partners of a measure. */
async function describe(db: Write, measureId: string, before: DescribedMeasure, after: DescribedMeasure, now: Date) {
  const involved = new Set([...after.leads.map(({ departmentId }) => departmentId), ...after.parts])
  const gone = [...before.leads.map(({ departmentId }) => departmentId), ...before.parts].filter(id => !involved.has(id))
  for (const departmentId of gone) await removeInvolvement(db, { measureId, departmentId })
  for (const { departmentId, state } of after.leads) {
    if (before.leads.some(lead => lead.departmentId === departmentId && lead.state === state)) continue
    const answeredOn = state === 'accepted' ? dayOf(now) : null
    await putInvolvement(db, { measureId, departmentId, role: 'lead', state, reason: '', answeredOn })
  }
  for (const departmentId of after.parts)
    if (!before.parts.includes(departmentId))
      await putInvolvement(db, { measureId, departmentId, role: 'part', state: null, reason: '', answeredOn: null })
  const goals = { shown: [...before.goals, ...after.goals], chosen: after.goals }
  if (goals.shown.length > 0) await putLinks(db, measureId, 'goals', goals)
  if (before.partners.join('\n') !== after.partners.join('\n')) await putPartners(db, measureId, after.partners)
}
