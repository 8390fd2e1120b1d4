import { Unzip, UnzipInflate } from 'fflate'

/** Files of an archive by their names; of those that were not wanted nothing but the name. */
export type Archive = { names: string[]; files: Map<string, Uint8Array> }

export type UnpackRules = {
  /** all files together, unpacked */
  mostBytes: number
  wanted(name: string): boolean
  /** looks at what comes out; true ends it */
  isEnough?(name: string, piece: Uint8Array): boolean
}

/** What goes in at once: Deflate makes at most 1,032 bytes of one, so that one bite is never more than some megabytes. */
const bite = 8192

/**
 * Unpacks a ZIP file bite by bite and stops as soon as too much came out, whatever the archive says of its sizes: a bomb is recognised
 * by what has come out of it, not after it has gone off.
 */
export function unpack(bytes: Uint8Array, { mostBytes, wanted, isEnough }: UnpackRules): Archive | 'too-large' | 'enough' | 'broken' {
  const archive: Archive = { names: [], files: new Map() }
  const pieces = new Map<string, Uint8Array[]>()
  let size = 0
  let stopped: 'too-large' | 'enough' | undefined
  const unzip = new Unzip(file => {
    archive.names.push(file.name)
    if (!wanted(file.name)) return
    const own: Uint8Array[] = []
    pieces.set(file.name, own)
    file.ondata = (error, piece) => {
      if (error) throw error
      size += piece.length
      if (size > mostBytes) stopped = 'too-large'
      else if (isEnough?.(file.name, piece)) stopped = 'enough'
      if (stopped) throw new Error(stopped)
      own.push(piece)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += bite) unzip.push(bytes.subarray(at, at + bite), at + bite >= bytes.length)
  } catch {
    return stopped ?? 'broken'
  }
  for (const [name, own] of pieces) archive.files.set(name, Buffer.concat(own))
  return archive
}
