import type { Read } from '#platform/db'
import { departments } from './department.store.ts'
import { partners } from './involvement.store.ts'
import { type MeasureQuery, measurePage } from './measure.list.ts'
import { listedMeasures, milestones } from './measure.store.ts'
import { allotments, costs, financingSources, posts, spendings } from './money.store.ts'
import { actionFields } from './plan.store.ts'
import { publishedPlan, wholePlan } from './publication.store.ts'
import type { PublicMeasure, PublishedPlan } from './publication.ts'
import { type Sheet, sheetsOf } from './sheet.ts'
import { sentencesOfGoals } from './thread.store.ts'

/** The sheet of a measure as everybody may have it; undefined where nobody may. */
export async function publicSheet(db: Read, number: string): Promise<Sheet | undefined> {
  const shown = await publishedPlan(db)
  const measure = shown?.measures.find(each => each.number === number)
  return shown && measure && (await sheets(db, shown, [measure], measure.id))[0]
}

/** Sheets of the measures that stand on a page of the list, with everything staff know of them. */
export async function sheetsAtDesk(db: Read, query: MeasureQuery): Promise<Sheet[]> {
  const names = { fields: await actionFields(db), departments: await departments(db) }
  const asked = new Set(measurePage(await listedMeasures(db), query, names).shown.map(({ id }) => id))
  const shown = await wholePlan(db)
  return sheets(
    db,
    shown,
    shown.measures.filter(({ id }) => asked.has(id)),
  )
}

/** `only`: the one measure they are made for. */
const sheets = async (db: Read, shown: PublishedPlan, wanted: readonly PublicMeasure[], only?: string): Promise<Sheet[]> =>
  sheetsOf(shown, wanted, {
    costs: await costs(db, only),
    allotments: await allotments(db, only),
    spendings: await spendings(db, only),
    posts: await posts(db, only),
    sources: await financingSources(db),
    milestones: await milestones(db, only),
    partners: await partners(db, only),
    sentences: await sentencesOfGoals(db),
  })
