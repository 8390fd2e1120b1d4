import { createHash } from 'node:crypto'
import type { Database, Id } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { approvedNumbers, ballotPages } from './map-snapshot.store.ts'
import { newestPopulation } from './population.store.ts'
import { findRepresentation, isArchived, putRepresentation, type StoredRepresentation } from './representation.store.ts'
import { type Participant, type Representation, representationOf, withSameNumbers } from './representation.ts'
import { isStep, staysTold } from './suppression.ts'
import { allVoluntaryAnswers, dialoguesThatAsk, setupOf } from './voluntary.store.ts'
import { voluntaryPseudonyms } from './voluntary.ts'

/** Computes anew who took part, in every dialogue of a town where enough has changed. Doing it twice does no harm. */
export async function refreshRepresentations(
  database: Database,
  secret: Buffer,
  { id: municipality, fewestToShow }: Pick<Municipality, 'id' | 'fewestToShow'>,
  now: Date,
) {
  for (const dialogue of await database.reading(municipality, dialoguesThatAsk))
    await refreshRepresentation(database, secret, municipality, dialogue, fewestToShow, now)
}

/**
 * The only place where what people say of themselves meets their votes; what comes out holds no small number. A new edition waits until
 * as many more have answered as a number must tell of at least: else the difference of two editions would tell of one person. Staff who
 * change questions or import a population do not hasten it: until then the numbers stand as they are.
 */
async function refreshRepresentation(database: Database, secret: Buffer, municipality: Id, dialogue: string, fewest: number, now: Date) {
  const { setup, population, stored, answers, numbers, isOver } = await database.reading(municipality, async db => ({
    setup: await setupOf(db, dialogue),
    population: await newestPopulation(db),
    stored: await findRepresentation(db, dialogue),
    answers: await allVoluntaryAnswers(db, dialogue),
    numbers: await approvedNumbers(db, dialogue),
    isOver: await isArchived(db, dialogue),
  }))
  if (stored && isOver && answers.size === 0) return // the answers went when their time was over; what was published stays
  const basis = createHash('sha256')
    .update(JSON.stringify([setup, population, fewest]))
    .digest('hex')
  const keepNumbers = async (kept: StoredRepresentation) => {
    if (kept.basis === basis) return
    const content = withSameNumbers(kept.content, setup, population, fewest)
    await database.writing(municipality, db => putRepresentation(db, dialogue, { ...kept, basis, content }))
  }
  if (stored && !isStep([stored.respondents], [answers.size], fewest)) return keepNumbers(stored)
  const pseudonymOf = voluntaryPseudonyms(secret, dialogue)
  const people: Participant[] = []
  for await (const page of ballotPages(database, municipality, dialogue, numbers))
    for (const { participant, statements, answers: votes } of page)
      people.push({ answers: answers.get(pseudonymOf(participant)) ?? {}, statements, votes })
  const content = representationOf(people, setup, population, numbers, fewest)
  if (stored && !tellsAll(stored.content, content)) return keepNumbers(stored)
  await database.writing(municipality, db =>
    putRepresentation(db, dialogue, { computedAt: now, respondents: answers.size, basis, content }),
  )
}

/** Whether every category that the edition before told of is told of again, where the question is still asked. */
const tellsAll = (before: Representation, now: Representation): boolean =>
  before.questions.every(({ question, categories }) => {
    const again = now.questions.find(one => one.question === question)
    if (!again) return true
    const countOf = new Map(again.categories.map(({ category, count }) => [category, count]))
    const still = categories.filter(({ category }) => countOf.has(category))
    return staysTold(
      still.map(({ count }) => count !== null),
      still.map(({ category }) => countOf.get(category) !== null),
    )
  })
