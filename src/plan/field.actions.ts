import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { notFound, type SignedIn } from '#platform/web'
import { addField, listedFields, orderFields, removeField, renameField } from './field.store.ts'
import { type FieldList, type FieldRefusal, isInUse, judgeFieldName, type ListedField, mostFields, moved } from './field.ts'
import { lockPlan } from './plan.store.ts'
import { usualFields, usualTargetGroups } from './plan.ts'
import { freeSlug, sameName } from './slug.ts'

/** Adds an action field or a target group at the end of its list. */
export async function enterField(db: Write, by: SignedIn, list: FieldList, name: string): Promise<FieldRefusal | undefined> {
  const all = await lockFields(db, list)
  const refusal = judgeFieldName(name, all) ?? (all.length >= mostFields ? 'too-many' : undefined)
  if (refusal) return refusal
  await addField(db, list, { id: randomUUID(), slug: freeSlug(name, list === 'field' ? 'feld' : 'gruppe', all), name })
  return noted(db, by, list, 'added', name)
}

/** Adds those of the usual entries a list does not have yet. */
export async function enterUsualFields(db: Write, by: SignedIn, list: FieldList): Promise<FieldRefusal | undefined> {
  const all = await lockFields(db, list)
  const missing = missingOf(list, all)
  if (all.length + missing.length > mostFields) return 'too-many'
  const taken: { slug: string }[] = [...all]
  for (const name of missing) {
    const slug = freeSlug(name, list === 'field' ? 'feld' : 'gruppe', taken)
    taken.push({ slug })
    await addField(db, list, { id: randomUUID(), slug, name })
  }
  return noted(db, by, list, 'usual-added', missing.join(', '))
}

/** Names of usual entries a list does not have. A plan is written in German. */
export function missingOf(list: FieldList, all: readonly Pick<ListedField, 'name'>[]): string[] {
  const t = translatorFor('de')
  const usual = {
    field: () => usualFields.map(key => t(`plan.usual.field.${key}`)),
    group: () => usualTargetGroups.map(key => t(`plan.usual.group.${key}`)),
  }
  return usual[list]().filter(name => !all.some(each => sameName(each.name, name)))
}

export async function retitleField(
  db: Write,
  by: SignedIn,
  list: FieldList,
  slug: string,
  { name, seen }: { name: string; seen: string },
): Promise<FieldRefusal | undefined> {
  const { all, own } = await lockField(db, list, slug)
  const refusal = judgeFieldName(
    name,
    all.filter(each => each !== own),
  )
  if (refusal) return refusal
  if (own.name === name) return undefined
  if (own.name !== seen) return 'changed-meanwhile'
  await renameField(db, list, own.id, name)
  return noted(db, by, list, 'renamed', name)
}

export async function moveField(db: Write, by: SignedIn, list: FieldList, slug: string, direction: 'up' | 'down'): Promise<undefined> {
  const { all, own } = await lockField(db, list, slug)
  await orderFields(
    db,
    list,
    moved(
      all.map(({ id }) => id),
      own.id,
      direction,
    ),
  )
  return noted(db, by, list, 'moved', own.name)
}

/** Removes an entry in which nothing stands. */
export async function dropField(db: Write, by: SignedIn, list: FieldList, slug: string): Promise<FieldRefusal | undefined> {
  const { own } = await lockField(db, list, slug)
  if (isInUse(own)) return 'in-use'
  await removeField(db, list, own.id)
  return noted(db, by, list, 'removed', own.name)
}

/** A list, held until the transaction ends. */
async function lockFields(db: Write, list: FieldList): Promise<ListedField[]> {
  await lockPlan(db)
  return listedFields(db, list)
}

async function lockField(db: Write, list: FieldList, slug: string): Promise<{ all: ListedField[]; own: ListedField }> {
  const all = await lockFields(db, list)
  return { all, own: all.find(each => each.slug === slug) ?? notFound() }
}

const subjects = { field: 'action-field', group: 'target-group' } as const

async function noted(db: Write, { personId }: SignedIn, list: FieldList, what: string, name: string): Promise<undefined> {
  await note(db, { personId, deed: `${subjects[list]}-${what}`, subject: 'plan', details: { field: name } })
}
