import type { Version } from './version.ts'
import { textIn } from './version.wording.ts'

/** A file of a published version, and what it is called. */
export type VersionFile = { type: string; make(version: Version, at: { address: string }): string }

/** What can be taken along of a version in words alone, by the name in its address. */
export const versionFiles: Record<string, VersionFile> = {
  'leitbild.md': { type: 'text/markdown; charset=utf-8', make: markdownOf },
  'leitbild.json': { type: 'application/json; charset=utf-8', make: jsonOf },
}

/** The text in its own language, as it was published. */
function markdownOf({ content, name, publishedAt, adoption }: Version, { address }: { address: string }): string {
  const text = textIn(content, content.language)
  const facts = [
    `${name}, ${publishedAt.toISOString().slice(0, 10)}`,
    adoption && `${adoption.body}, ${adoption.adoptedOn}, ${adoption.resolutionNumber}`,
    `<${address}>`,
  ]
  const chapters = content.chapters.map(({ sentences }, place) =>
    [
      `## ${plain(text.chapter(place).text)}`,
      ...sentences.map(sentence => [`**${sentence.number}.** ${plain(sentence.text)}`, sentence.explanation].filter(Boolean).join('\n\n')),
    ].join('\n\n'),
  )
  return `${[`# ${plain(content.title)}`, ...facts.filter(Boolean), content.preamble, ...chapters].filter(Boolean).join('\n\n')}\n`
}

/** Whoever wrote a sentence meant its signs, and no heading or list. */
const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|]/g, '\\$&')

/**
 * The version with everything that stood beside it. `digest` is the SHA-256 of `content` as RFC 8785 writes it (keys sorted, no spaces), so that
 * everybody can check that nothing was changed.
 */
function jsonOf(
  { number, kind, name, publishedAt, digest, openPointsReason, adoption, content }: Version,
  { address }: { address: string },
) {
  return JSON.stringify({ address, number, kind, name, publishedAt, adoption, openPointsReason, digest, content }, null, 2)
}
