import { randomUUID } from 'node:crypto'
import type { Municipality } from '#platform/municipalities'

export const testTown = (values: Partial<Municipality> = {}): Municipality => ({
  id: randomUUID(),
  slug: 'musterstadt',
  name: 'Musterstadt',
  kind: 'town',
  state: '09',
  ags: '09999001',
  ars: null,
  parentDistrictAgs: null,
  languages: ['de', 'en', 'uk', 'ar'],
  colour: '#1f5fa8',
  contactEmail: null,
  imprint: '',
  responsiblePerson: '',
  privacyNotice: '',
  accessibilityStatement: '',
  isDemo: false,
  crestDigest: null,
  fewestToShow: 5,
  ...values,
})
