import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { syncDirectory, syncTree } from './embedded-disk.ts'
import { DataDirectoryUnusable } from './embedded-errors.ts'

/** The PostgreSQL that PGlite brings. Another major cannot read the files of this one. */
export const embeddedMajor = 18

/** Makes the cluster under another name, syncs all of it and only then gives it its name: half a cluster is never opened. */
export async function makeCluster(cluster: string) {
  const unfinished = mkdtempSync(`${cluster}.unfinished-`)
  try {
    await runInitdb(unfinished)
    syncTree(unfinished)
    renameSync(unfinished, cluster)
    syncDirectory(dirname(cluster))
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new DataDirectoryUnusable(dirname(cluster), `no database can be made in it (${firstLine(error)})`, { cause: error })
  }
}

/** A first start that was cut off leaves its unfinished cluster behind. */
export function removeUnfinished(cluster: string) {
  for (const name of readdirSync(dirname(cluster)))
    if (name.startsWith(`${basename(cluster)}.unfinished-`))
      rmSync(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 10 })
}

/** Throws DataDirectoryUnusable unless this PostgreSQL made the cluster, or one that writes the same files. */
export function refuseOtherMajor(cluster: string) {
  const version = join(cluster, 'PG_VERSION')
  if (!existsSync(version)) throw new DataDirectoryUnusable(dirname(cluster), `${cluster} is not a database`)
  const major = readFileSync(version, 'utf8').trim()
  if (major !== String(embeddedMajor))
    throw new DataDirectoryUnusable(
      dirname(cluster),
      `it was made by PostgreSQL ${major}, this program brings PostgreSQL ${embeddedMajor}. Make a backup with the program that made it and restore it here.`,
    )
}

/** In a process of its own: initdb takes about a gigabyte for a moment and would leave 200 MB behind. */
async function runInitdb(directory: string) {
  const { resolve } = createRequire(import.meta.url)
  await promisify(execFile)(process.execPath, [
    '--eval',
    initdb,
    resolve('@electric-sql/pglite'),
    resolve('@electric-sql/pglite/nodefs'),
    directory,
  ])
}

const initdb = `
  const [pglite, nodefs, directory] = process.argv.slice(1)
  const { PGlite } = require(pglite)
  const { NodeFS } = require(nodefs)
  process.stdin.on('end', () => process.exit(1)).resume() // whoever asked for it was killed
  PGlite.create({ fs: new NodeFS(directory) }).then(made => made.close()).then(() => process.exit())`

const firstLine = (error: unknown) => {
  const { stderr, message } = error as { stderr?: string; message: string }
  return (stderr || message).match(/^.*(?:Error|FATAL|PANIC):.*$/m)?.[0] ?? message.split('\n', 1)[0]
}
