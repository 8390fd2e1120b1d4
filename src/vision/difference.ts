import { diffWordsWithSpace } from 'diff'

/** A stretch of two texts: in both, only in the earlier, or only in the later one. */
export type DifferencePart = { kind: 'kept' | 'removed' | 'added'; text: string }

/**
 * What changed from one text to another, word by word as the language has words. Kept and removed parts give the earlier text, kept and added ones the
 * later. Changed words with nothing but space between them are one change: read aloud, "zwei Monate" for "vier Wochen" is one.
 */
export function differenceOf(before: string, after: string, language: string): DifferencePart[] {
  const intlSegmenter = new Intl.Segmenter(language, { granularity: 'word' })
  const changes = diffWordsWithSpace(before, after, { intlSegmenter }).map(
    ({ value, added, removed }): DifferencePart => ({ kind: added ? 'added' : removed ? 'removed' : 'kept', text: value }),
  )
  if (!haveEnoughInCommon(changes, before, after)) return joined(bothOf(before, after))
  return joined(changes.flatMap((part, index) => (isGap(changes, index) ? bothOf(part.text, part.text) : [part])))
}

/** Below a third of the longer text the words in common are those every sentence has: one text reads better after the other than within it. */
const leastInCommon = 1 / 3

function haveEnoughInCommon(parts: readonly DifferencePart[], before: string, after: string): boolean {
  const letters = (text: string) => text.replace(/[\s\p{P}]/gu, '').length
  const kept = parts.reduce((sum, { kind, text }) => sum + (kind === 'kept' ? letters(text) : 0), 0)
  return kept >= leastInCommon * Math.max(letters(before), letters(after))
}

const isGap = (parts: readonly DifferencePart[], index: number) =>
  parts[index]!.kind === 'kept' && parts[index]!.text.trim() === '' && index > 0 && index < parts.length - 1

const bothOf = (before: string, after: string): DifferencePart[] => [
  { kind: 'removed', text: before },
  { kind: 'added', text: after },
]

/** Between two kept parts first all that was removed, then all that was added. */
function joined(parts: readonly DifferencePart[]): DifferencePart[] {
  const result: DifferencePart[] = []
  let [removed, added] = ['', '']
  const finish = () => {
    if (removed !== '') result.push({ kind: 'removed', text: removed })
    if (added !== '') result.push({ kind: 'added', text: added })
    removed = added = ''
  }
  for (const { kind, text } of parts) {
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else {
      finish()
      const last = result.at(-1)
      if (last?.kind === 'kept') last.text += text
      else result.push({ kind, text })
    }
  }
  finish()
  return result
}
