import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { allotments, financingSources, putSource, removeSource, spendings } from './money.store.ts'
import type { FinancingSource } from './money.ts'
import { lockPlan } from './plan.store.ts'
import { seenOf } from './seen.ts'
import { freeSlug } from './slug.ts'
import { judgeSource, type SourceRefusals, type SourceValues, sourceValuesOf } from './source.ts'

export async function addSource(db: Write, by: SignedIn, values: SourceValues): Promise<{ slug: string } | { refusals: SourceRefusals }> {
  await lockPlan(db)
  const all = await financingSources(db)
  const judged = judgeSource(values, all, [])
  if ('refusals' in judged) return judged
  const slug = freeSlug(judged.name, 'mittel', all)
  await putSource(db, { id: randomUUID(), slug, ...judged })
  await noted(db, by, 'financing-source-added', { slug, name: judged.name })
  return { slug }
}

/** `seen`: what the form was made from; what a colleague has changed since is not overwritten unseen. */
export async function changeSource(
  db: Write,
  by: SignedIn,
  slug: string,
  values: SourceValues,
  seen: string,
): Promise<{ refusals: SourceRefusals } | undefined> {
  const { own, others, given } = await lockSource(db, slug)
  const judged = judgeSource(values, others, given)
  if ('refusals' in judged) return judged
  if (seen !== seenOf(sourceValuesOf(own))) return { refusals: { name: 'changed-meanwhile' } }
  await putSource(db, { id: own.id, slug, ...judged })
  await noted(db, by, 'financing-source-changed', { slug, name: judged.name })
  return undefined
}

/** Removes a source that was entered by mistake, as long as nothing is paid from it. */
export async function dropSource(db: Write, by: SignedIn, slug: string): Promise<'in-use' | undefined> {
  const { own, given } = await lockSource(db, slug)
  if (given.length > 0 || (await spendings(db)).some(({ sourceId }) => sourceId === own.id)) return 'in-use'
  await removeSource(db, own.id)
  await noted(db, by, 'financing-source-removed', own)
  return undefined
}

async function lockSource(db: Write, slug: string) {
  await lockPlan(db)
  const all = await financingSources(db)
  const own = all.find(source => source.slug === slug) ?? notFound()
  const given = (await allotments(db)).filter(({ sourceId }) => sourceId === own.id)
  return { own, others: all.filter(({ id }) => id !== own.id), given }
}

const noted = (db: Write, { personId }: SignedIn, deed: string, { slug, name }: Pick<FinancingSource, 'slug' | 'name'>) =>
  note(db, { personId, deed, subject: slug, details: { source: name } })
