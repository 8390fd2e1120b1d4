import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asDocumented, openTranslationServer, type TranslationServer } from '../../../test/testing/translation-server.ts'
import { openTranslationService } from './index.ts'
import type { ProtocolName } from './protocols.ts'

let server: TranslationServer
beforeEach(async () => {
  server = await openTranslationServer()
})
afterEach(() => server.close())

const service = (protocol: ProtocolName, key: string | undefined = 'geheim', patience?: number) =>
  openTranslationService({ protocol, address: server.address, key, charactersPerMonth: 1000 }, patience)
const texts = ['Mehr Bänke.', 'Weniger Lärm.']

test('LibreTranslate is asked for many texts at once, with its key where there is one', async () => {
  expect(await service('libretranslate').translate(texts, 'de', 'uk')).toEqual({ texts: ['[uk] Mehr Bänke.', '[uk] Weniger Lärm.'] })
  await openTranslationService({
    protocol: 'libretranslate',
    address: server.address,
    key: undefined,
    charactersPerMonth: 1,
  }).translate(texts, 'de', 'ar')
  expect(server.asked.map(({ body }) => body)).toEqual([
    { q: texts, source: 'de', target: 'uk', format: 'text', api_key: 'geheim' },
    { q: texts, source: 'de', target: 'ar', format: 'text' },
  ])
})

test('DeepL is asked in its own codes, with the key in the header alone', async () => {
  expect(await service('deepl').translate(texts, 'de', 'uk')).toEqual({ texts: ['[UK] Mehr Bänke.', '[UK] Weniger Lärm.'] })
  await service('deepl').translate(texts, 'uk', 'en')
  expect(server.asked[0]?.headers.authorization).toBe('DeepL-Auth-Key geheim')
  expect(server.asked.map(({ body }) => body)).toEqual([
    { text: texts, source_lang: 'DE', target_lang: 'UK' },
    { text: texts, source_lang: 'UK', target_lang: 'EN-GB' },
  ])
})

describe.each(['libretranslate', 'deepl'] as const)('%s', protocol => {
  const ask = () => service(protocol).translate(texts, 'de', 'uk')
  const one = protocol === 'deepl' ? { translations: [{ text: 'одне' }] } : { translatedText: ['одне'] }
  const empty = protocol === 'deepl' ? { translations: [{ text: 'одне' }, { text: ' ' }] } : { translatedText: ['одне', ' '] }

  test.each([
    [429, { trouble: 'too-many-requests', isBilled: false }],
    [500, { trouble: 'service-failed', isBilled: false }],
    [503, { trouble: 'service-failed', isBilled: false }],
    [401, { refusal: 'key-refused', isBilled: false }],
    [403, { refusal: 'key-refused', isBilled: false }],
    [456, { refusal: 'quota-used-up', isBilled: false }],
    [400, { refusal: 'request-refused', isBilled: false }],
    [413, { refusal: 'request-refused', isBilled: false }],
  ])('says what an answer with status %i means', async (status, meaning) => {
    server.answer = () => ({ status, body: '{"error":"…","message":"…"}' })
    expect(await ask()).toEqual(meaning)
  })

  test.each([
    ['no JSON', '<html>Wartung</html>'],
    ['half an answer', '{"translatedText": ["a", '],
    ['null', 'null'],
    ['a list', '[]'],
    ['too few texts', JSON.stringify(one)],
    ['an empty text', JSON.stringify(empty)],
    ['numbers', JSON.stringify({ translatedText: [1, 2], translations: [{ text: 1 }, { text: 2 }] })],
    ['one text for all', JSON.stringify({ translatedText: 'alles', translations: { text: 'alles' } })],
  ])('takes nothing from an answer that is %s', async (_, body) => {
    server.answer = () => ({ body })
    expect(await ask()).toEqual({ refusal: 'answer-unusable', isBilled: true })
  })

  test('does not wait for ever, and counts what may have been done', async () => {
    server.answer = () => ({ isSilent: true })
    expect(await service(protocol, 'geheim', 50).translate(texts, 'de', 'uk')).toEqual({ trouble: 'unreachable', isBilled: true })
  })

  test('hands its key to no other address', async () => {
    server.answer = ({ path }) =>
      path === '/fremd' ? asDocumented({ path, headers: {}, body: {} }) : { status: 307, headers: { location: '/fremd' } }
    expect(await ask()).toEqual({ refusal: 'request-refused', isBilled: false })
    expect(server.asked).toHaveLength(1)
  })

  test('that is not there is unreachable, and has been given nothing', async () => {
    const gone = service(protocol)
    await server.close()
    expect(await gone.translate(texts, 'de', 'uk')).toEqual({ trouble: 'unreachable', isBilled: false })
  })
})
