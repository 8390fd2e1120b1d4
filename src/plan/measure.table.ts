import type { TableColumn } from './table.ts'

const statusWords = {
  idea: 'Idee',
  planned: 'geplant',
  started: 'begonnen',
  running: 'laufend',
  done: 'umgesetzt',
  'made-regular': 'verstetigt',
  deferred: 'zurückgestellt',
  dropped: 'entfallen',
}
const lightWords = { green: 'grün', yellow: 'gelb', red: 'rot' }
const priorityWords = { normal: 'normal', high: 'vorrangig', 'quick-win': 'schnell umsetzbar' }

/** Behind the name of a department that leads, in brackets: whether it has said so. */
export const leadWords = { asked: 'angefragt', accepted: 'zugesagt' } as const

/**
 * Columns of the table of measures, in the order in which it is written. The heads are part of the format and stay German, so that a table
 * comes back whatever language the page had; what towns call them otherwise stands in `otherHeads`.
 */
export const measureColumns = [
  { key: 'number', head: 'Nummer', kind: 'text' },
  { key: 'title', head: 'Titel', kind: 'text' },
  { key: 'description', head: 'Beschreibung', kind: 'text' },
  { key: 'fieldId', head: 'Handlungsfeld', kind: 'text' },
  { key: 'targetGroupId', head: 'Zielgruppe', kind: 'text' },
  { key: 'goals', head: 'Ziele', kind: 'list' },
  { key: 'leads', head: 'Federführung', kind: 'list' },
  { key: 'parts', head: 'Beteiligte Ämter', kind: 'list' },
  { key: 'partners', head: 'Partner', kind: 'list' },
  { key: 'startsOn', head: 'Beginn', kind: 'day' },
  { key: 'endsOn', head: 'Ende', kind: 'day' },
  { key: 'priority', head: 'Vorrang', kind: 'word', words: priorityWords },
  { key: 'status', head: 'Stand', kind: 'word', words: statusWords },
  { key: 'statusReason', head: 'Grund des Stands', kind: 'text' },
  { key: 'light', head: 'Ampel', kind: 'word', words: lightWords },
  { key: 'lightReason', head: 'Grund der Ampel', kind: 'text' },
  { key: 'stateOfAffairs', head: 'Sachstand', kind: 'text' },
  { key: 'nextStep', head: 'Nächster Schritt', kind: 'text' },
  { key: 'obstacles', head: 'Hemmnisse', kind: 'text' },
  { key: 'statedOn', head: 'Stand vom', kind: 'day' },
  { key: 'resolutionNumber', head: 'Beschlussnummer', kind: 'text' },
  { key: 'resolvedOn', head: 'Beschlossen am', kind: 'day' },
  { key: 'budgetLine', head: 'Haushaltsstelle', kind: 'text' },
  { key: 'noPostsReason', head: 'Grund ohne Stellen', kind: 'text' },
  { key: 'continuation', head: 'Fortführung', kind: 'text' },
  { key: 'regularSince', head: 'Regelangebot seit', kind: 'day' },
  { key: 'responsibleName', head: 'Verantwortliche Person', kind: 'text' },
  { key: 'responsibleMail', head: 'E-Mail', kind: 'text' },
  { key: 'isPublic', head: 'Öffentlich', kind: 'flag' },
] as const satisfies readonly TableColumn[]

/** What a table says of a measure. */
export type MeasureColumn = (typeof measureColumns)[number]['key']

export const measureColumn: Readonly<Record<MeasureColumn, TableColumn>> = Object.fromEntries(
  measureColumns.map(column => [column.key, column]),
) as Record<MeasureColumn, TableColumn>

/** What a column of a file can be about: one of ours, or a period, which is two of them. */
export type TableHead = MeasureColumn | 'period'
export const tableHeads: readonly TableHead[] = [...measureColumns.map(({ key }) => key), 'period']

export const headNames: Readonly<Record<TableHead, string>> = {
  ...(Object.fromEntries(measureColumns.map(({ key, head }) => [key, head])) as Record<MeasureColumn, string>),
  period: 'Zeitraum',
}

/** How tables of towns call these columns; a head that holds one of them is taken for it. */
export const otherHeads: Readonly<Partial<Record<TableHead, readonly string[]>>> = {
  period: ['Laufzeit', 'Umsetzungszeitraum', 'Zeitrahmen', 'Durchführungszeitraum', 'Projektlaufzeit'],
  number: ['Nr', 'Lfd Nr', 'Maßnahmennummer', 'Maßnahmen Nr', 'Maßnahme Nr', 'Kennung', 'Number'],
  title: ['Maßnahme', 'Bezeichnung', 'Maßnahmentitel', 'Name der Maßnahme', 'Projekt', 'Title'],
  description: ['Kurzbeschreibung', 'Erläuterung', 'Inhalt', 'Description'],
  fieldId: ['Handlungsbereich', 'Themenfeld', 'Aktionsfeld', 'Action field'],
  targetGroupId: ['Zielgruppen', 'Adressaten', 'Target group'],
  goals: ['Ziel', 'Zielnummer', 'Ziel Nr', 'Teilziel', 'Goals'],
  leads: ['Federführend', 'Zuständigkeit', 'Zuständig', 'Verantwortlich', 'Verantwortliches Amt', 'Amt', 'Fachamt', 'Lead'],
  parts: ['Beteiligte', 'Beteiligung', 'Mitwirkung', 'Mitwirkende Ämter'],
  partners: ['Kooperationspartner', 'Kooperation', 'Externe Partner', 'Partners'],
  startsOn: ['Start', 'Anfang', 'Von', 'Startdatum', 'Beginn am', 'Laufzeit von', 'Laufzeit ab'],
  endsOn: ['Bis', 'Enddatum', 'Laufzeit bis', 'Abschluss', 'Frist', 'Ende am'],
  priority: ['Priorität', 'Prio', 'Priority'],
  status: ['Status', 'Umsetzungsstand', 'Umsetzungsstatus'],
  statusReason: ['Begründung des Stands', 'Warum zurückgestellt oder entfallen'],
  light: ['Ampelstatus', 'Ampelfarbe'],
  lightReason: ['Begründung der Ampel'],
  stateOfAffairs: ['Stand', 'Aktueller Sachstand', 'Bericht', 'Stand der Umsetzung'],
  nextStep: ['Nächste Schritte', 'Weiteres Vorgehen'],
  obstacles: ['Hemmnis', 'Hindernisse', 'Probleme', 'Risiken'],
  statedOn: ['Stand', 'Datum des Stands', 'Stand am', 'Aktualisiert am'],
  resolutionNumber: ['Beschluss', 'Beschluss Nr', 'Vorlage', 'Drucksache', 'Nummer des Beschlusses'],
  resolvedOn: ['Beschlussdatum', 'Datum des Beschlusses'],
  budgetLine: ['Produktkonto', 'Produktsachkonto', 'Kostenstelle', 'Buchungsstelle'],
  noPostsReason: ['Warum keine Stellen nötig sind'],
  continuation: ['Verstetigung', 'Wie es weitergeht'],
  regularSince: ['Verstetigt seit'],
  responsibleName: ['Ansprechperson', 'Ansprechpartner', 'Ansprechpartnerin', 'Kontaktperson'],
  responsibleMail: ['E-Mail-Adresse', 'Mail', 'Kontakt'],
  isPublic: ['Veröffentlicht', 'Öffentlich sichtbar'],
}

/** What towns write otherwise, beside the word of the format and its key. */
export const otherWords: Readonly<Partial<Record<MeasureColumn, Readonly<Record<string, string>>>>> = {
  status: {
    begonnen: 'started',
    gestartet: 'started',
    angelaufen: 'started',
    'in planung': 'planned',
    'in vorbereitung': 'planned',
    'in umsetzung': 'running',
    'in bearbeitung': 'running',
    läuft: 'running',
    fortlaufend: 'running',
    erledigt: 'done',
    abgeschlossen: 'done',
    beendet: 'done',
    regelangebot: 'made-regular',
    verschoben: 'deferred',
    ruht: 'deferred',
    gestrichen: 'dropped',
    entfällt: 'dropped',
    vorschlag: 'idea',
  },
  light: { 'im plan': 'green', stockt: 'yellow', gefährdet: 'red' },
  priority: { hoch: 'high', mittel: 'normal', '': 'normal', 'quick win': 'quick-win' },
}
