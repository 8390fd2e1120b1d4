import type { Cell, MatrixView } from './matrix.ts'

/** A mark in a cell: how often a department leads for certain, is asked to lead, or takes part. */
export type Mark = { kind: 'lead' | 'asked' | 'part'; count: number }

export function marksOf(cell: Cell | undefined): Mark[] {
  if (!cell) return []
  const marks: Mark[] = [
    { kind: 'lead', count: cell.leads - cell.asked },
    { kind: 'asked', count: cell.asked },
    { kind: 'part', count: cell.parts },
  ]
  return marks.filter(({ count }) => count > 0)
}

/** Sizes of the picture in its own units: a pixel on a wide screen. */
export const sizes = { fields: 222, row: 54, mark: 25, gap: 3, money: 142, line: 17 } as const

/** How wide a column must be for the fullest of its cells, and how high its head for the longest name. */
export function layoutOf({ matrix, fields, departments, showsMoney }: MatrixView) {
  const most = Math.max(1, ...fields.flatMap(({ id }) => [...(matrix.cells.get(id)?.values() ?? [])].map(cell => marksOf(cell).length)))
  const column = Math.max(48, most * (sizes.mark + sizes.gap) + 8)
  const names = departments.map(({ name }) => linesOf(name, 24, 2))
  const head = 22 + 7.5 * Math.max(5, ...names.flat().map(({ length }) => length))
  return {
    column,
    head,
    names,
    width: sizes.fields + departments.length * column + (showsMoney ? sizes.money : 12),
    height: head + fields.length * sizes.row + 4,
  }
}

/** A name in lines of so many characters; what does not fit ends in dots. */
export function linesOf(name: string, most: number, lines: number): string[] {
  const words = name.split(/\s+/)
  const set: string[] = []
  for (const word of words) {
    const last = set.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= most) set[set.length - 1] = `${last} ${word}`
    else set.push(word)
  }
  const kept = set.slice(0, lines)
  if (set.length > lines) kept[lines - 1] = `${kept[lines - 1]} …`
  return kept.map(line => (line.length > most ? `${line.slice(0, most - 1)}…` : line))
}
