import MarkdownIt from 'markdown-it'

/**
 * A text in limited Markdown as HTML that is safe to show: paragraphs, headings, lists, quotes, emphasis and links; nothing else.
 * The highest heading of the text becomes `headingLevel`, so that it fits under the headings of its page.
 */
export function markdown(text: string, { headingLevel = 2 }: { headingLevel?: number } = {}): string {
  return limited.render(text, { headingLevel })
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
