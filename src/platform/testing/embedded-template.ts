import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectRoot } from '../config/index.ts'
import { type Embedded, type EmbeddedOptions, openEmbedded } from '../db/embedded.ts'
import { makeCluster } from '../db/embedded-cluster.ts'

/** An empty embedded database in a temporary directory that `close` removes; a copy of a cluster made once, so it is quick. */
export async function openTemporaryEmbedded(options: EmbeddedOptions = {}): Promise<Embedded & { directory: string }> {
  const directory = await temporaryDataDirectory()
  const embedded = await openEmbedded(directory, options)
  return {
    ...embedded,
    directory,
    async close() {
      await embedded.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A temporary data directory as a first start leaves it. */
export async function temporaryDataDirectory(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'leitbild-data-'))
  cpSync(await clusterTemplate(), join(directory, 'database'), { recursive: true })
  return directory
}

async function clusterTemplate(): Promise<string> {
  const template = join(projectRoot, 'node_modules', '.cache', 'leitbild', `cluster-${pgliteVersion()}`)
  if (existsSync(template)) return template
  mkdirSync(dirname(template), { recursive: true })
  try {
    await makeCluster(template)
  } catch (error) {
    if (!existsSync(template)) throw error // another test worker was quicker
  }
  return template
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  return JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')).version
}
