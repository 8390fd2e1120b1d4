import { readEmail } from '#platform/people'
import { sameName } from './slug.ts'

/** A department (Fachamt) of the administration. */
export type Department = {
  id: string
  slug: string
  name: string
  shortName: string
  headRole: string
  headName: string
  /** where update rounds and requests to lead are sent; '' while nobody has said */
  mail: string
  parentId: string | null
  isClosed: boolean
}

/** As typed, so that a refusal loses nothing; `parent` by its slug. */
export type DepartmentValues = Record<'name' | 'shortName' | 'headRole' | 'headName' | 'mail' | 'parent', string>

export type DepartmentRefusal =
  | 'name-missing'
  | 'name-taken'
  | 'too-long'
  | 'mail-wrong'
  | 'parent-unknown'
  | 'parent-closed'
  | 'parent-circular'
  | 'changed-meanwhile'
export type DepartmentRefusals = Partial<Record<keyof DepartmentValues, DepartmentRefusal>>

/** Why a department cannot be closed, opened again or removed. */
export type ClosingRefusal = 'children-open' | 'parent-closed' | 'in-use'

export type JudgedDepartment = Omit<Department, 'id' | 'slug' | 'isClosed'>

export const longestInDepartment = { name: 120, shortName: 20, headRole: 120, headName: 100, mail: 254 } as const

export const emptyDepartment: DepartmentValues = { name: '', shortName: '', headRole: '', headName: '', mail: '', parent: '' }

/** Checks a department against all there are; `own` is the one that is changed. */
export function judgeDepartment(
  values: DepartmentValues,
  all: readonly Department[],
  own?: Department,
): JudgedDepartment | { refusals: DepartmentRefusals } {
  const refusals: DepartmentRefusals = {}
  const parent = all.find(({ slug }) => slug === values.parent)
  const mail = values.mail === '' ? '' : readEmail(values.mail)
  const parentRefusal = values.parent === '' ? undefined : judgeParent(parent, all, own)

  for (const field of ['name', 'shortName', 'headRole', 'headName', 'mail'] as const)
    if (values[field].length > longestInDepartment[field]) refusals[field] = 'too-long'
  if (values.name === '') refusals.name = 'name-missing'
  else if (all.some(({ id, name }) => id !== own?.id && sameName(name, values.name))) refusals.name = 'name-taken'
  if (mail === undefined) refusals.mail ??= 'mail-wrong'
  if (parentRefusal) refusals.parent = parentRefusal

  if (Object.keys(refusals).length > 0) return { refusals }
  const { name, shortName, headRole, headName } = values
  return { name, shortName, headRole, headName, mail: mail ?? '', parentId: parent?.id ?? null }
}

function judgeParent(parent: Department | undefined, all: readonly Department[], own: Department | undefined) {
  if (!parent) return 'parent-unknown'
  if (own && isWithin(all, parent, own.id)) return 'parent-circular'
  return parent.isClosed && parent.id !== own?.parentId ? 'parent-closed' : undefined
}

/** The department itself, or one that belongs to it over any number of steps. */
export function isWithin(all: readonly Department[], department: Department, id: string): boolean {
  const byId = new Map(all.map(each => [each.id, each]))
  const seen = new Set<string>()
  for (let each: Department | undefined = department; each && !seen.has(each.id); each = byId.get(each.parentId ?? '')) {
    if (each.id === id) return true
    seen.add(each.id)
  }
  return false
}

/** Each department followed by those that belong to it; `depth` says how deep it stands. */
export function inTree(all: readonly Department[]): { department: Department; depth: number }[] {
  const children = Map.groupBy(all, ({ parentId }) => parentId)
  const below = (parentId: string | null, depth: number): { department: Department; depth: number }[] =>
    (children.get(parentId) ?? []).flatMap(department => [{ department, depth }, ...below(department.id, depth + 1)])
  return below(null, 0)
}

export const valuesOf = (department: Department, all: readonly Department[]): DepartmentValues => ({
  name: department.name,
  shortName: department.shortName,
  headRole: department.headRole,
  headName: department.headName,
  mail: department.mail,
  parent: all.find(({ id }) => id === department.parentId)?.slug ?? '',
})
