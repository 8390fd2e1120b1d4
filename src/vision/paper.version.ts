import { type Block, type TextDocument, typedBlocks } from '#platform/documents'
import { dialogueTable, issueBlocks } from './paper.process.ts'
import { textBlocks, wordingIn } from './paper.text.ts'
import { type Tongue, tongueOf } from './paper.words.ts'
import type { Version } from './version.ts'

/** Who prints, and where what is printed can be read: the version's address never changes. */
export type Printer = { town: TextDocument['town']; address: string }

/** Files of a published version, in its address. */
export const versionWordName = 'leitbild.docx'
export const versionPdfName = 'leitbild.pdf'

/** A published version to be printed or filed, in the language it was written in or one it was translated into. */
export function versionDocument(version: Version, { town, address }: Printer, language = version.content.language): TextDocument {
  const { content } = version
  const tongue = tongueOf(language)
  const { title } = wordingIn(content, language)
  const { t } = tongue
  return {
    title,
    language,
    town,
    foot: t('vision.printed.foot', { title, name: version.name, date: tongue.day(version.publishedAt) }),
    blocks: [
      { kind: 'facts', items: facts(version, address, tongue) },
      ...translationNote(version, tongue),
      ...textBlocks(content, 2, tongue),
      ...under(t('vision.printed.contested'), issueBlocks(content, 3, tongue)),
      ...under(t('vision.printed.origin'), dialogueTable(content, tongue)),
      ...under(t('vision.printed.open-points'), typedBlocks({ text: version.openPointsReason, language: content.language })),
      { kind: 'paragraph', tone: 'quiet', words: t('vision.printed.thread', { address }) },
    ],
  }
}

function facts({ name, publishedAt, adoption }: Version, address: string, { t, day }: Tongue) {
  return [
    { term: t('vision.printed.version'), words: t('vision.printed.version-of', { name, date: day(publishedAt) }) },
    ...(adoption
      ? [
          {
            term: t('vision.printed.adopted'),
            words: t('vision.printed.adopted-by', {
              body: adoption.body,
              date: day(adoption.adoptedOn),
              number: adoption.resolutionNumber,
            }),
          },
        ]
      : []),
    { term: t('vision.printed.address'), words: address },
  ]
}

/** A translation never stands in for the text that was decided on. */
function translationNote({ content }: Version, { t, language }: Tongue): Block[] {
  if (language === content.language) return []
  const machine = wordingIn(content, language).hasMachine ? [t('vision.printed.machine')] : []
  return [{ kind: 'paragraph', tone: 'quiet', words: [t('vision.printed.translation'), ...machine].join(' ') }]
}

const under = (title: string, blocks: Block[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', level: 2, text: title }, ...blocks]
