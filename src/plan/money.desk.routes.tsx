import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { BadRequest, notFound, type Posted, readForm, reading, type Town, writing } from '#platform/web'
import { allotmentId } from './allotment.desk.page.tsx'
import type { AllotmentKey, AllotmentValues } from './allotment.ts'
import { balancesOf } from './balance.ts'
import type { CostValues } from './cost.ts'
import { aboutMeasure, type InMeasure, type MeasureContext, mayWriteMeasures, measureReaders, measureWriters } from './measure.visitor.ts'
import { allot, dropPost, dropSpending, enterSpending, planCosts, planPost, takeAllotment } from './money.actions.ts'
import { MeasureMoneyPage, type MoneyDesk } from './money.desk.page.tsx'
import { allotments, costs, financingSources, posts, spendings } from './money.store.ts'
import { costCategories } from './money.ts'
import { paths } from './paths.ts'
import type { PostValues } from './post.ts'
import { sourceRoutes } from './source.desk.routes.tsx'
import type { SpendingValues } from './spending.ts'
import type { Room } from './visitor.ts'

const { desk } = paths

/** Costs, sources, spending and posts at the desk. */
export const moneyDeskRoutes = (_room: Room) => new Hono<Town>().route('/', sourceRoutes()).route('/', measureMoneyRoutes())

const measureMoneyRoutes = () =>
  new Hono<InMeasure>()
    .get(desk.measureMoney.pattern, measureReaders, aboutMeasure, reading, async c =>
      c.html(<MeasureMoneyPage c={c} desk={await moneyDesk(c, c.var.db)} />),
    )
    .post(desk.measureCosts.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure } = c.var
      const form = await readForm(c)
      const values = costValues(form)
      const refused = await planCosts(db, { by: signedIn, measure }, values, form.text('seen'))
      if (!refused) return c.redirect(doneAt(c), 303)
      const shown = await moneyDesk(c, db)
      return c.html(
        <MeasureMoneyPage c={c} desk={{ ...shown, cost: { ...shown.cost, refused: { id: 'kosten', values, ...refused } } }} />,
        422,
      )
    })
    .post(desk.measureAllotments.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure } = c.var
      const form = await readForm(c)
      const at = { by: signedIn, measure }
      const values = allotmentValues(form)
      const id = form.text('of')
      const instead = id === 'neu' ? undefined : await allotmentOf(c, db, id)
      const refused =
        instead && form.text('deed') === 'remove' ? await takeAllotment(db, at, instead) : await allot(db, at, values, instead)
      if (!refused) return c.redirect(doneAt(c), 303)
      const shown = await moneyDesk(c, db)
      return c.html(
        <MeasureMoneyPage c={c} desk={{ ...shown, allotment: { ...shown.allotment, refused: { id, values, ...refused } } }} />,
        422,
      )
    })
    .post(desk.measureSpendings.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure, services } = c.var
      const values = spendingValues(await readForm(c))
      const refused = await enterSpending(db, { by: signedIn, measure }, values, services.now())
      if (!refused) return c.redirect(doneAt(c), 303)
      const shown = await moneyDesk(c, db)
      return c.html(
        <MeasureMoneyPage c={c} desk={{ ...shown, spending: { ...shown.spending, refused: { id: 'ausgabe', values, ...refused } } }} />,
        422,
      )
    })
    .post(desk.measureSpending.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure } = c.var
      await dropSpending(db, { by: signedIn, measure }, c.req.param('spending'))
      return c.redirect(doneAt(c), 303)
    })
    .post(desk.measurePosts.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure } = c.var
      const values = postValues(await readForm(c))
      const refused = await planPost(db, { by: signedIn, measure }, values)
      if (!refused) return c.redirect(doneAt(c), 303)
      return c.html(<MeasureMoneyPage c={c} desk={await withPost(c, db, 'stelle-neu', values, refused)} />, 422)
    })
    .post(desk.measurePost.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure } = c.var
      const form = await readForm(c)
      const [id, at, values] = [c.req.param('post'), { by: signedIn, measure }, postValues(form)]
      const refused = form.text('deed') === 'remove' ? await dropPost(db, at, id) : await planPost(db, at, values, id)
      if (!refused) return c.redirect(doneAt(c), 303)
      return c.html(<MeasureMoneyPage c={c} desk={await withPost(c, db, id, values, refused)} />, 422)
    })

const costValues = (form: Posted): CostValues => ({
  year: form.text('year'),
  ...(Object.fromEntries(costCategories.map(category => [category, form.text(category)])) as Omit<CostValues, 'year'>),
})

const allotmentValues = (form: Posted): AllotmentValues => ({
  source: form.text('source'),
  year: form.text('year'),
  state: form.text('state'),
  amount: form.text('amount'),
})

/** Which allotment a form was made for; one that is gone meanwhile is not found. */
async function allotmentOf(c: MeasureContext, db: Read, id: string): Promise<AllotmentKey> {
  if (!id) throw new BadRequest('value-unknown')
  const sources = await financingSources(db)
  return (await allotments(db, c.var.measure.id)).find(allotment => allotmentId(allotment, sources) === id) ?? notFound()
}

const spendingValues = (form: Posted): SpendingValues => ({
  spentOn: form.text('spentOn'),
  amount: form.text('amount'),
  source: form.text('source'),
  purpose: form.text('purpose'),
})

const postValues = (form: Posted): PostValues => ({
  title: form.text('title'),
  grade: form.text('grade'),
  year: form.text('year'),
  share: form.text('share'),
  isFilled: form.has('isFilled'),
  fundedUntil: form.text('fundedUntil'),
})

async function moneyDesk(c: MeasureContext, db: Read): Promise<MoneyDesk> {
  const { measure, services } = c.var
  const money = {
    costs: await costs(db, measure.id),
    allotments: await allotments(db, measure.id),
    spendings: await spendings(db, measure.id),
  }
  const year = c.req.query('jahr')
  return {
    balances: balancesOf(money),
    sources: await financingSources(db),
    cost: { costs: money.costs, year: year && /^\d{4}$/.test(year) ? Number(year) : undefined },
    allotment: { allotments: money.allotments },
    spending: { spendings: money.spendings, today: dayOf(services.now()) },
    post: { posts: await posts(db, measure.id) },
    mayWrite: mayWriteMeasures(c),
    done: c.req.query('fertig') !== undefined,
  }
}

type PostRefused = Exclude<Awaited<ReturnType<typeof planPost>> | Awaited<ReturnType<typeof dropPost>>, undefined>

async function withPost(c: MeasureContext, db: Read, id: string, values: PostValues, refused: PostRefused): Promise<MoneyDesk> {
  const shown = await moneyDesk(c, db)
  const why = typeof refused === 'string' ? { refusal: refused } : { refused: { id, values, ...refused } }
  return { ...shown, post: { ...shown.post, ...why } }
}

const doneAt = (c: MeasureContext) => desk.measureMoney.to({ town: c.var.municipality.slug, measure: c.var.measure.number }, { fertig: 1 })
