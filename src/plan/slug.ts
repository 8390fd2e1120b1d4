import { slugFor } from '#dialogue'

/** Leaves room for a number behind it. */
const longest = 50

/** A readable address from a name that none of these has yet: jugendamt, jugendamt-2. */
export function freeSlug(name: string, otherwise: string, taken: readonly { slug: string }[]): string {
  const wanted = slugFor(name, otherwise).slice(0, longest).replace(/-+$/, '')
  const known = new Set(taken.map(({ slug }) => slug))
  let slug = wanted
  for (let number = 2; known.has(slug); number++) slug = `${wanted}-${number}`
  return slug
}

/** Two things people would take for the same. */
export const sameName = (one: string, other: string) => folded(one) === folded(other)

const folded = (name: string) => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('de')
