import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzip } from 'fflate'

/** The tables of a downloaded archive in a directory of their own, until `remove` is called. Undefined: this is no archive that can be read. */
export async function unpacked(archive: string): Promise<{ directory: string; remove: () => Promise<void> } | undefined> {
  const files = await tablesIn(archive).catch(() => undefined)
  if (!files) return undefined
  const directory = await mkdtemp(join(tmpdir(), 'leitbild-'))
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(directory, name), bytes)
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) }
}

const tables = ['votes.csv', 'comments.csv', 'summary.csv']

async function tablesIn(archive: string): Promise<Record<string, Uint8Array>> {
  const bytes = await readFile(archive)
  return new Promise((resolve, reject) => {
    unzip(bytes, { filter: ({ name }) => tables.includes(name) }, (error, found) => (error ? reject(error) : resolve(found)))
  })
}
