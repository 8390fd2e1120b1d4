import type { Child } from 'hono/jsx'

// Formulas as MathML: they can be read aloud, enlarged and copied. Names of one letter lean by themselves.

/** On a narrow screen a long one scrolls, by keyboard too. */
export const Formula = ({ children }: { children?: Child }) => (
  <p class="formula" tabindex={0}>
    <math display="block">
      <mrow>{children}</mrow>
    </math>
  </p>
)

/** Numbers, signs and names in a row: `<Row of="p − 1" />`. */
export const Row = ({ of }: { of: string }) => (
  <mrow>
    {of.split(' ').map(part => (
      <Part of={part} />
    ))}
  </mrow>
)

/** A name may carry an index behind an underscore. */
function Part({ of }: { of: string }) {
  const [name = '', index] = of.split('_')
  if (!/^[\p{L}]/u.test(name)) return /^[\d.,]+$/.test(name) ? <mn>{name}</mn> : <mo>{name}</mo>
  if (!index) return <mi>{name}</mi>
  return (
    <msub>
      <mi>{name}</mi>
      <mi>{index}</mi>
    </msub>
  )
}

export const Fraction = ({ over, under }: { over: Child; under: Child }) => (
  <mfrac>
    <mrow>{over}</mrow>
    <mrow>{under}</mrow>
  </mfrac>
)

export const Root = ({ children }: { children?: Child }) => <msqrt>{children}</msqrt>

export const Power = ({ of, to }: { of: Child; to: string }) => (
  <msup>
    <mrow>{of}</mrow>
    <mrow>
      <Row of={to} />
    </mrow>
  </msup>
)

/** Parentheses that grow with what is in them. */
export const Grouped = ({ children }: { children?: Child }) => (
  <mrow>
    <mo>(</mo>
    {children}
    <mo>)</mo>
  </mrow>
)
