export type SourceFile = { name: string; mediaType: string; content: Uint8Array }
export type SourceFileRefusal = 'file-too-large' | 'file-type-unknown'

export const largestFile = 5_000_000
const longestName = 120

/** What a file is, is read from its content: nobody who downloads it gets something that only calls itself a PDF. */
export function sourceFileIn({ name, content }: { name: string; content: Uint8Array }): SourceFile | SourceFileRefusal {
  if (content.byteLength > largestFile) return 'file-too-large'
  const found = kinds.find(({ is }) => is(Buffer.from(content.buffer, content.byteOffset, content.byteLength)))
  return found ? { name: plainName(name, found.ending), mediaType: found.mediaType, content } : 'file-type-unknown'
}

const isZip = (file: Buffer) => file.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))

// The type of an OpenDocument stands uncompressed at its beginning: ODF 1.3, part 2, 3.3.
const kinds: { ending: string; mediaType: string; is: (file: Buffer) => boolean }[] = [
  { ending: 'pdf', mediaType: 'application/pdf', is: file => file.subarray(0, 5).toString('latin1') === '%PDF-' },
  {
    ending: 'odt',
    mediaType: 'application/vnd.oasis.opendocument.text',
    is: file => isZip(file) && file.subarray(30, 77).toString('latin1') === 'mimetypeapplication/vnd.oasis.opendocument.text',
  },
  {
    ending: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    is: file => isZip(file) && file.includes('word/document.xml') && !file.includes('vbaProject.bin'),
  },
  { ending: 'txt', mediaType: 'text/plain', is: file => !file.includes(0) && isUtf8(file) },
]

function isUtf8(file: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(file)
    return true
  } catch {
    return false
  }
}

/** The name without folders and with the ending of what it is. */
function plainName(name: string, ending: string): string {
  const base = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/\p{C}/gu, '')
    .replace(/\.[^.]*$/, '')
    .trim()
  return `${[...base].slice(0, longestName).join('') || 'quelle'}.${ending}`
}
