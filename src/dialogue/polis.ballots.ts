/**
 * Votes as they stand in a file, in its order, repeated ones included; ids are numbered as they appear. 17 bytes a vote, kept in portions,
 * so that growing copies nothing.
 */
export class Ballots {
  readonly participants = new Numbering()
  readonly statements = new Numbering()
  count = 0
  participant: Uint32Array[] = []
  statement: Uint32Array[] = []
  answer: Int8Array[] = []
  /** Milliseconds since 1970; −1 where the file says nothing. */
  time: Float64Array[] = []

  add(participant: number, statement: number, answer: number, time: number): void {
    const portion = this.count >>> portionBits
    const place = this.count & portionMask
    if (place === 0) this.#addPortion()
    this.participant[portion]![place] = participant
    this.statement[portion]![place] = statement
    this.answer[portion]![place] = answer
    this.time[portion]![place] = time
    this.count++
  }

  #addPortion(): void {
    this.participant.push(new Uint32Array(portionSize))
    this.statement.push(new Uint32Array(portionSize))
    this.answer.push(new Int8Array(portionSize))
    this.time.push(new Float64Array(portionSize))
  }
}

/** Large enough to be few (115 for 30 million votes), small enough that the last one, half empty, does not count. */
const portionBits = 21
const portionSize = 2 ** portionBits
const portionMask = portionSize - 1

/** Gives every id a number, in the order of appearance. Ids are whole numbers as text; 7 and 007 are two. */
export class Numbering {
  readonly #ids: (number | string)[] = []
  readonly #numbers = new Map<number | string, number>()
  /** One more than the number of each small id, or 0: Pol.is counts people and statements from 0, and a table is faster than a map. */
  #small = new Uint32Array(1 << 12)

  /** `id`: a whole number that was written without leading zeros. */
  of(id: number): number {
    if (id >= largestTable) return this.#ofAny(id)
    if (id >= this.#small.length) this.#enlarge(id)
    const known = this.#small[id]!
    if (known > 0) return known - 1
    this.#small[id] = this.#ids.push(id)
    return this.#ids.length - 1
  }

  ofText(text: string): number {
    const id = Number(text)
    return String(id) === text ? this.of(id) : this.#ofAny(text)
  }

  #ofAny(id: number | string): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    this.#numbers.set(id, this.#ids.length)
    return this.#ids.push(id) - 1
  }

  #enlarge(id: number): void {
    const larger = new Uint32Array(2 ** (32 - Math.clz32(id)))
    larger.set(this.#small)
    this.#small = larger
  }

  /** The ids, smallest first, and which place among them each number has. */
  ascending(): { ids: string[]; rank: Uint32Array } {
    const sorted = this.#sorted()
    const rank = new Uint32Array(sorted.length)
    const ids = new Array<string>(sorted.length)
    for (let place = 0; place < sorted.length; place++) {
      const id = sorted[place]!
      rank[typeof id === 'number' ? this.of(id) : this.#ofAny(id)] = place
      ids[place] = String(id)
    }
    return { ids, rank }
  }

  /** Numbers alone are sorted several times as fast. */
  #sorted(): ArrayLike<number | string> {
    if (this.#ids.every(id => typeof id === 'number')) return Float64Array.from(this.#ids).sort()
    return this.#ids.toSorted((a, b) => Number(a) - Number(b) || (String(a) < String(b) ? -1 : 1))
  }
}

/** 64 MB, of which only what ids fall into is ever touched. */
const largestTable = 2 ** 24
