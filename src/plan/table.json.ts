import type { PlanTable, Value } from './table.ts'

/** The tables for programs: rows as objects, words as keys, days as `2026-03-01`, money as cents. */
export const jsonOf = (about: Readonly<Record<string, Value>>, tables: readonly PlanTable[]): string =>
  JSON.stringify({ ...about, ...Object.fromEntries(tables.map(table => [table.key, objectsOf(table)])) }, null, 2)

const objectsOf = ({ columns, rows }: PlanTable) =>
  rows.map(row => Object.fromEntries(row.map((value, place) => [columns[place]!.key, value])))
