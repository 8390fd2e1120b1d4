import type { Influence, Level } from './goal.ts'
import type { LeadState, Light, Priority } from './measure.ts'
import type { AllotmentState, CostCategory, SourceKind } from './money.ts'
import type { usualFields, usualTargetGroups } from './plan.ts'
import type { Status } from './status.ts'

/** Texts of the plan of an invented town. Nobody in them exists. Sentences are named by their numbers in the example vision. */

export const demoPlan = {
  title: 'Plan: Miteinander in Erfundingen',
  introduction:
    'Was aus dem Leitbild folgt: wer was tut, bis wann, mit welchem Geld. Diese Stadt, ihre Ämter und alle Zahlen sind ein erfundenes Beispiel.',
}

export const demoDepartments: readonly { slug: string; name: string; short: string; role: string; head: string; parent?: string }[] = [
  { slug: 'buergermeisteramt', name: 'Bürgermeisteramt', short: 'BM', role: 'Bürgermeisterin', head: 'Ruth Lindenau' },
  {
    slug: 'integration',
    name: 'Integrationsbüro',
    short: '01',
    role: 'Integrationsbeauftragte',
    head: 'Maren Holzapfel',
    parent: 'buergermeisteramt',
  },
  { slug: 'hauptamt', name: 'Hauptamt', short: '10', role: 'Leitung Hauptamt', head: 'Jörg Wiesner' },
  { slug: 'kaemmerei', name: 'Kämmerei', short: '20', role: 'Kämmerer', head: 'Dieter Rombach' },
  { slug: 'ordnungsamt', name: 'Ordnungsamt', short: '32', role: 'Leitung Ordnungsamt', head: 'Sabine Kroll' },
  {
    slug: 'standesamt',
    name: 'Bürgerbüro und Standesamt',
    short: '33',
    role: 'Leitung Bürgerbüro',
    head: 'Petra Amsel',
    parent: 'ordnungsamt',
  },
  { slug: 'schule', name: 'Schulverwaltung', short: '40', role: 'Leitung Schulverwaltung', head: 'Frank Uhlig' },
  { slug: 'kultur', name: 'Kultur, Sport und Bücherei', short: '41', role: 'Leitung Kultur', head: 'Hanna Feddersen' },
  { slug: 'soziales', name: 'Sozialamt', short: '50', role: 'Leitung Sozialamt', head: 'Ursula Brandt' },
  { slug: 'jugend', name: 'Jugend und Kita', short: '51', role: 'Leitung Jugend und Kita', head: 'Tobias Engelke' },
  { slug: 'bauamt', name: 'Bauamt', short: '60', role: 'Leitung Bauamt', head: 'Martin Sievers' },
  { slug: 'wirtschaft', name: 'Wirtschaftsförderung', short: '80', role: 'Wirtschaftsförderin', head: 'Katrin Bühler' },
]

export type DemoField = (typeof usualFields)[number]
export type DemoGroup = (typeof usualTargetGroups)[number]

type DemoGoal = {
  number: number
  field: DemoField
  title: string
  description: string
  level: Level
  influence: Influence
  sentences: readonly number[]
  /** name, unit, baseline, target; years beside them are counted from this one */
  indicator?: readonly [name: string, unit: string, baseline: number, since: number, target: number, by: number]
  addressee?: string
  demand?: string
}

export const demoGoals: readonly DemoGoal[] = [
  {
    number: 1,
    field: 'welcome',
    title: 'Wer neu zuzieht, wird in den ersten vier Wochen begrüßt',
    description: 'Gemeint sind alle, die in die Stadt ziehen, auch aus dem Nachbarort.',
    level: 'municipality',
    influence: 'decides',
    sentences: [1],
    indicator: ['Begrüßte Haushalte im Jahr', 'Haushalte', 40, -1, 220, 2],
  },
  {
    number: 2,
    field: 'participation',
    title: 'Jede Nachbarschaft hat einen Ort, an dem man sich trifft',
    description: 'Ein Raum, ein Schlüssel, jemand, der sich kümmert.',
    level: 'municipality',
    influence: 'decides',
    sentences: [2, 3],
    indicator: ['Nachbarschaften mit Treffpunkt', 'von 7', 2, -1, 6, 3],
  },
  {
    number: 3,
    field: 'language',
    title: 'Ein Deutschkurs am Ort, auch am Abend',
    description: 'Wer Schicht arbeitet oder Kinder hat, soll den Kurs erreichen können.',
    level: 'shared',
    influence: 'co-decides',
    sentences: [4],
    indicator: ['Plätze in Kursen am Ort', 'Plätze', 0, -1, 48, 1],
  },
  {
    number: 4,
    field: 'language',
    title: 'Kursträger werden auch für kleine Gruppen bezahlt',
    description: 'Auf dem Land kommen selten fünfzehn Leute mit gleichem Stand zusammen.',
    level: 'federation',
    influence: 'demands',
    sentences: [4],
    addressee: 'Bundesamt für Migration und Flüchtlinge',
    demand: 'Integrationskurse auf dem Land sollen ab acht Teilnehmenden bezahlt werden, und Fahrtkosten auch für kurze Wege.',
  },
  {
    number: 5,
    field: 'education',
    title: 'Jedes Kind hat ein Jahr vor der Schule einen Kitaplatz',
    description: 'Gezählt werden Kinder mit Wohnsitz in der Stadt zum 1. August.',
    level: 'municipality',
    influence: 'decides',
    sentences: [5],
    indicator: ['Kinder mit Platz im Jahr vor der Schule', '%', 91, -1, 100, 2],
  },
  {
    number: 6,
    field: 'education',
    title: 'Eltern und Schule verstehen sich',
    description: 'Sprachmittlung, Elternabende, Briefe, die man versteht.',
    level: 'municipality',
    influence: 'decides',
    sentences: [4, 6],
    indicator: ['Elterngespräche mit Sprachmittlung im Jahr', 'Gespräche', 12, -1, 90, 2],
  },
  {
    number: 7,
    field: 'administration',
    title: 'Briefe und Formulare der Stadt versteht man beim ersten Lesen',
    description: '',
    level: 'municipality',
    influence: 'decides',
    sentences: [6],
    indicator: ['Überarbeitete Formulare', 'von 64', 9, -1, 64, 2],
  },
  {
    number: 8,
    field: 'administration',
    title: 'Die Verwaltung ist so bunt wie die Stadt',
    description: 'Ausschreibungen, Ausbildung, Fortbildung.',
    level: 'municipality',
    influence: 'decides',
    sentences: [6, 7],
    indicator: ['Fortgebildete Beschäftigte', '%', 8, -1, 60, 3],
  },
  {
    number: 9,
    field: 'work',
    title: 'Wer arbeiten will, findet jemanden, der durch die Anerkennung begleitet',
    description: '',
    level: 'shared',
    influence: 'co-decides',
    sentences: [7],
    indicator: ['Begleitete Personen im Jahr', 'Personen', 15, -1, 70, 2],
  },
  {
    number: 10,
    field: 'work',
    title: 'Anerkennung dauert höchstens drei Monate',
    description: 'Heute wartet man oft ein Jahr.',
    level: 'state',
    influence: 'demands',
    sentences: [7],
    addressee: 'Ministerium für Arbeit und Soziales des Landes',
    demand: 'Die zuständigen Stellen sollen binnen drei Monaten entscheiden und Unterlagen einmal statt mehrfach verlangen.',
  },
  {
    number: 11,
    field: 'housing',
    title: 'Zwanzig kleine, bezahlbare Wohnungen mehr',
    description: 'Neubau und leer stehende Häuser zusammen.',
    level: 'municipality',
    influence: 'decides',
    sentences: [8],
    indicator: ['Fertige Wohnungen', 'Wohnungen', 0, -1, 20, 4],
  },
  {
    number: 12,
    field: 'health',
    title: 'Wer krank ist, wird verstanden',
    description: 'Sprachmittlung beim Arzt und im Amt.',
    level: 'shared',
    influence: 'co-decides',
    sentences: [3],
    indicator: ['Einsätze der Sprachmittlung im Jahr', 'Einsätze', 30, -1, 200, 2],
  },
  {
    number: 13,
    field: 'health',
    title: 'Sprachmittlung wird Leistung der Krankenkassen',
    description: '',
    level: 'federation',
    influence: 'demands',
    sentences: [3],
    addressee: 'Bundesministerium für Gesundheit',
    demand: 'Sprachmittlung bei notwendigen Behandlungen soll Leistung der gesetzlichen Krankenversicherung werden.',
  },
  {
    number: 14,
    field: 'work',
    title: 'Ein Bus nach der Spätschicht',
    description: 'Der Landkreis bestellt die Linie; die Stadt zahlt mit.',
    level: 'district',
    influence: 'co-decides',
    sentences: [9],
    indicator: ['Fahrten nach 22 Uhr je Woche', 'Fahrten', 0, -1, 10, 1],
  },
  {
    number: 15,
    field: 'housing',
    title: 'Abends gern durch den Bahnhofspark',
    description: '',
    level: 'municipality',
    influence: 'decides',
    sentences: [10],
    indicator: ['Beleuchtete Wege', '%', 35, -1, 100, 1],
  },
] as const

/** Four kinds of money. `ends` in months from now. */
export const demoSources: readonly {
  slug: string
  kind: SourceKind
  name: string
  reference: string
  euros: number
  ends?: number
  continuation?: string
}[] = [
  { slug: 'haushalt', kind: 'own', name: 'Haushalt der Stadt, Produkt Integration', reference: '31.50.01', euros: 620_000 },
  {
    slug: 'landesprogramm',
    kind: 'state',
    name: 'Landesprogramm „Gemeinsam vor Ort“',
    reference: 'GVO-2025-0417',
    euros: 180_000,
    ends: 5,
  },
  {
    slug: 'bundesprogramm',
    kind: 'federation',
    name: 'Bundesprogramm „Land und Leute“',
    reference: 'LuL 22/318',
    euros: 240_000,
    ends: 26,
  },
  {
    slug: 'stiftung',
    kind: 'foundation',
    name: 'Bürgerstiftung Erfundingen',
    reference: 'BSE 2026-09',
    euros: 45_000,
    ends: 14,
    continuation: 'Die Stiftung hat zugesagt, um zwei Jahre zu verlängern.',
  },
]

export type DemoMeasure = {
  number: string
  title: string
  description: string
  field: DemoField
  group: DemoGroup
  goals: readonly number[]
  lead?: readonly [department: string, state: LeadState, reason?: string]
  parts?: readonly string[]
  partners?: readonly string[]
  /** first and last month, counted from this one */
  months: readonly [from: number, to: number | null]
  priority?: Priority
  status: Status
  reason?: string
  light?: readonly [light: Light, reason?: string]
  state?: string
  next?: string
  obstacles?: string
  /** number, and months ago */
  resolution?: readonly [number: string, monthsAgo: number]
  regular?: { line: string; since: number; noPosts?: string }
  continuation?: string
  /** years are counted from this one */
  costs?: readonly (readonly [year: number, category: CostCategory, euros: number])[]
  allotments?: readonly (readonly [source: string, year: number, state: AllotmentState, euros: number])[]
  spent?: readonly (readonly [daysAgo: number, euros: number, purpose: string, source: string])[]
  /** `until` in months from now; without it the post is there for good */
  posts?: readonly (readonly [title: string, grade: string, year: number, hundredths: number, isFilled: boolean, until?: number])[]
  milestones?: readonly (readonly [title: string, inMonths: number, isReached?: boolean])[]
}
