import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balancesOf, sumBalances } from './balance.ts'
import { allotmentStates, costCategories, mostCents, sumCents } from './money.ts'

const ids = fc.constantFrom('a', 'b', 'c')
const year = fc.integer({ min: 2024, max: 2028 })
const amountCents = fc.integer({ min: 1, max: mostCents })
const money = fc.record({
  costs: fc.array(fc.record({ measureId: ids, year, category: fc.constantFrom(...costCategories), amountCents })),
  allotments: fc.array(
    fc.record({ measureId: ids, sourceId: fc.constant('s'), year, state: fc.constantFrom(...allotmentStates), amountCents }),
  ),
  spendings: fc.array(
    fc.record({
      id: fc.uuid(),
      measureId: ids,
      sourceId: fc.constant(null),
      spentOn: year.map(spent => `${spent}-05-04`),
      amountCents,
      purpose: fc.constant(''),
    }),
  ),
})

test('what is planned and not financed is a gap, what is financed and not planned is too much, each in its year', () => {
  const balances = balancesOf({
    costs: [
      { measureId: 'a', year: 2026, category: 'personnel', amountCents: 5_000_00 },
      { measureId: 'a', year: 2026, category: 'rooms', amountCents: 50 },
      { measureId: 'a', year: 2027, category: 'rooms', amountCents: 100_00 },
    ],
    allotments: [
      { measureId: 'a', sourceId: 's', year: 2026, state: 'granted', amountCents: 3_000_00 },
      { measureId: 'a', sourceId: 't', year: 2026, state: 'applied', amountCents: 1_000_00 },
      { measureId: 'a', sourceId: 's', year: 2027, state: 'drawn', amountCents: 150_00 },
    ],
    spendings: [{ id: '1', measureId: 'a', sourceId: 's', spentOn: '2026-12-31', amountCents: 12_34, purpose: '' }],
  })
  expect(balances).toEqual([
    { measureId: 'a', year: 2026, planned: 5_000_50, financed: 4_000_00, secured: 3_000_00, spent: 12_34, gap: 1_000_50, surplus: 0 },
    { measureId: 'a', year: 2027, planned: 100_00, financed: 150_00, secured: 150_00, spent: 0, gap: 0, surplus: 50_00 },
  ])
  expect(sumBalances(balances)).toEqual({
    planned: 5_100_50,
    financed: 4_150_00,
    secured: 3_150_00,
    spent: 12_34,
    gap: 1_000_50,
    surplus: 50_00,
  })
})

test('no cut through the money loses or gains a cent', () => {
  fc.assert(
    fc.property(money, all => {
      const balances = balancesOf(all)
      const sum = sumBalances(balances)
      expect([sum.planned, sum.financed, sum.spent]).toEqual([sumCents(all.costs), sumCents(all.allotments), sumCents(all.spendings)])
      expect(sum.planned - sum.financed).toBe(sum.gap - sum.surplus)
      for (const by of ['measureId', 'year'] as const)
        expect(sumBalances([...Map.groupBy(balances, balance => balance[by]).values()].map(sumBalances))).toEqual(sum)
    }),
  )
})
