import type { VisitContext } from './context.ts'
import { BadRequest } from './errors.ts'

const maximumFormBytes = 256 * 1024
const maximumUploadBytes = 6 * 1024 * 1024

/** The fields of a posted form. Text is trimmed, with line breaks as \n; a field that is missing reads as ''. */
export type Posted = {
  text(name: string): string
  /** Present and not empty. */
  has(name: string): boolean
  all(name: string): string[]
  /** Every field once, where a page has as many as there are things to say something about. */
  names(): string[]
  file(name: string): File | undefined
}

/** Reads a posted form; refuses what is no form, too large, not UTF-8, or holds characters no text has. */
export async function readForm(c: VisitContext): Promise<Posted> {
  const known = forms.get(c.req.raw)
  if (known) return known
  const form = await parseForm(c)
  forms.set(c.req.raw, form)
  return form
}
const forms = new WeakMap<Request, Posted>()

async function parseForm(c: VisitContext): Promise<Posted> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const isUpload = type === 'multipart/form-data'
  if (!isUpload && type !== 'application/x-www-form-urlencoded') throw new BadRequest('form-expected')
  const bytes = await readAtMost(c.req.raw, isUpload ? maximumUploadBytes : maximumFormBytes)
  const entries = isUpload ? await uploadEntries(c.req.raw, bytes) : [...new URLSearchParams(decodeStrictly(bytes))]
  const values = entries.map(([name, value]): [string, string | File] => [
    readable(name),
    typeof value === 'string' ? readable(value) : value,
  ])
  const texts = (name: string) => values.flatMap(([key, value]) => (key === name && typeof value === 'string' ? [value.trim()] : []))
  return {
    text: name => texts(name)[0] ?? '',
    has: name => (texts(name)[0] ?? '') !== '',
    all: texts,
    names: () => [...new Set(values.map(([name]) => name))],
    file: name => values.map(([key, value]) => (key === name && value instanceof File && value.size > 0 ? value : undefined)).find(Boolean),
  }
}

async function readAtMost(request: Request, maximum: number): Promise<Uint8Array> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > maximum) throw new BadRequest('form-too-large')
  if (announced !== null) return new Uint8Array(await request.arrayBuffer()) // the server holds the sender to the length
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > maximum) throw new BadRequest('form-too-large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function uploadEntries(request: Request, bytes: Uint8Array): Promise<[string, string | File][]> {
  try {
    const form = await new Response(bytes as BodyInit, {
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
    }).formData()
    return [...form] as [string, string | File][]
  } catch {
    throw new BadRequest('form-expected')
  }
}

function decodeStrictly(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BadRequest('text-unreadable')
  }
}

/** U+FFFD is what wrong percent-encoding decodes to; NUL cannot be stored; a lone surrogate is half a character. */
function readable(text: string): string {
  if (text.includes('\0') || text.includes('\uFFFD') || !text.isWellFormed()) throw new BadRequest('text-unreadable')
  return text.replace(/\r\n?/g, '\n')
}
