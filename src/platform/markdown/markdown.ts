import MarkdownIt, { type Token } from 'markdown-it'

/**
 * A text in limited Markdown as HTML that is safe to show: paragraphs, headings, lists, quotes, emphasis and links; nothing else.
 * The highest heading of the text becomes `headingLevel`, so that it fits under the headings of its page.
 */
export function markdown(text: string, { headingLevel = 2 }: { headingLevel?: number } = {}): string {
  return limited.render(text, { headingLevel })
}

/** The same text in words alone, for paper: paragraphs and list items stay, marks go, and of a link its address is said. */
export function inWords(text: string): string {
  let mark = ''
  const parts: string[] = []
  for (const { type, info, children } of limited.parse(text, { headingLevel: 1 })) {
    if (type === 'list_item_open') mark = info ? `${info}. ` : '- '
    if (type !== 'inline') continue
    parts.push(mark + wordsOf(children ?? []))
    mark = ''
  }
  return parts.join('\n\n')
}

function wordsOf(tokens: readonly Token[]): string {
  let address = ''
  return tokens
    .map(token => {
      if (token.type === 'link_open') address = String(token.attrGet('href'))
      if (token.type === 'link_close') return token.markup === 'autolink' ? '' : ` (${address})`
      return token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content
    })
    .join('')
}

const limited = new MarkdownIt('zero', { html: false, linkify: false, breaks: true }).enable([
  'heading',
  'list',
  'blockquote',
  'emphasis',
  'link',
  'autolink',
  'newline',
  'escape',
  'entity',
  'balance_pairs',
  'fragments_join',
])
limited.validateLink = isHarmless

/** Web pages, mail addresses and addresses on this instance. Anything else before a colon could run something. */
function isHarmless(address: string): boolean {
  if (/^(https?:\/\/|mailto:)/i.test(address)) return true
  return !/^(\/\/|\\|\/\\)/.test(address) && !/^[^/?#]*:/.test(address)
}

limited.core.ruler.push('fit_headings', ({ tokens, env }) => {
  const headings = tokens.filter(({ type }) => type === 'heading_open' || type === 'heading_close')
  const used = [...new Set(headings.map(({ tag }) => tag))].sort()
  for (const heading of headings) heading.tag = `h${Math.min(6, Number(env.headingLevel) + used.indexOf(heading.tag))}`
})

limited.core.ruler.push('mark_links', ({ tokens }) => {
  for (const token of tokens.flatMap(({ children }) => children ?? []))
    if (token.type === 'link_open' && /^https?:/i.test(String(token.attrGet('href')))) token.attrSet('rel', 'noopener nofollow ugc')
})
