import type { Read } from '#platform/db'
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
