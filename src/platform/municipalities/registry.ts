import type { Database } from '#platform/db'
import type { Log } from '#platform/log'
import { allMunicipalities } from './municipality.store.ts'
import { type Municipality, townSegments } from './municipality.ts'

/** The municipalities of this instance, held in memory because every request begins by asking which town it means. */
export type MunicipalityRegistry = {
  bySlug(slug: string): Municipality | undefined
  all(): readonly Municipality[]
  /** The path with its town in front, where a town alone on the instance was asked without its name. */
  completed(path: string): string
  refresh(): Promise<void>
}

export async function openRegistry(database: Database): Promise<MunicipalityRegistry> {
  let known: Municipality[] = []
  let slugs = new Map<string, Municipality>()
  const registry: MunicipalityRegistry = {
    bySlug: slug => slugs.get(slug),
    all: () => known,
    completed: path => {
      const [only, second] = known
      const first = path.split('/', 2)[1] ?? ''
      if (!only || second || slugs.has(first)) return path
      if (path === '/') return `/${only.slug}`
      return townSegments.has(first) ? `/${only.slug}${path}` : path
    },
    refresh: async () => {
      known = await database.readingInstance(allMunicipalities)
      slugs = new Map(known.map(municipality => [municipality.slug, municipality]))
    },
  }
  await registry.refresh()
  return registry
}

const freshMilliseconds = 10_000

/** Several processes may serve one database: each looks now and then for what another has changed. The embedded one has one process. */
export function keepFresh(
  { database, municipalities, log }: { database: Pick<Database, 'kind'>; municipalities: Pick<MunicipalityRegistry, 'refresh'>; log: Log },
  milliseconds = freshMilliseconds,
): { stop(): void } {
  if (database.kind === 'embedded') return { stop: () => {} }
  const look = () => municipalities.refresh().catch(error => log.warn({ error: error.name }, 'municipalities cannot be read'))
  const timer = setInterval(look, milliseconds)
  return { stop: () => clearInterval(timer) }
}
