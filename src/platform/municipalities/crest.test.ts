import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type Crest, redrawn } from './crest.source.ts'
import { crestLimits, formatOf, isUnsafeDrawing } from './crest.ts'

const drawing = (inside: string, head = '') =>
  Buffer.from(`<?xml version="1.0"?>${head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50">${inside}</svg>`)
const shield = '<path d="M0 0h40v30l-20 20-20-20z" fill="#c00"/>'

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#1d6b5a' } })
const noise = (side: number) =>
  sharp(Buffer.from(Array.from({ length: side * side * 3 }, (_, n) => (n * 7919 * (n % 13)) % 256)), {
    raw: { width: side, height: side, channels: 3 },
  })

async function taken(file: Buffer) {
  const crest = await redrawn(file)
  if (typeof crest === 'string') throw new Error(crest)
  return sharp((crest as Crest).image).metadata()
}

describe('a coat of arms', () => {
  test('is drawn anew at no more than 512 pixels, without what was hidden in the file', async () => {
    const photo = await picture(1600, 1200)
      .withExif({ IFD0: { Artist: 'Erna Beispiel' } })
      .jpeg()
      .toBuffer()
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    const { format, width, height, exif, icc, xmp } = await taken(photo)
    expect({ format, width, height, exif, icc, xmp }).toEqual({ format: 'webp', width: 512, height: 384 })
  })

  test('keeps its transparent ground and is not blown up', async () => {
    const small = await sharp({ create: { width: 90, height: 110, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    expect(await taken(small)).toMatchObject({ width: 90, height: 110, hasAlpha: true })
  })

  test('is drawn sharply from a drawing, however small that says it is', async () => {
    expect(await taken(drawing(shield))).toMatchObject({ height: 512 })
  })

  test('weighs little on every page, even where it is a busy photograph', async () => {
    const crest = await redrawn(await noise(600).jpeg({ quality: 95 }).toBuffer())
    expect((crest as Crest).image.length).toBeLessThan(40_000)
  })

  test.each(['png', 'jpeg', 'webp'] as const)('may be a %s', async format => {
    const file = await picture(30, 40).toFormat(format).toBuffer()
    expect(formatOf(file)).toBe(format)
    await taken(file)
  })

  test('is refused when the file is larger than 2 MB', async () => {
    expect(await redrawn(Buffer.alloc(crestLimits.bytes + 1))).toBe('crest-too-large')
  })

  test('is refused when a small file unfolds to too many pixels', async () => {
    expect(await redrawn(await picture(6000, 5000).png({ compressionLevel: 9 }).toBuffer())).toBe('crest-too-many-pixels')
  })

  test.each([
    ['text', Buffer.from('Wappen')],
    ['a page', Buffer.from('<!doctype html><html><svg></svg></html>')],
    ['a picture of another kind', Buffer.from('GIF89a')],
    ['a picture that is cut off', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('is refused when it is %s', async (_, file) => expect(await redrawn(file)).toBe('crest-no-picture'))

  test.each([
    ['entities', drawing('&a;', '<!DOCTYPE svg [<!ENTITY a "b">]>')],
    ['embedded pictures', drawing('<image href="file:///etc/passwd"/>')],
    ['filters', drawing('<filter id="f"/>')],
    ['scripts', drawing('<script>alert(1)</script>')],
    ['another encoding', Buffer.from(drawing(shield).toString().replace('?>', ' encoding="UTF-16"?>'))],
    ['references in styles', drawing('<style>@import url(http://example.org)</style>')],
  ])('is refused as a drawing with %s', async (_, file) => expect(await redrawn(file)).toBe('crest-drawing-unsafe'))

  test('may be a drawing with a plain document type', () => {
    const doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    expect(formatOf(drawing(shield, doctype))).toBe('svg')
    expect(isUnsafeDrawing(drawing(shield, doctype))).toBe(false)
  })
})
