import { execFileSync } from 'node:child_process'
import { strFromU8, unzipSync } from 'fflate'
import { type Press, printDocument } from '#platform/documents'

// ── Reading a PDF ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function printedForTest(document: Parameters<Press>[0]): Promise<Buffer> {
  const printed = await printDocument(document)
  if ('refusal' in printed) throw new Error(printed.refusal)
  return Buffer.from(printed.pdf)
}

export type PdfElement = { role: string; lang: string; alt: string }

/** The elements of the structure tree in the order in which they are read, with the catalog and everything that is not compressed. */
export function structureOf(pdf: Buffer): { catalog: string; elements: PdfElement[]; text: string } {
  const text = pdf.toString('latin1')
  const objects = new Map([...text.matchAll(/^(\d+) 0 obj\r?\n([\s\S]*?)\r?\nendobj/gm)].map(([, id, body]) => [id!, body!]))
  const catalog = [...objects.values()].find(body => body.includes('/Type /Catalog')) ?? ''
  const elements: PdfElement[] = []
  const walk = (id: string) => {
    const body = objects.get(id) ?? ''
    const role = /\/S \/(\w+)/.exec(body)?.[1]
    if (role)
      elements.push({ role, lang: /\/Lang \((\w+)\)/.exec(body)?.[1] ?? '', alt: /\/Alt (\([^)]*\)|<[^>]*>)/.exec(body)?.[1] ?? '' })
    const children = /\/K \[([^\]]*)\]/.exec(body)?.[1] ?? ''
    for (const [, child] of children.matchAll(/(\d+) 0 R/g)) walk(child!)
  }
  walk(/\/StructTreeRoot (\d+) 0 R/.exec(catalog)?.[1] ?? '')
  return { catalog, elements, text }
}

export const pagesOf = (pdf: Buffer) => [...pdf.toString('latin1').matchAll(/\/Type \/Page\b(?!s)/g)].length

/** What somebody gets who copies everything; lines joined as they were written. */
export const textOf = (pdf: Buffer) =>
  execFileSync('pdftotext', ['-', '-'], { input: pdf })
    .toString()
    .replace(/[\u200b\u202a-\u202e]/g, '')
    .replace(/\n(?!\f)/g, ' ')

export function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

// ── Reading a Word file ─────────────────────────────────────────────────────────────────────────────────────────────────────

export type WordParagraph = { style: string; text: string; isRtl: boolean; languages: string[] }

/** A Word file opened again: its parts as XML, and its paragraphs in the order in which they are read. */
export function openedWord(file: Uint8Array): { part(name: string): string; paragraphs: WordParagraph[] } {
  const parts = unzipSync(file)
  const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
  const paragraphs = [...part('word/document.xml').matchAll(/<w:p>([\s\S]*?)<\/w:p>/g)].map(([, inside = '']) => ({
    style: /<w:pStyle w:val="(\w+)"/.exec(inside)?.[1] ?? '',
    text: writtenIn(inside),
    isRtl: inside.includes('<w:bidi/>'),
    languages: [...inside.matchAll(/<w:lang [^>]*w:(?:val|bidi)="([\w-]+)"/g)].map(([, language]) => language!),
  }))
  return { part, paragraphs }
}

/** Texts, line breaks and tabs of a paragraph. */
const writtenIn = (xml: string) =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(br|tab)\/>/g)]
    .map(([, text, sign]) => (sign ? (sign === 'br' ? '\n' : '\t') : unescaped(text ?? '')))
    .join('')

const signs: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const unescaped = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) =>
    name ? (signs[name] ?? '') : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  )
