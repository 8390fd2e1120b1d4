type ParameterNames<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never

export type Path<Pattern extends string> = {
  readonly pattern: Pattern
  /** The address with its parameters filled in and escaped; query values that are undefined are left out. */
  to(parameters: { [Name in ParameterNames<Pattern>]: string | number }, query?: Record<string, string | number | undefined>): string
}

/** An address of the instance: one pattern for the router and one function for every link to it. */
export function path<const Pattern extends string>(pattern: Pattern, prefix = ''): Path<Pattern> {
  return {
    pattern,
    to: (parameters, query = {}) => {
      const filled = (prefix + pattern).replace(/:(\w+)/g, (_, name) =>
        encodeURIComponent(String(parameters[name as keyof typeof parameters])),
      )
      const search = new URLSearchParams(
        Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
      )
      return search.size > 0 ? `${filled}?${search}` : filled
    },
  }
}

/** An address within a town: the router mounts its pattern below /:town, links name the town. */
export function townPath<const Pattern extends string>(pattern: Pattern) {
  const inTown = path<`/:town${Pattern}`>(`/:town${pattern}` as `/:town${Pattern}`)
  return { pattern, to: inTown.to }
}

/**
 * The path of an address with one slash in front and none at the end: …/offene-daten/ is the same page, and //elsewhere is no other site.
 * A colon that begins a part is encoded: an address that reads like a route's own pattern would be met twice by the router.
 */
export const plainPath = (url: string) => `/${new URL(url).pathname.replace(/^\/+|\/+$/g, '').replace(/(?<=^|\/):/g, '%3A')}`
