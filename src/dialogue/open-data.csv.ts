import type { Publication, PublishedStatement, Voter } from './open-data.ts'
import { commentIdOf } from './polis-import.ts'
import { type PublishedTranslation, townItems } from './translation.ts'

/** The files of a Pol.is export, line by line, in the columns of its older generation. */
export type CsvFile = { name: string; lines: () => Iterable<string> }

export const csvFiles = (publication: Publication): CsvFile[] => [
  { name: 'votes.csv', lines: () => voteLines(publication) },
  { name: 'comments.csv', lines: () => commentLines(publication) },
  { name: 'participants-votes.csv', lines: () => participantLines(publication) },
  { name: 'summary.csv', lines: () => summaryLines(publication) },
  { name: 'translations.csv', lines: () => translationLines(publication) },
]

/** By voter, then statement: numbers given by chance are the shuffling, and a fixed order keeps the file the same. */
function* voteLines({ voters }: Publication) {
  yield 'timestamp,datetime,comment-id,voter-id,vote'
  for (const { id, day, numbers, answers } of voters) {
    const time = `${timestamp(day)},${datetime(day)}`
    for (const [i, number] of numbers.entries()) yield `${time},${commentIdOf(number)},${id},${answers[i]}`
  }
}

/** Authors stay empty: a text can tell who wrote it, and the author's number would tell all their votes. */
function* commentLines({ statements }: Publication) {
  yield 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body,entered-for'
  for (const statement of statements) yield commentLine(statement)
}

const commentLine = ({ number, text, submittedOn, agrees, disagrees, enteredFor, enteredForName }: PublishedStatement) => {
  const label = [enteredFor, enteredForName].filter(Boolean).join(': ')
  return [
    timestamp(submittedOn),
    datetime(submittedOn),
    commentIdOf(number),
    '',
    agrees,
    disagrees,
    1,
    cell(text),
    label && cell(label),
  ].join(',')
}

function* participantLines({ statements, voters }: Publication) {
  const numbers = statements.map(({ number }) => number)
  yield ['participant', 'group-id', 'n-comments', 'n-votes', 'n-agree', 'n-disagree', ...numbers.map(commentIdOf)].join(',')
  const placeOf = new Map(numbers.map((number, place) => [number, place]))
  for (const voter of voters) yield participantLine(voter, placeOf)
}

/** How many statements somebody has written stays empty, like the authors. */
function participantLine({ id, group, numbers, answers }: Voter, placeOf: ReadonlyMap<number, number>): string {
  const given = new Array<number | ''>(placeOf.size).fill('')
  for (const [i, number] of numbers.entries()) given[placeOf.get(number)!] = answers[i]!
  const count = (answer: number) => answers.filter(each => each === answer).length
  return [id, group ?? '', '', answers.length, count(1), count(-1), ...given].join(',')
}

/** Views are not counted here, and nobody knows who wrote how much: those lines of Pol.is are missing. */
function* summaryLines({ dialogue, url, voters, statements, k }: Publication) {
  yield `topic,${cell(dialogue.question)}`
  yield `url,${cell(url)}`
  yield `voters,${voters.length}`
  yield `voters-in-conv,${voters.length}`
  yield `comments,${statements.length}`
  yield `groups,${k}`
  yield `conversation-description,${cell(dialogue.description)}`
}

/** Ours, beside the files of Pol.is. Question and description have no comment-id. */
function* translationLines({ translations, statements }: Publication) {
  yield 'item,comment-id,language,origin,state,text'
  for (const item of townItems) for (const each of translations[item]) yield translationLine(item, '', each)
  for (const { number, translations } of statements)
    for (const each of translations) yield translationLine('comment', commentIdOf(number), each)
}

const translationLine = (item: string, id: number | '', { language, origin, state, text }: PublishedTranslation) =>
  [item, id, language, origin, state, cell(text)].join(',')

/**
 * A text in quotes. A spreadsheet takes a cell that begins with one of these signs for a formula, quoted or not; a no-break space before it
 * makes it a text again. Readers of Pol.is files, ours among them, cut white space off both ends, so the text comes back exactly.
 */
const cell = (text: string) => `"${(looksLikeFormula.test(text) ? `\u00a0${text}` : text).replaceAll('"', '""')}"`
const looksLikeFormula = /^[=+\-@\t\r\n＝＋－＠]/

const timestamp = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** As Pol.is writes it: Wed Apr 27 00:00:00 UTC 2022. */
function datetime(day: string): string {
  const [weekday, date, month, year] = new Date(timestamp(day)).toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${date} 00:00:00 UTC ${year}`
}
