import type { TestProject } from 'vitest/node'
import { startTemporaryPostgres } from '../../src/platform/testing/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One PostgreSQL for the whole run, in a temporary directory; without binaries there is no such project. */
export default async function setup(project: TestProject) {
  const postgres = await startTemporaryPostgres()
  if (!postgres) throw new Error('vitest.config.ts has this project only where there are binaries of PostgreSQL')
  project.provide('postgresUrl', postgres.url)
  return () => postgres.stop()
}
