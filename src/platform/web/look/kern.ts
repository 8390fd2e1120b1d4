/**
 * Fits KERN-UX's compiled rules to this house: rules about parts we do not use are left out, tokens we do not set become their
 * default, and what reads left or right becomes start or end, so that right-to-left pages are right.
 */
export function settleKern(css: string, spokenClasses: ReadonlySet<string>): string {
  const declared = new Set(css.match(/--kern-[\w-]+(?=\s*:)/g))
  return written(kept(parsed(settledTokens(css.replace(/\/\*[\s\S]*?\*\//g, ''), declared)), spokenClasses))
}

/** A rule or at-rule: with declarations (`body`) or with rules inside (`rules`). */
type Rule = { prelude: string; body: string; rules: Rule[] }

function kept(rules: Rule[], spoken: ReadonlySet<string>): Rule[] {
  return rules.flatMap(rule => {
    if (rule.prelude.startsWith('@')) {
      const inside = kept(rule.rules, spoken)
      return rule.rules.length > 0 && inside.length === 0 ? [] : [{ ...rule, rules: inside }]
    }
    const selectors = splitTop(rule.prelude, ',').filter(selector => (selector.match(/kern-[\w-]+/g) ?? []).every(name => spoken.has(name)))
    return selectors.length === 0 ? [] : [{ ...rule, prelude: selectors.join(','), body: logical(rule.body) }]
  })
}

function written(rules: Rule[]): string {
  return rules
    .map(({ prelude, body, rules: inside }) => (prelude.endsWith(';') ? prelude : `${prelude}{${body}${written(inside)}}`))
    .join('\n')
}

/** `var(--kern-a, 16px)` → `1rem` where `--kern-a` is nobody's; lengths follow the reader's own text size. */
function settledTokens(css: string, declared: ReadonlySet<string>): string {
  return css.replace(/var\((--kern-[\w-]+),((?:[^()]|\([^()]*\))*)\)/g, (whole, token: string, fallback: string) =>
    declared.has(token) ? `var(${token})` : fallback.trim() === '' ? whole : inRem(fallback.trim()),
  )
}

const inRem = (value: string) => value.replace(/^(\d+)px$/, (px, amount: string) => (Number(amount) < 6 ? px : `${Number(amount) / 16}rem`))

const logicalProperties: Record<string, string> = {
  left: 'inset-inline-start',
  right: 'inset-inline-end',
  'border-left': 'border-inline-start',
  'border-right': 'border-inline-end',
  'margin-left': 'margin-inline-start',
  'margin-right': 'margin-inline-end',
  'padding-left': 'padding-inline-start',
  'padding-right': 'padding-inline-end',
}

function logical(body: string): string {
  return splitTop(body, ';')
    .flatMap(declaration => {
      const colon = declaration.indexOf(':')
      if (colon < 0) return declaration.trim() ? [declaration] : []
      const property = declaration.slice(0, colon).trim()
      const value = declaration.slice(colon + 1).trim()
      if (value.includes('url("data:')) return [] // our Content Security Policy refuses these
      if (property in logicalProperties) return [`${logicalProperties[property]}:${value}`]
      if (property === 'padding' || property === 'margin') return [fourSides(property, value)]
      return [`${property}:${value.replace(/^left$/, 'start').replace(/^right$/, 'end')}`]
    })
    .join(';')
}

/** `padding: 1px 2px 3px 4px` names sides as if every script ran one way; its logical spelling does not. */
function fourSides(property: string, value: string): string {
  const important = value.endsWith('!important') ? ' !important' : ''
  const sides = splitTop(value.replace('!important', '').trim(), ' ').filter(Boolean)
  if (sides.length < 4 || sides[1] === sides[3]) return `${property}:${value}`
  return `${property}-block:${sides[0]} ${sides[2]}${important};${property}-inline:${sides[3]} ${sides[1]}${important}`
}

function parsed(css: string): Rule[] {
  const rules: Rule[] = []
  let at = 0
  while (at < css.length) {
    const stop = nextOf(css, at, '{;')
    if (stop < 0) break
    if (css[stop] === ';') {
      rules.push({ prelude: css.slice(at, stop + 1).trim(), body: '', rules: [] })
      at = stop + 1
      continue
    }
    const end = blockEnd(css, stop)
    const prelude = css.slice(at, stop).trim()
    const inside = css.slice(stop + 1, end)
    const nested = /^@(media|supports|layer)/.test(prelude)
    rules.push({ prelude, body: nested ? '' : inside.trim(), rules: nested ? parsed(inside) : [] })
    at = end + 1
  }
  return rules
}

function blockEnd(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at = nextOf(css, at + 1, '{}')) {
    if (at < 0) break
    depth += css[at] === '{' ? 1 : -1
    if (depth === 0) return at
  }
  throw new Error('A block of the style sheet does not end')
}

/** Index of the next of `wanted` outside quotes and brackets. */
function nextOf(css: string, from: number, wanted: string): number {
  let quote = ''
  let depth = 0
  for (let at = from; at < css.length; at++) {
    const sign = css[at]!
    if (quote) {
      if (sign === '\\') at++
      else if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (depth === 0 && wanted.includes(sign)) return at
    else if (sign === '(') depth++
    else if (sign === ')') depth--
  }
  return -1
}

function splitTop(text: string, by: string): string[] {
  const pieces: string[] = []
  let from = 0
  for (let stop = nextOf(text, from, by); stop >= 0; stop = nextOf(text, from, by)) {
    pieces.push(text.slice(from, stop))
    from = stop + 1
  }
  return [...pieces, text.slice(from)].map(piece => piece.trim())
}
