import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { departments, isDepartmentInUse, putDepartment, removeDepartment, setClosed } from './department.store.ts'
import {
  type ClosingRefusal,
  type Department,
  type DepartmentRefusals,
  type DepartmentValues,
  judgeDepartment,
  valuesOf,
} from './department.ts'
import { lockPlan } from './plan.store.ts'
import { seenOf } from './seen.ts'
import { freeSlug } from './slug.ts'

export async function addDepartment(
  db: Write,
  by: SignedIn,
  values: DepartmentValues,
): Promise<{ slug: string } | { refusals: DepartmentRefusals }> {
  const all = await lockDepartments(db)
  const judged = judgeDepartment(values, all)
  if ('refusals' in judged) return judged
  const slug = freeSlug(judged.name, 'amt', all)
  await putDepartment(db, { id: randomUUID(), slug, ...judged })
  await note(db, { personId: by.personId, deed: 'department-added', subject: slug, details: { department: judged.name } })
  return { slug }
}

/** `seen`: what the form was made from; what a colleague has changed since is not overwritten unseen. */
export async function changeDepartment(
  db: Write,
  by: SignedIn,
  slug: string,
  values: DepartmentValues,
  seen: string,
): Promise<{ refusals: DepartmentRefusals } | undefined> {
  const { all, own } = await lockDepartment(db, slug)
  const judged = judgeDepartment(values, all, own)
  if ('refusals' in judged) return judged
  if (seen !== seenOf(valuesOf(own, all))) return { refusals: { name: 'changed-meanwhile' } }
  await putDepartment(db, { id: own.id, slug, ...judged })
  await note(db, { personId: by.personId, deed: 'department-changed', subject: slug, details: { department: judged.name } })
  return undefined
}

/** Closes a department that was dissolved; measures keep its name. */
export async function closeDepartment(db: Write, by: SignedIn, slug: string): Promise<ClosingRefusal | undefined> {
  const { all, own } = await lockDepartment(db, slug)
  if (all.some(({ parentId, isClosed }) => parentId === own.id && !isClosed)) return 'children-open'
  await setClosed(db, own.id, true)
  return noted(db, by, own, 'department-closed')
}

export async function reopenDepartment(db: Write, by: SignedIn, slug: string): Promise<ClosingRefusal | undefined> {
  const { all, own } = await lockDepartment(db, slug)
  if (all.find(({ id }) => id === own.parentId)?.isClosed) return 'parent-closed'
  await setClosed(db, own.id, false)
  return noted(db, by, own, 'department-reopened')
}

/** Removes one that was entered by mistake, as long as nothing names it. */
export async function dropDepartment(db: Write, by: SignedIn, slug: string): Promise<ClosingRefusal | undefined> {
  const { own } = await lockDepartment(db, slug)
  if (await isDepartmentInUse(db, own.id)) return 'in-use'
  await removeDepartment(db, own.id)
  return noted(db, by, own, 'department-removed')
}

/** All departments, held until the transaction ends. */
async function lockDepartments(db: Write): Promise<Department[]> {
  await lockPlan(db)
  return departments(db)
}

async function lockDepartment(db: Write, slug: string): Promise<{ all: Department[]; own: Department }> {
  const all = await lockDepartments(db)
  return { all, own: all.find(each => each.slug === slug) ?? notFound() }
}

async function noted(db: Write, { personId }: SignedIn, { slug, name }: Department, deed: string): Promise<undefined> {
  await note(db, { personId, deed, subject: slug, details: { department: name } })
}
