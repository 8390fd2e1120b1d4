import { type Chance, drawn } from './demo.chance.ts'
import type { DemoCurrent } from './demo.ts'
import type { PopulationTable } from './population.ts'
import type { VoluntaryAnswers, VoluntarySetup } from './voluntary.ts'

/** What the invented town asks its people about themselves. */
export const demoSetup: VoluntarySetup = {
  questions: ['age', 'part', 'language'],
  parts: ['Altstadt', 'Plauderfeld', 'Siedlung am Bahnhof', 'Oberschnack'],
}

type Category = { name: string; residents: number; open: number; order: number; everyday: number }

/** Who of 14 years and more lives in the invented town, and how readily those of each current say that they belong there: the young and the new are rarer here. */
const categories: Record<'age' | 'part' | 'language', readonly Category[]> = {
  age: [
    { name: 'under-18', residents: 430, open: 6, order: 3, everyday: 5 },
    { name: '18-29', residents: 1310, open: 14, order: 3, everyday: 7 },
    { name: '30-44', residents: 2240, open: 33, order: 12, everyday: 31 },
    { name: '45-59', residents: 2580, open: 27, order: 25, everyday: 33 },
    { name: '60-74', residents: 2430, open: 17, order: 39, everyday: 20 },
    { name: '75-plus', residents: 1460, open: 6, order: 20, everyday: 7 },
  ],
  part: [
    { name: 'Altstadt', residents: 4210, open: 52, order: 38, everyday: 36 },
    { name: 'Plauderfeld', residents: 3390, open: 28, order: 38, everyday: 34 },
    { name: 'Siedlung am Bahnhof', residents: 2480, open: 9, order: 7, everyday: 16 },
    { name: 'Oberschnack', residents: 1060, open: 11, order: 17, everyday: 14 },
  ],
  language: [
    { name: 'german', residents: 9240, open: 70, order: 93, everyday: 78 },
    { name: 'german-and-other', residents: 1130, open: 20, order: 5, everyday: 13 },
    { name: 'other', residents: 770, open: 10, order: 2, everyday: 9 },
  ],
}

const shareWhoAnswer = 0.68
const shareWhoSkipOne = 0.08

/** What one invented person says of themselves. */
export function demoAnswers(current: DemoCurrent, chance: Chance): VoluntaryAnswers {
  if (chance.next() >= shareWhoAnswer) return {}
  const given = Object.entries(categories).flatMap(([question, of]) => {
    const { name } = drawn(
      of.map(category => ({ ...category, weight: category[current] })),
      chance,
    )
    return chance.next() < shareWhoSkipOne ? [] : [[question, name]]
  })
  return Object.fromEntries(given)
}

export const demoPopulation = (ags: string): PopulationTable => ({
  ags,
  source: 'Melderegister der Stadt Erfundingen (erfundene Zahlen)',
  asOf: '2025-12-31',
  rows: Object.entries(categories).flatMap(([question, of]) =>
    of.map(({ name, residents }) => ({ question: question as keyof typeof categories, category: name, count: residents })),
  ),
})
