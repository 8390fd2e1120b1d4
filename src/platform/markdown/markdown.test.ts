import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Markdown } from './markdown.page.tsx'
import { inWords, markdown } from './markdown.ts'

describe('limited Markdown', () => {
  test('keeps paragraphs, line breaks, emphasis, lists and quotes', () => {
    expect(markdown('Rathaus\nMarkt 1\n\nSehr **wichtig** und *leise*.')).toBe(
      '<p>Rathaus<br>\nMarkt 1</p>\n<p>Sehr <strong>wichtig</strong> und <em>leise</em>.</p>\n',
    )
    expect(markdown('- eins\n- zwei')).toContain('<li>eins</li>')
    expect(markdown('1. eins\n2. zwei')).toContain('<ol>')
    expect(markdown('> gesagt')).toContain('<blockquote>')
  })

  test('fits headings under those of the page, without leaving a level out', () => {
    expect(markdown('# Oben\n\n### Darunter')).toBe('<h2>Oben</h2>\n<h3>Darunter</h3>\n')
    expect(markdown('### Nur dies', { headingLevel: 3 })).toBe('<h3>Nur dies</h3>\n')
    expect(markdown('# a\n## b\n### c\n#### d', { headingLevel: 5 })).not.toContain('h7')
  })

  test('links to web pages, mail addresses and pages of the instance, and marks those that lead away', () => {
    expect(markdown('[Land](https://example.org)')).toContain('<a href="https://example.org" rel="noopener nofollow ugc">Land</a>')
    expect(markdown('<https://example.org>')).toContain('href="https://example.org" rel=')
    expect(markdown('[Mail](mailto:a@example.org)')).toContain('<a href="mailto:a@example.org">Mail</a>')
    expect(markdown('[hier](/musterstadt/impressum)')).toContain('<a href="/musterstadt/impressum">hier</a>')
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](java&#9;script:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:x)',
    '[x](//example.org)',
    '<javascript:alert(1)>',
  ])('makes no link of %s', text => expect(markdown(text)).not.toContain('<a '))

  test('shows HTML and pictures as text', () => {
    expect(markdown('<script>alert(1)</script>')).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n')
    expect(markdown('![Bild](https://example.org/a.png)')).not.toContain('<img')
    expect(markdown('    code\n\n```\nfence\n```')).not.toMatch(/<(pre|code)/)
  })

  test('whatever is typed, nothing but the allowed elements, attributes and addresses comes out', () => {
    fc.assert(
      fc.property(typed, text => {
        for (const [, tag = '', attributes = ''] of markdown(text).matchAll(/<\/?([^\s>]*)([^>]*)>/g)) {
          expect(allowedTags).toContain(tag)
          for (const [, name = '', value = ''] of attributes.matchAll(/([^\s=]+)="([^"]*)"/g)) {
            expect(['href', 'title', 'rel', 'start']).toContain(name)
            if (name === 'href')
              expect(value.replace(/&amp;/g, '&')).toMatch(/^(https?:\/\/|mailto:|(?!\/\/)[^:]*$|(?!\/\/)[^:/?#]*[/?#])/i)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('is a component that says in which language the text is', () => {
    const html = String(Markdown({ text: '# Amt', lang: 'de', dir: 'ltr' }))
    expect(html).toBe('<div class="prose" lang="de" dir="ltr"><h2>Amt</h2>\n</div>')
  })
})

const allowedTags = 'p br h1 h2 h3 h4 h5 h6 ul ol li blockquote strong em a'.split(' ')

const pieces =
  '<script> <img src=x onerror=alert(1)> [x]( ) javascript: data:text/html, " \' onclick= <a href= > \n - # ``` ![ ]: &#106; &Tab; \\ // http:// < : \u0000 \t'
const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...pieces.split(' ')), fc.string({ maxLength: 6 })), { maxLength: 14 }).map(parts => parts.join('')),
)

test('in words alone marks are gone, paragraphs, items and addresses stay', () => {
  expect(inWords('# Wir\n\nSind *sehr* **verschieden**,\nund [gern](https://ort.example) hier.\n\n- eins\n- zwei\n\n1. erstens')).toBe(
    'Wir\n\nSind sehr verschieden,\nund gern (https://ort.example) hier.\n\n- eins\n\n- zwei\n\n1. erstens',
  )
  expect(inWords('Ohne Zeichen. 2 * 3 = 6')).toBe('Ohne Zeichen. 2 * 3 = 6')
})
