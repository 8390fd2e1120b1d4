import type { Block, ListItem, Words } from '#platform/documents'
import { dissentsIn } from './paper.text.ts'
import type { DialogueFacts } from './paper.ts'
import type { Tongue } from './paper.words.ts'
import type { FrozenIssue, VersionContent } from './version.ts'

/** How the text has come about: its dialogues with figures as they were published with it; too few people stay words. */
export function dialogueTable({ dialogues, language: written }: VersionContent, { t, number }: Tongue): Block[] {
  if (dialogues.length === 0) return []
  const told = (count: number | null) => (count === null ? t('vision.printed.too-few') : number(count))
  return [
    {
      kind: 'table',
      label: t('vision.printed.origin'),
      columns: [
        { label: t('vision.printed.dialogue'), share: 6 },
        { label: t('vision.printed.participants'), share: 2 },
        { label: t('vision.printed.votes'), share: 2 },
      ],
      rows: dialogues.map(({ question, participants, votes }) => [{ text: question, language: written }, told(participants), told(votes)]),
    },
  ]
}

/** Ways and methods, dialogue by dialogue; what cannot be told of one is left out. */
export function methodList(
  { dialogues, language }: VersionContent,
  facts: readonly DialogueFacts[],
  addressOf: (dialogue: string) => string,
  tongue: Tongue,
): Block[] {
  const items = dialogues.map(({ slug, question }): ListItem => {
    const known = facts.find(fact => fact.slug === slug)
    const told = known ? factWords(known, tongue) : []
    return {
      words: { text: question, language },
      strong: true,
      below: [...told, tongue.t('vision.paper.results-at', { address: addressOf(slug) })],
    }
  })
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}

function factWords({ channels, method }: DialogueFacts, { t, day }: Tongue): Words[] {
  const ways = channels.map(({ channel, people }) => t(`dialogue.channel.${channel}`, { people }))
  return [
    ...(ways.length === 0 ? [] : [t('vision.paper.ways', { ways: ways.join(', ') })]),
    ...(method === null ? [] : [t('vision.paper.method', { version: method.version, date: day(method.computedAt) })]),
  ]
}

/** What was contested and what has become of it, with every dissent that was recorded. */
export const issueBlocks = (content: VersionContent, level: 3 | 4, tongue: Tongue): Block[] =>
  content.issues.flatMap((issue): Block[] => {
    const dissents = dissentsIn(issue, content, tongue).map(({ by, said }) => ({ words: by, strong: true, below: [said] }))
    return [
      { kind: 'heading', level, text: { text: issue.question, language: content.language } },
      { kind: 'facts', items: issueFacts(issue, content, tongue) },
      ...(dissents.length === 0 ? [] : [{ kind: 'list' as const, items: dissents }]),
    ]
  })

function issueFacts({ outcome, reason, sentences }: FrozenIssue, { language }: VersionContent, { t }: Tongue) {
  return [
    { term: t('vision.printed.outcome-term'), words: t(`vision.printed.outcome.${outcome}`) },
    ...(reason === '' ? [] : [{ term: t('vision.printed.reason'), words: { text: reason, language } }]),
    ...(sentences.length === 0
      ? []
      : [
          {
            term: t('vision.printed.concerns'),
            words: t('vision.printed.sentences', { count: sentences.length, numbers: sentences.join(', ') }),
          },
        ]),
  ]
}
