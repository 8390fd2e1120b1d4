import type { Sharp, SharpOptions } from 'sharp'
import { type CrestFormat, type CrestRefusal, crestLimits, formatOf, isUnsafeDrawing } from './crest.ts'

export type Crest = { image: Buffer; media_type: 'image/webp' }

/**
 * Draws an uploaded picture anew: only its pixels remain, no metadata, no second content. It stands on every page, so it is made
 * small: the first of the sizes that stays below 20 kB, without loss if possible.
 */
export async function redrawn(file: Buffer): Promise<Crest | CrestRefusal> {
  if (file.length > crestLimits.bytes) return 'crest-too-large'
  const format = formatOf(file)
  if (!format) return 'crest-no-picture'
  if (format === 'svg' && isUnsafeDrawing(file)) return 'crest-drawing-unsafe'
  try {
    return { image: await smallestOf(await opened(file, format)), media_type: 'image/webp' }
  } catch (error) {
    return /pixel limit/i.test((error as Error).message) ? 'crest-too-many-pixels' : 'crest-no-picture'
  }
}

const usualBytes = 20_000
const candidates = [
  { side: crestLimits.side, webp: { lossless: true } },
  { side: crestLimits.side, webp: { quality: 82 } },
  { side: 320, webp: { quality: 80 } },
  { side: 192, webp: { quality: 78 } },
]

async function smallestOf(picture: () => Sharp): Promise<Buffer> {
  let image = Buffer.alloc(0)
  for (const { side, webp } of candidates) {
    image = await picture().resize(side, side, { fit: 'inside', withoutEnlargement: true }).webp(webp).toBuffer()
    if (image.length <= usualBytes) return image
  }
  return image
}

/** Loaded at the first crest: libvips takes memory that a town without one never needs. */
async function opened(file: Buffer, format: CrestFormat): Promise<() => Sharp> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  const options: SharpOptions = { limitInputPixels: crestLimits.pixels, failOn: 'error', animated: false }
  if (format === 'svg') {
    const { width = 0, height = 0 } = await sharp(file, options).metadata()
    // a drawing has no pixels of its own: draw it as large as we keep it
    options.density = Math.min(2400, Math.max(1, Math.round((72 * crestLimits.side) / Math.max(width, height, 1))))
  }
  return () => sharp(file, options).timeout({ seconds: 10 }).autoOrient()
}
