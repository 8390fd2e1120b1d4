import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { DataDirectoryUnusable } from './embedded-errors.ts'

export type Node = { name: string; parent: Node }
export type Stream = { nfd: number; node: Node }

/** How PGlite reaches the disk: the operations of Emscripten's NODEFS. A test may wrap them. */
export type DiskOperations = {
  FS: { ErrnoError: new (errno: number) => Error; isDir(mode: number): boolean }
  NODEFS: {
    realPath(node: Node): string
    tryFSOperation<Result>(operation: () => Result): Result
    stream_ops: {
      write(stream: Stream, buffer: Uint8Array, offset: number, length: number, position: number): number
      setattr(stream: Stream, attributes: { size?: number }): void
      fsync(stream: Stream): number
    }
    node_ops: {
      mknod(parent: Node, name: string, mode: number, device: number): Node
      setattr(node: Node, attributes: { size?: number }): void
      rename(node: Node, newDirectory: Node, newName: string): void
      unlink(parent: Node, name: string): void
      rmdir(parent: Node, name: string): void
    }
  }
}

type InitOptions = Parameters<NodeFS['init']>[1]

/** PGlite's file system on disk, with the fsync it lacks: without it an acknowledged commit may be gone after a power loss. */
export class SyncingDisk extends NodeFS {
  walSyncs = 0
  walBytes = 0
  readonly #wrap: ((operations: DiskOperations) => void) | undefined

  constructor(directory: string, wrap?: (operations: DiskOperations) => void) {
    super(directory)
    this.#wrap = wrap
  }

  override async init(pg: PGlite, options: InitOptions) {
    const { emscriptenOpts } = await super.init(pg, options)
    emscriptenOpts.preRun?.push(module => this.#arm(module as unknown as DiskOperations))
    return { emscriptenOpts }
  }

  #arm(operations: DiskOperations) {
    const { stream_ops: streams, tryFSOperation } = operations.NODEFS
    const { write } = streams
    streams.write = (stream, buffer, offset, length, position) => {
      const written = write(stream, buffer, offset, length, position)
      if (isWalSegment(stream)) this.walBytes += written
      return written
    }
    streams.fsync = stream => {
      tryFSOperation(() => syncStream(stream))
      if (isWalSegment(stream)) this.walSyncs++
      return 0
    }
    this.#wrap?.(operations)
  }
}

function syncStream({ nfd }: Stream) {
  // Windows syncs no directories
  if (process.platform === 'win32' && fstatSync(nfd).isDirectory()) return
  fsyncSync(nfd)
}

const isWalSegment = ({ node }: Stream) => node.parent.name === 'pg_wal' && /^[0-9A-F]{24}$/.test(node.name)

/** Makes a directory if need be and throws DataDirectoryUnusable, with the reason, unless it can be written and has room. */
export function requireWritable(directory: string, bytes: number) {
  try {
    makeDirectory(directory)
    writeProbe(join(directory, '.probe'))
  } catch (error) {
    throw new DataDirectoryUnusable(directory, diskReason(error), { cause: error })
  }
  const { bavail, bsize } = statfsSync(directory)
  if (bavail * bsize < bytes)
    throw new DataDirectoryUnusable(
      directory,
      `the disk is full (${megabytes(bavail * bsize)} MB are free, at least ${megabytes(bytes)} MB are needed)`,
    )
}

function makeDirectory(directory: string) {
  const topmostMade = mkdirSync(directory, { recursive: true })
  if (!topmostMade) return
  for (let made = directory; made.length >= topmostMade.length; made = dirname(made)) syncDirectory(dirname(made))
}

function writeProbe(file: string) {
  try {
    const descriptor = openSync(file, 'w')
    try {
      writeSync(descriptor, Buffer.alloc(65_536))
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } finally {
    rmSync(file, { force: true })
  }
}

function diskReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return (code && reasons[code]) ?? message
}

const reasons: Partial<Record<string, string>> = {
  EACCES: 'this user has no permission to write there',
  EPERM: 'this user has no permission to write there',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota of this user is used up',
  ENOTDIR: 'a part of its path is not a directory',
  EEXIST: 'it is not a directory',
  ELOOP: 'its path is a circle of links',
  ENAMETOOLONG: 'its path is too long',
}

const megabytes = (bytes: number) => Math.floor(bytes / 1_000_000)

/** Syncs a directory with every file and directory below. */
export function syncTree(directory: string) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else if (entry.isFile()) syncPath(path, 'r+')
  }
  syncDirectory(directory)
}

export function syncDirectory(directory: string) {
  if (process.platform !== 'win32') syncPath(directory, 'r')
}

function syncPath(path: string, flags: 'r' | 'r+') {
  const descriptor = openSync(path, flags)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
