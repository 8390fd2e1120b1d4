import { execFileSync } from 'node:child_process'

/** The codes of printed sheets: they stand on paper alone; poppler reads them there. */
export const codesIn = (file: string) => [
  ...new Set(
    execFileSync('pdftotext', [file, '-'])
      .toString()
      .match(/\b[2-9A-HJ-NP-TV-Z]{4}-[2-9A-HJ-NP-TV-Z]{4}\b/g),
  ),
]

/** Whether printed codes can be read on this machine. */
export function canReadCodes(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('  SKIPPED: the journeys with paper sheets, because poppler (pdftotext) was not found.')
    return false
  }
}
