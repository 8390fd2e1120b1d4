import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#platform/config'

/** Folder of real data for tests, beside the project or where LEITBILD_SHARED_DATA says; undefined (and said) where it is absent. */
export function sharedData(part: 'conversations' | 'statistics'): string | undefined {
  const folder = join(process.env.LEITBILD_SHARED_DATA ?? join(projectRoot, '..', 'shared', 'data'), part)
  if (existsSync(folder)) return folder
  console.warn(`  SKIPPED: tests on real data, because ${part} is not there (LEITBILD_SHARED_DATA names its folder).`)
  return undefined
}
