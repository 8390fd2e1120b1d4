import {
  appendFileSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { openEmbedded } from '../../src/platform/db/embedded.ts'
import type { DiskOperations, Node, Stream } from '../../src/platform/db/embedded-disk.ts'

/** A line of the shadow's journal of names: what exists under which name, and which names outlive a power loss. */
export type NameEntry = { present: string; id: number } | { kept: string; id: Id } | { lost: string }
type Id = number | 'directory'

/**
 * Keeps beside a cluster what a power loss would leave of it: one shadow per file, which receives content only when the file is synced,
 * and a journal of names. A new name is kept when its file or its directory is synced, a rename or removal only when the directory is.
 * ext4, XFS and Btrfs promise at least that.
 */
class PowerLossRecorder {
  readonly #cluster: string
  readonly #shadow: string
  readonly #present = new Map<string, Id>()
  readonly #kept = new Map<string, Id>()
  readonly #keptIds = new Set<Id>()
  readonly #unsynced = new Map<Id, [from: number, to: number][]>()
  #files = 0

  /** Everything that is there at the beginning counts as safe. */
  constructor(cluster: string, shadow: string) {
    this.#cluster = cluster
    this.#shadow = shadow
    mkdirSync(shadow)
    this.#takeAll(cluster)
  }

  #takeAll(directory: string) {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name)
      const id = entry.isDirectory() ? 'directory' : this.#files++
      if (id === 'directory') this.#takeAll(path)
      else copyFileSync(path, this.#shadowOf(id))
      this.#appear(path, id)
      this.#keep(path, id)
    }
  }

  /** Unless `isSyncing`, a sync is asked for and nothing happens, as with PGlite by itself. */
  record({ NODEFS, FS }: DiskOperations, isSyncing: boolean) {
    const { stream_ops: streams, node_ops: nodes, realPath } = NODEFS
    const below = (parent: Node, name: string) => join(realPath(parent), name)
    const change = (node: Node, from: number, to = Number.POSITIVE_INFINITY) => this.#change(realPath(node), from, to)
    following(streams, 'write', (written, stream, _buffer, _offset, _length, position) => change(stream.node, position, position + written))
    following(streams, 'setattr', (_, stream, { size }) => size !== undefined && change(stream.node, size))
    if (isSyncing) following(streams, 'fsync', (_, stream) => this.#sync(stream, realPath(stream.node)))
    following(nodes, 'setattr', (_, node, { size }) => size !== undefined && change(node, size))
    following(nodes, 'mknod', (_, parent, name, mode) => this.#appear(below(parent, name), FS.isDir(mode) ? 'directory' : this.#files++))
    following(nodes, 'unlink', (_, parent, name) => this.#present.delete(below(parent, name)))
    following(nodes, 'rmdir', (_, parent, name) => this.#present.delete(below(parent, name)))
    const { rename } = nodes
    nodes.rename = (node, newDirectory, newName) => {
      const path = realPath(node)
      rename(node, newDirectory, newName)
      this.#rename(path, below(newDirectory, newName))
    }
  }

  #change(path: string, from: number, to: number) {
    const id = this.#present.get(path)
    if (id !== undefined) this.#unsynced.set(id, [...(this.#unsynced.get(id) ?? []), [from, to]])
  }

  #rename(path: string, newPath: string) {
    for (const [present, id] of [...this.#present]) {
      if (present !== path && !present.startsWith(`${path}/`)) continue
      this.#present.delete(present)
      this.#appear(newPath + present.slice(path.length), id)
    }
  }

  #sync({ nfd }: Stream, path: string) {
    const id = path === this.#cluster ? 'directory' : this.#present.get(path)
    if (id === undefined) return // removed while it was open
    if (id === 'directory') return this.#syncNames(path)
    this.#syncContent(nfd, id)
    if (!this.#keptIds.has(id)) this.#keep(path, id)
  }

  #syncNames(directory: string) {
    for (const path of [...this.#kept.keys()]) if (dirname(path) === directory && !this.#present.has(path)) this.#lose(path)
    for (const [path, id] of this.#present) if (dirname(path) === directory && this.#kept.get(path) !== id) this.#keep(path, id)
  }

  #syncContent(descriptor: number, id: number) {
    const shadow = openSync(this.#shadowOf(id), constants.O_RDWR | constants.O_CREAT)
    const { size } = fstatSync(descriptor)
    for (const [from, to] of this.#unsynced.get(id) ?? []) copyRange(descriptor, shadow, from, Math.min(to, size))
    ftruncateSync(shadow, size)
    closeSync(shadow)
    this.#unsynced.delete(id)
  }

  #appear(path: string, id: Id) {
    this.#present.set(path, id)
    if (id !== 'directory') this.#note({ present: path, id })
  }

  #keep(path: string, id: Id) {
    this.#kept.set(path, id)
    this.#keptIds.add(id)
    this.#note({ kept: path, id })
  }

  #lose(path: string) {
    this.#kept.delete(path)
    this.#note({ lost: path })
  }

  #note(entry: NameEntry) {
    appendFileSync(join(this.#shadow, 'names'), `${JSON.stringify(entry)}\n`)
  }

  #shadowOf(id: number) {
    return join(this.#shadow, String(id))
  }
}

function copyRange(source: number, target: number, from: number, to: number) {
  if (to <= from) return
  const bytes = Buffer.alloc(to - from)
  const read = readSync(source, bytes, 0, bytes.length, from)
  writeSync(target, bytes, 0, read, from)
}

type Operations = Record<string, (...given: never[]) => unknown>

function following<Of extends Operations, Name extends keyof Of & string>(
  operations: Of,
  name: Name,
  act: (result: ReturnType<Of[Name]>, ...given: Parameters<Of[Name]>) => unknown,
) {
  const original = operations[name]!
  const replaced = (...given: Parameters<Of[Name]>) => {
    const result = original(...given) as ReturnType<Of[Name]>
    act(result, ...given)
    return result
  }
  Object.assign(operations, { [name]: replaced })
}

/** Three rows in each transaction, more than fit into memory over time, and now and then what upkeep does. */
async function commitWithoutEnd(directory: string, record: (operations: DiskOperations) => void) {
  const { pool, maintain } = await openEmbedded(directory, { disk: record })
  await pool.query('create table if not exists deed (number integer, part integer, text text, primary key (number, part))')
  for (let number = 1; ; number++) {
    await pool.query(`insert into deed select $1::integer, part, repeat('x', 500) from generate_series(1, 3) part`, [number])
    writeSync(1, `${number}\n`)
    if (number % 100 === 0) await pool.query('update deed set text = $1 where number % 10 = 0', [`changed at ${number}`])
    if (number % 150 === 0) await maintain()
  }
}

const [directory, shadow, disk] = process.argv.slice(2) as [string, string, 'syncing' | 'forgetful']
const recorder = new PowerLossRecorder(join(directory, 'database'), shadow)
await commitWithoutEnd(directory, operations => recorder.record(operations, disk === 'syncing'))
