import { attributionOf, licenceOf, type Publication } from './open-data.ts'
import { fewestToShow } from './suppression.ts'

/** What stands beside the tables, in German and in English, whatever language the visitor reads. */
export function readme(publication: Publication): string {
  const { dialogue, url, until, statements, voters, votes } = publication
  const licence = licenceOf(dialogue.licence)
  const terms = [licence.name, licence.url].filter(Boolean).join(', ')
  return `${dialogue.question}
${url}

Lizenz / licence: ${terms}
Namensnennung / attribution: ${attributionOf(publication)}
${until ? `Stand / as of: ${until}\n` : ''}
${voters.length} Personen, ${statements.length} Aussagen, ${votes} Stimmen
${voters.length} people, ${statements.length} statements, ${votes} votes


VORZEICHEN: In der Spalte vote bedeutet +1 Zustimmung, -1 Ablehnung, 0 weder noch.
SIGN: In the column vote, +1 means agree, -1 disagree, 0 pass.


Deutsch
-------
votes.csv               eine Zeile je Stimme
comments.csv            eine Zeile je Aussage (nur freigegebene)
participants-votes.csv  eine Zeile je Person, eine Spalte je Aussage; leer: nicht beantwortet;
                        group-id: Meinungsgruppe, leer: zu wenige Antworten
summary.csv             Frage, Beschreibung und Anzahlen
translations.csv        eine Zeile je Übersetzung; origin: person oder machine; state: approved (freigegeben), draft (maschinell,
                        noch nicht geprüft, so gezeigt), stale (das Original wurde seitdem geändert)

Der Aufbau ist der von Pol.is, translations.csv kommt dazu. comment-id ist die Nummer der Aussage im Dialog minus eins. UTF-8, Trennzeichen Komma.

Zum Schutz der Menschen, die mitgemacht haben:
- voter-id ist eine zufällige Nummer. Sie sagt nicht, wer zuerst da war, und kommt sonst nirgends vor.
- Zeiten sind auf den Tag gerundet. Alle Stimmen einer Person stehen auf dem Tag ihrer ersten Stimme; Tage, an denen weniger als
  ${fewestToShow} Personen begonnen haben, sind mit den folgenden zusammengefasst.
- Wer eine Aussage geschrieben hat, steht nicht dabei (author-id und n-comments sind leer). entered-for sagt, für wen die Kommune sie
  eingegeben hat: town (sie selbst), association, council, meeting, paper (Karte auf Papier); leer: online eingereicht.
- Solange der Dialog offen ist, fehlen die neuesten Stimmen: Neues erscheint erst, wenn es von mindestens ${fewestToShow} Personen kommt.
Bitte versuchen Sie nicht, Menschen wiederzuerkennen.

Beginnt ein Text mit einem Zeichen, das Tabellenprogramme für eine Formel halten (= + - @), steht davor ein geschütztes Leerzeichen.


English
-------
votes.csv               one line per vote
comments.csv            one line per statement (approved ones only)
participants-votes.csv  one line per person, one column per statement; empty: not answered;
                        group-id: opinion group, empty: too few answers
summary.csv             question, description and counts
translations.csv        one line per translation; origin: person or machine; state: approved, draft (by a machine, not checked yet,
                        shown as such), stale (the original has changed since)

The layout is that of Pol.is; translations.csv is an addition. comment-id is the number of the statement in the dialogue minus one. UTF-8, separated by commas.

To protect the people who took part:
- voter-id is a random number. It does not tell who came first and is used nowhere else.
- Times are rounded to the day. All votes of a person stand on the day of their first vote; days on which fewer than ${fewestToShow}
  people began are put together with the following ones.
- Who wrote a statement is left out (author-id and n-comments are empty). entered-for says for whom the town entered it: town (itself),
  association, council, meeting, paper (a card); empty: added online.
- While the dialogue is open the newest votes are missing: what is new appears when it comes from at least ${fewestToShow} people.
Please do not try to recognise people.

A text that begins with a sign spreadsheets take for a formula (= + - @) has a no-break space before it.
`
}
