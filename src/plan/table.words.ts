import type { Influence, Level } from './goal.ts'
import type { AllotmentState, CostCategory, SourceKind } from './money.ts'

// Words of the format. They stay German, like its heads, whatever language the page had.

export const levelWords: Readonly<Record<Level, string>> = {
  municipality: 'Gemeinde',
  district: 'Landkreis',
  state: 'Land',
  federation: 'Bund',
  shared: 'mehrere Ebenen',
}

export const influenceWords: Readonly<Record<Influence, string>> = {
  decides: 'entscheidet selbst',
  'co-decides': 'entscheidet mit',
  demands: 'kann nur fordern',
}

export const categoryWords: Readonly<Record<CostCategory, string>> = {
  personnel: 'Personal',
  material: 'Sachmittel',
  fees: 'Honorare',
  rooms: 'Räume',
  investment: 'Investition',
  other: 'Sonstiges',
}

export const sourceWords: Readonly<Record<SourceKind, string>> = {
  own: 'Eigenmittel',
  state: 'Land',
  federation: 'Bund',
  eu: 'Europäische Union',
  foundation: 'Stiftung',
  'third-party': 'Dritte',
}

export const stateWords: Readonly<Record<AllotmentState, string>> = {
  planned: 'geplant',
  applied: 'beantragt',
  granted: 'bewilligt',
  drawn: 'abgerufen',
}
