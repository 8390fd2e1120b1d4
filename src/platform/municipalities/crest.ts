export const crestLimits = { bytes: 2 * 1024 * 1024, pixels: 25_000_000, side: 512 } as const

export type CrestRefusal = 'crest-missing' | 'crest-too-large' | 'crest-too-many-pixels' | 'crest-no-picture' | 'crest-drawing-unsafe'
export type CrestFormat = 'png' | 'jpeg' | 'webp' | 'svg'

/** The kind of picture by its first bytes; what somebody called the file counts for nothing. */
export function formatOf(file: Buffer): CrestFormat | undefined {
  const begins = (hex: string, at = 0) => file.subarray(at, at + hex.length / 2).toString('hex') === hex
  if (begins('89504e470d0a1a0a')) return 'png'
  if (begins('ffd8ff')) return 'jpeg'
  if (begins('52494646') && begins('57454250', 8)) return 'webp'
  return /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(file.toString('utf8', 0, 20_000)) ? 'svg' : undefined
}

/** A drawing that could fetch, unfold or compute without end; coats of arms need none of it. */
export const isUnsafeDrawing = (svg: Buffer) => /<!ENTITY|<!DOCTYPE[^>]*\[|<(\w+:)?(image|filter|script|foreignObject|feImage)[\s/>]|@import/i.test(svg.toString('utf8'))
