import { describe, expect, test } from 'vitest'
import { changedFields, judgeSettings, judgeSlug, settingsFrom, type TypedSettings, versionOf } from './municipality.ts'

const town: TypedSettings = { name: 'Musterstadt', kind: 'town', state: '09', ags: '09162000', languages: ['de'] }
const refusalsOf = (changes: TypedSettings) => judgeSettings(settingsFrom({ ...town, ...changes }))

describe('the settings of a municipality', () => {
  test('keep leading zeros of the official keys, and forgive blanks between digits', () => {
    expect(settingsFrom({ ...town, state: '01', ags: ' 01 0 51 044 ' }).ags).toBe('01051044')
    expect(refusalsOf({ state: '01', ags: '01 0 51 044' })).toEqual({})
  })

  test.each([
    ['a municipality key of 7 digits', { ags: '9162000' }, 'ags-digits'],
    ['a district key for a town', { ags: '09162' }, 'ags-digits'],
    ['a town key for a district', { kind: 'district', ags: '09162000' }, 'ags-district-digits'],
    ['the key of another state', { ags: '08162000' }, 'ags-state'],
    ['letters', { ags: '0916200x' }, 'ags-digits'],
  ] as [string, TypedSettings, string][])('refuse %s', (_, changes, refusal) => expect(refusalsOf(changes)).toEqual({ ags: refusal }))

  test('take a district key of 5 digits with its regional key', () => {
    expect(refusalsOf({ kind: 'district', ags: '09175', ars: '091750000000' })).toEqual({})
    expect(refusalsOf({ kind: 'district', ags: '09175', ars: '091750000001' })).toEqual({ ars: 'ars-ags' })
  })

  test.each([
    ['that fits', '091620000000', undefined],
    ['with the number of an association in the middle', '091625123000', undefined],
    ['of another municipality', '091620000001', 'ars-ags'],
    ['of another state', '081620000000', 'ars-state'],
    ['with 11 digits', '09162000000', 'ars-digits'],
  ])('judge a regional key %s', (_, ars, refusal) => expect(refusalsOf({ ars }).ars).toBe(refusal))

  test('want the parent district to be the one of the key', () => {
    expect(refusalsOf({ ags: '09175112', parentDistrictAgs: '09175' })).toEqual({})
    expect(refusalsOf({ ags: '09175112', parentDistrictAgs: '09176' })).toEqual({ parentDistrictAgs: 'parent-district-ags' })
    expect(refusalsOf({ ags: null, parentDistrictAgs: '08175' })).toEqual({ parentDistrictAgs: 'parent-district-state' })
    expect(refusalsOf({ kind: 'district', ags: '09175', parentDistrictAgs: '09175' })).toEqual({
      parentDistrictAgs: 'parent-district-of-district',
    })
  })

  test('always offer German, in a fixed order, and no unknown language', () => {
    expect(settingsFrom({ ...town, languages: ['uk', 'en', 'uk'] }).languages).toEqual(['de', 'en', 'uk'])
    expect(refusalsOf({ languages: ['xx'] })).toEqual({ languages: 'language-unknown' })
  })

  test.each(['a@b', 'a b@example.org', '<a@example.org>', 'a@example.org,b@example.org', 'dialog'])(
    'refuse the e-mail address %s',
    contactEmail => expect(refusalsOf({ contactEmail })).toEqual({ contactEmail: 'email-form' }),
  )

  test('refuse what is missing, too long or no colour, each beside its field', () => {
    expect(refusalsOf({ name: ' ', kind: '', state: '17', ags: '', colour: 'red', imprint: 'x'.repeat(6001) })).toEqual({
      name: 'name-length',
      kind: 'kind-missing',
      state: 'state-missing',
      colour: 'colour-form',
      imprint: 'text-too-long',
    })
  })

  test('know which fields were changed, and that a form was made from older ones', () => {
    const before = settingsFrom(town)
    const after = settingsFrom({ ...town, colour: '#112233', imprint: 'Rathaus' })
    expect(changedFields(before, after)).toEqual(['colour', 'imprint'])
    expect(versionOf(before)).not.toBe(versionOf(after))
    expect(versionOf(before)).toBe(versionOf(settingsFrom(town)))
  })
})

test.each([
  ['bad-koenigshofen', undefined],
  ['Bad', 'slug-form'],
  ['a', 'slug-form'],
  ['a--b', 'slug-form'],
  ['verwaltung', 'slug-reserved'],
  ['api', 'slug-reserved'],
])('the address %s is judged %s', (slug, refusal) => expect(judgeSlug(slug)).toBe(refusal))
