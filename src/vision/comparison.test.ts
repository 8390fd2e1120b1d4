import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compared, countsIn } from './comparison.ts'
import type { VersionContent } from './version.ts'

const contentOf = (chapters: Record<string, [number, string][]>): VersionContent => ({
  title: 'Miteinander',
  preamble: '',
  language: 'de',
  chapters: Object.entries(chapters).map(([title, sentences]) => ({
    title,
    sentences: sentences.map(([number, text]) => ({ number, text, explanation: '', support: [], sources: [], credits: [] })),
  })),
  dialogues: [],
  issues: [],
  translations: {},
})

test('sentences are new, gone, changed, moved or as they were', () => {
  const comparison = compared(
    contentOf({
      Wohnen: [
        [1, 'eins'],
        [2, 'zwei'],
        [3, 'drei'],
      ],
      Arbeit: [[4, 'vier']],
    }),
    contentOf({
      Wohnen: [
        [3, 'drei'],
        [1, 'eins anders'],
      ],
      Sport: [
        [4, 'vier'],
        [5, 'fünf'],
      ],
    }),
  )
  expect(comparison.chapters.map(({ change, title }) => [change, title.after])).toEqual([
    ['kept', 'Wohnen'],
    ['changed', 'Sport'],
  ])
  expect(countsIn(comparison)).toEqual({ added: 1, removed: 1, changed: 1, kept: 2, moved: 1 })
})

test('a chapter that is gone stands last, with the sentences that went with it', () => {
  const comparison = compared(contentOf({ Alt: [[1, 'eins']], Neu: [[2, 'zwei']] }), contentOf({ Neu: [[2, 'zwei']] }))
  expect(comparison.chapters.at(-1)).toMatchObject({ change: 'removed', title: { before: 'Alt', after: '' }, sentences: [{ number: 1 }] })
})

test('every sentence of both texts stands in their comparison once, as it reads in each', () => {
  const anyText = fc
    .uniqueArray(fc.tuple(fc.nat(12), fc.constantFrom('a', 'b'), fc.nat(2)), { selector: ([number]) => number })
    .map(all => {
      const chapters: Record<string, [number, string][]> = {}
      for (const [number, text, chapter] of all)
        chapters[`Kapitel ${chapter}`] = [...(chapters[`Kapitel ${chapter}`] ?? []), [number, text]]
      return contentOf(chapters)
    })
  const said = (content: VersionContent) =>
    content.chapters.flatMap(({ sentences }) => sentences.map(({ number, text }) => `${number} ${text}`)).sort()
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const sentences = compared(before, after).chapters.flatMap(({ sentences }) => sentences)
      const read = (side: 'before' | 'after', not: string) =>
        sentences
          .filter(({ change }) => change !== not)
          .map(({ number, text }) => `${number} ${text[side]}`)
          .sort()
      expect(read('before', 'added')).toEqual(said(before))
      expect(read('after', 'removed')).toEqual(said(after))
      expect(countsIn(compared(after, after))).toMatchObject({ added: 0, removed: 0, changed: 0, moved: 0 })
    }),
  )
})
