import type { PolisRefusal, PolisRefusalReason } from './polis.source.ts'

export type RefusalLanguage = 'de' | 'en'

/** One line: where the file is wrong, what is, and what stands there. */
export function polisRefusalText({ file, line, reason, found, sign }: PolisRefusal, language: RefusalLanguage): string {
  const whole = (value: number) => value.toLocaleString(language)
  const { lineWord, signNumbers, quoted } = words[language]
  const place = line === null ? file : `${file}, ${lineWord} ${whole(line)}`
  const sentence = `${printable(place)}: ${refusals[reason][language]}`
  if (sign) return `${sentence} ${signNumbers(whole(sign.counted), whole(sign.differing), whole(sign.differingIfTurned))}`
  return found === null ? sentence : `${sentence} (${quoted(printable(found.slice(0, 80)))})`
}

/** A file must not move the cursor, nor begin a new line. */
const printable = (text: string) => text.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, '\uFFFD')

const words = {
  de: {
    lineWord: 'Zeile',
    quoted: (text: string) => `„${text}“`,
    signNumbers: (counted: string, differing: string, ifTurned: string) =>
      `Von ${counted} dort gezählten Stimmen weichen ${differing} ab, mit umgekehrtem Vorzeichen ${ifTurned}.`,
  },
  en: {
    lineWord: 'line',
    quoted: (text: string) => `“${text}”`,
    signNumbers: (counted: string, differing: string, ifTurned: string) =>
      `Of the ${counted} votes counted there ${differing} differ; with the sign turned, ${ifTurned} do.`,
  },
}

const refusals: Record<PolisRefusalReason, Record<RefusalLanguage, string>> = {
  'file-missing': { de: 'Die Datei gibt es nicht.', en: 'There is no such file.' },
  'file-unreadable': { de: 'Die Datei lässt sich nicht lesen.', en: 'The file cannot be read.' },
  'file-empty': { de: 'Die Datei ist leer.', en: 'The file is empty.' },
  'not-utf8': { de: 'Die Zeile ist nicht in UTF-8 geschrieben.', en: 'The line is not UTF-8 text.' },
  'columns-missing': { de: 'Es fehlen Spalten.', en: 'Columns are missing.' },
  'column-twice': { de: 'Eine Spalte kommt zweimal vor.', en: 'A column appears twice.' },
  'fields-missing': { de: 'Die Zeile hat zu wenige oder zu viele Felder.', en: 'The line has too few or too many fields.' },
  'quote-not-closed': { de: 'Ein Anführungszeichen wird nicht geschlossen.', en: 'A quotation mark is never closed.' },
  'quote-misplaced': { de: 'Ein Anführungszeichen steht an falscher Stelle.', en: 'A quotation mark stands where none may be.' },
  'line-too-long': {
    de: 'Die Zeile nimmt kein Ende; vermutlich wird ein Anführungszeichen nicht geschlossen.',
    en: 'The line does not end; perhaps a quotation mark is never closed.',
  },
  'not-a-vote': {
    de: 'Eine Stimme ist 1 (Zustimmung), −1 (Ablehnung) oder 0 (weder noch).',
    en: 'A vote is 1 (agree), −1 (disagree) or 0 (pass).',
  },
  'not-an-id': { de: 'Eine Kennung ist eine ganze Zahl.', en: 'An id is a whole number.' },
  'not-a-time': {
    de: 'Ein Zeitpunkt ist eine ganze Zahl (Millisekunden seit 1970).',
    en: 'A time is a whole number (milliseconds since 1970).',
  },
  'not-a-count': { de: 'Eine Anzahl ist eine ganze Zahl.', en: 'A count is a whole number.' },
  'not-a-moderation-state': { de: 'Der Stand der Moderation ist 1, 0 oder −1.', en: 'A state of moderation is 1, 0 or −1.' },
  'statement-twice': { de: 'Die Aussage kommt zweimal vor.', en: 'The statement appears twice.' },
  'participant-twice': { de: 'Die Person kommt zweimal vor.', en: 'The participant appears twice.' },
  'sign-contradiction': {
    de: 'Das Vorzeichen der Stimmen widerspricht comments.csv: +1 bedeutet hier offenbar Ablehnung.',
    en: 'The sign of the votes contradicts comments.csv: here +1 seems to mean disagreement.',
  },
}
