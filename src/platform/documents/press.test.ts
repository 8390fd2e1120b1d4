import { describe, expect, test } from 'vitest'
import { type Document, frame, printDocument, qrCode, unprintableIn } from './index.ts'

const pages = (count: number): Document => ({
  template: `${frame}\n#for number in range(data.count) [#heading[Seite #number] #lorem(200) #pagebreak(weak: true)]`,
  data: { title: 'Probe', author: 'Musterstadt', lang: 'de', dir: 'ltr', count },
  images: {},
})

describe('the press', () => {
  test('sets a document while other work goes on', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    expect(await printDocument(pages(20))).toHaveProperty('pdf')
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })

  test('goes on after a document that could not be set', async () => {
    const broken = printDocument({ ...pages(1), template: `${frame}\n#unknown-function()` })
    const next = printDocument(pages(1))
    await expect(broken).rejects.toThrow('could not be set')
    expect(await next).toHaveProperty('pdf')
  })

  test('refuses where there is no compiler for the machine', async () => {
    expect(await printDocument(pages(1), 'a-compiler-nobody-has-built-for-this-machine')).toEqual({ refusal: 'press-missing' })
  })

  test('refuses a picture without words, as PDF/UA does', async () => {
    const picture = `${frame}\n#image(bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), format: "svg")`
    await expect(printDocument({ ...pages(1), template: picture })).rejects.toThrow(/alt/)
  })
})

test('fonts can show German, Ukrainian, Arabic and the towns’ other languages, and say what they cannot', () => {
  expect(unprintableIn('Grüße, ẞ „so“ – Ґанок, їжак; مرحبًا بكم؟ Çağrı, Łódź, Țară, Привет, čeština, سلام دوستان، گفتگو')).toBe('')
  expect(unprintableIn('gut 👍 我 gut 👍')).toBe('👍我')
})

test('an address becomes a QR code with its quiet zone', () => {
  expect(qrCode('https://musterstadt.example')).toMatch(/^<svg[^>]*viewBox="0 0 \d+ \d+"/)
})
