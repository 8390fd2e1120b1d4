import type { Read, Write } from '#platform/db'
import type { AllotmentKey } from './allotment.ts'
import type { CostYear } from './cost.ts'
import type { Allotment, Cost, FinancingSource, Post, Spending } from './money.ts'

/** Cost plan by year and category: of one measure, or of all. */
export const costs = (db: Read, measureId?: string): Promise<Cost[]> =>
  db
    .selectFrom('cost')
    .select(['measure_id as measureId', 'year', 'category', 'amount_cents as amountCents'])
    .where('municipality_id', '=', db.municipality)
    .$if(measureId !== undefined, query => query.where('measure_id', '=', measureId!))
    .orderBy('year')
    .orderBy('category')
    .execute()

export const financingSources = (db: Read): Promise<FinancingSource[]> =>
  db
    .selectFrom('financing_source')
    .select(['id', 'slug', 'kind', 'name', 'reference', 'amount_cents as amountCents', 'ends_on as endsOn', 'continuation'])
    .where('municipality_id', '=', db.municipality)
    .orderBy('name')
    .orderBy('slug')
    .execute()

/** What goes from which source to which measure: of one measure, or of all. */
export const allotments = (db: Read, measureId?: string): Promise<Allotment[]> =>
  db
    .selectFrom('allotment')
    .select(['source_id as sourceId', 'measure_id as measureId', 'year', 'state', 'amount_cents as amountCents'])
    .where('municipality_id', '=', db.municipality)
    .$if(measureId !== undefined, query => query.where('measure_id', '=', measureId!))
    .orderBy('year')
    .orderBy('source_id')
    .orderBy('state')
    .execute()

/** Newest first: of one measure, or of all. */
export const spendings = (db: Read, measureId?: string): Promise<Spending[]> =>
  db
    .selectFrom('spending')
    .select(['id', 'measure_id as measureId', 'source_id as sourceId', 'spent_on as spentOn', 'amount_cents as amountCents', 'purpose'])
    .where('municipality_id', '=', db.municipality)
    .$if(measureId !== undefined, query => query.where('measure_id', '=', measureId!))
    .orderBy('spent_on', 'desc')
    .orderBy('id')
    .execute()

export const posts = (db: Read, measureId?: string): Promise<Post[]> =>
  db
    .selectFrom('post')
    .select([
      'id',
      'measure_id as measureId',
      'title',
      'grade',
      'year',
      'hundredths',
      'is_filled as isFilled',
      'funded_until as fundedUntil',
    ])
    .where('municipality_id', '=', db.municipality)
    .$if(measureId !== undefined, query => query.where('measure_id', '=', measureId!))
    .orderBy('year')
    .orderBy('grade')
    .orderBy('id')
    .execute()

/** What a measure is to cost in a year, in place of what stood there. */
export async function putCosts(db: Write, measureId: string, { year, amounts }: CostYear) {
  await db
    .deleteFrom('cost')
    .where('municipality_id', '=', db.municipality)
    .where('measure_id', '=', measureId)
    .where('year', '=', year)
    .execute()
  if (amounts.length === 0) return
  await db
    .insertInto('cost')
    .values(
      amounts.map(({ category, amountCents }) => ({
        municipality_id: db.municipality,
        measure_id: measureId,
        year,
        category,
        amount_cents: amountCents,
      })),
    )
    .execute()
}

/** Stores a source, new or changed. */
export function putSource(db: Write, { id, slug, kind, name, reference, amountCents, endsOn, continuation }: FinancingSource) {
  const said = { slug, kind, name, reference, amount_cents: amountCents, ends_on: endsOn, continuation }
  return db
    .insertInto('financing_source')
    .values({ municipality_id: db.municipality, id, ...said })
    .onConflict(same => same.columns(['municipality_id', 'id']).doUpdateSet(said))
    .execute()
}

export const removeSource = (db: Write, id: string) =>
  db.deleteFrom('financing_source').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

export const putAllotment = (db: Write, { sourceId, measureId, year, state, amountCents }: Allotment) =>
  db
    .insertInto('allotment')
    .values({
      municipality_id: db.municipality,
      source_id: sourceId,
      measure_id: measureId,
      year,
      state,
      amount_cents: amountCents,
    })
    .execute()

export const removeAllotment = (db: Write, measureId: string, { sourceId, year, state }: AllotmentKey) =>
  db
    .deleteFrom('allotment')
    .where('municipality_id', '=', db.municipality)
    .where('measure_id', '=', measureId)
    .where('source_id', '=', sourceId)
    .where('year', '=', year)
    .where('state', '=', state)
    .execute()

export const putSpending = (db: Write, { id, measureId, sourceId, spentOn, amountCents, purpose }: Spending) =>
  db
    .insertInto('spending')
    .values({
      municipality_id: db.municipality,
      id,
      measure_id: measureId,
      source_id: sourceId,
      spent_on: spentOn,
      amount_cents: amountCents,
      purpose,
    })
    .execute()

export const removeSpending = (db: Write, id: string) =>
  db.deleteFrom('spending').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

/** Stores posts, new or changed. */
export function putPost(db: Write, { id, measureId, title, grade, year, hundredths, isFilled, fundedUntil }: Post) {
  const said = { title, grade, year, hundredths, is_filled: isFilled, funded_until: fundedUntil }
  return db
    .insertInto('post')
    .values({ municipality_id: db.municipality, id, measure_id: measureId, ...said })
    .onConflict(same => same.columns(['municipality_id', 'id']).doUpdateSet(said))
    .execute()
}

export const removePost = (db: Write, id: string) =>
  db.deleteFrom('post').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()
