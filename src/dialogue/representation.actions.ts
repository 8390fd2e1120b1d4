import { createHash } from 'node:crypto'
import type { Database, Id } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { approvedNumbers, ballotPages } from './map-snapshot.store.ts'
import { newestPopulation } from './population.store.ts'
import { findRepresentation, putRepresentation } from './representation.store.ts'
import { type Participant, representationOf } from './representation.ts'
import { isStep } from './suppression.ts'
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
 * as many more have answered as a number must tell of at least: else the difference of two editions would tell of one person. Other
 * questions or another population alone make one only while nobody has come in between.
 */
async function refreshRepresentation(database: Database, secret: Buffer, municipality: Id, dialogue: string, fewest: number, now: Date) {
  const { setup, population, stored, answers, numbers } = await database.reading(municipality, async db => ({
    setup: await setupOf(db, dialogue),
    population: await newestPopulation(db),
    stored: await findRepresentation(db, dialogue),
    answers: await allVoluntaryAnswers(db, dialogue),
    numbers: await approvedNumbers(db, dialogue),
  }))
  const basis = createHash('sha256')
    .update(JSON.stringify([setup, population, fewest]))
    .digest('hex')
  const isSamePeople = stored !== undefined && stored.respondents === answers.size
  const isDue = !stored || (isSamePeople ? stored.basis !== basis : isStep([stored.respondents], [answers.size], fewest))
  if (!isDue) return
  const pseudonymOf = voluntaryPseudonyms(secret, dialogue)
  const people: Participant[] = []
  for await (const page of ballotPages(database, municipality, dialogue, numbers))
    for (const { participant, statements, answers: votes } of page)
      people.push({ answers: answers.get(pseudonymOf(participant)) ?? {}, statements, votes })
  const content = representationOf(people, setup, population, numbers, fewest)
  await database.writing(municipality, db =>
    putRepresentation(db, dialogue, { computedAt: now, respondents: answers.size, basis, content }),
  )
}
