import { expect, test } from 'vitest'
import { municipalityOf, newInvitationToken } from './invitation.ts'
import { ownAddress } from './paths.ts'
import { judgeEmail, judgeName, readEmail } from './person.ts'
import { deviceOf, sessionEnd } from './session.ts'

test('an e-mail address is compared in one form, whatever its case and script', () => {
  expect(readEmail(' Eva.Muster@Musterstadt.DE ')).toBe('eva.muster@musterstadt.de')
  expect(readEmail('info@müller.de')).toBe('info@xn--mller-kva.de')
})

test.each([
  'eva',
  'eva@',
  '@musterstadt.de',
  'eva@localhost',
  'a@b.de, c@d.de',
  'eva@b.de>',
  'e va@b.de',
  'eva@b.de:25',
  `${'e'.repeat(250)}@b.de`,
  'eva@b.de\nbcc: x@y.de',
])('%j is no e-mail address', text => expect(judgeEmail(text)).toBe('email-invalid'))

test('a name is needed and has a limit', () => {
  expect(judgeName('')).toBe('name-missing')
  expect(judgeName('x'.repeat(101))).toBe('name-too-long')
  expect(judgeName('Eva Muster')).toBeUndefined()
})

test('nobody is sent to another site after signing in', () => {
  expect(ownAddress('/musterstadt/verwaltung?x=1')).toBe('/musterstadt/verwaltung?x=1')
  for (const foreign of [
    'https://example.org/',
    '//example.org',
    '/\\example.org',
    '/\t/example.org',
    'javascript:alert(1)',
    '',
    '/.//example.org',
  ])
    expect(ownAddress(foreign)).toBeUndefined()
})

test('a session slides by 30 days but never beyond 180 days after it began', () => {
  const begun = new Date('2026-01-01T00:00:00Z')
  expect(sessionEnd(begun, begun).toISOString()).toBe('2026-01-31T00:00:00.000Z')
  expect(sessionEnd(begun, new Date('2026-06-25T00:00:00Z')).toISOString()).toBe('2026-06-30T00:00:00.000Z')
})

test('a device is told by browser and system only', () => {
  expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Linux')
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1')).toBe(
    'Safari, iPhone',
  )
  expect(deviceOf('curl/8')).toBe('')
})

test("an invitation's token tells its municipality and nothing else", () => {
  const town = '0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
  expect(municipalityOf(newInvitationToken(town))).toBe(town)
  expect(municipalityOf('too-short')).toBeUndefined()
})
