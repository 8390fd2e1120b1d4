export const crestLimits = { bytes: 2 * 1024 * 1024, pixels: 25_000_000, side: 512 } as const

export type CrestRefusal = 'crest-missing' | 'crest-too-large' | 'crest-too-many-pixels' | 'crest-no-picture' | 'crest-drawing-unsafe'
export type CrestFormat = 'png' | 'jpeg' | 'webp' | 'svg'

/** The kind of picture by its first bytes; what somebody called the file counts for nothing. */
export function formatOf(file: Buffer): CrestFormat | undefined {
  const begins = (hex: string, at = 0) => file.subarray(at, at + hex.length / 2).toString('hex') === hex
  if (begins('89504e470d0a1a0a')) return 'png'
  if (begins('ffd8ff')) return 'jpeg'
  if (begins('52494646') && begins('57454250', 8)) return 'webp'
  return firstElementOf(file.toString('utf8', 0, 50_000)) === 'svg' ? 'svg' : undefined
}

/** Name of a drawing's outermost element, past declaration, comments and document type; one step at a time, so no text takes long. */
function firstElementOf(text: string): string | undefined {
  const prologue = /(?:\uFEFF|\s+|<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>)/iy
  let at = 0
  while (prologue.test(text)) at = prologue.lastIndex
  return /^<([\w-]+)[\s/>]/.exec(text.slice(at, at + 100))?.[1]?.toLowerCase()
}

/** A drawing that could fetch, unfold or compute without end, or hide that in another encoding; coats of arms need none of it. */
export function isUnsafeDrawing(svg: Buffer): boolean {
  const text = svg.toString('utf8')
  return unsafeParts.test(text) || /^[^>]*\bencoding\s*=\s*["'](?!(utf-?8|us-ascii|iso-8859-1)["'])/i.test(text)
}
const unsafeParts = /<!ENTITY|<!DOCTYPE[^>]*\[|<([^\s<>/]+:)?(image|filter|script|foreignObject|feImage)[\s/>]|@import/i
