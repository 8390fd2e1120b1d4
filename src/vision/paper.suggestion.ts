import type { DecisionPaper } from './paper.ts'
import { tongueOf } from './paper.words.ts'
import type { Version } from './version.ts'

/** What an officer begins with: words that follow from the data. What the data does not know stays empty. */
export function suggestedPaper({ name, publishedAt, content }: Version): DecisionPaper {
  const { t, day } = tongueOf(content.language)
  const { title, chapters, dialogues, issues } = content
  const dissents = issues.filter(issue => issue.dissents.length > 0).length
  const points = [
    t('vision.paper.suggested.adopt', { title, name, date: day(publishedAt) }),
    ...(dissents > 0 ? [t('vision.paper.suggested.dissent', { count: dissents })] : []),
    t('vision.paper.suggested.plan'),
  ]
  return {
    number: '',
    subject: t('vision.paper.suggested.subject', { title }),
    draftResolution: points.map((point, place) => `${place + 1}. ${point}`).join('\n'),
    reasons: t('vision.paper.suggested.reasons', {
      title,
      dialogues: dialogues.length,
      chapters: chapters.length,
      sentences: chapters.flatMap(({ sentences }) => sentences).length,
    }),
    financialEffects: '',
    leadOffice: '',
    annexes: [],
  }
}
