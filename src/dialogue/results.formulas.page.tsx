import type { Child } from 'hono/jsx'
import { Formula, Fraction, Grouped, Power, Root, Row } from './formula.page.tsx'

/** The steps of the computation in their order. */
export const steps = [
  'numbers',
  'axes',
  'positions',
  'responses',
  'groups',
  'stability',
  'members',
  'bounds',
  'contested',
  'characteristic',
  'bridging',
  'unclear',
  'identity',
] as const
export type Step = (typeof steps)[number]

/** What a step computes, where a formula says it best. The letters are explained in the step's text. */
export const formulas: Partial<Record<Step, Child>> = {
  numbers: (
    <Formula>
      <Row of="x_ij = y_ij − m_j" />
    </Formula>
  ),
  positions: (
    <Formula>
      <Row of="z_i =" />
      <Power
        of={
          <Grouped>
            <Row of="G_i +" />
            <Fraction over={<Power of={<Row of="σ" />} to="2" />} under={<Row of="τ" />} />
          </Grouped>
        }
        to="− 1"
      />
      <Row of="g_i" />
    </Formula>
  ),
  responses: (
    <Formula>
      <Row of="P_ij =" />
      <Fraction over={<Row of="1" />} under={[<Row of="1 +" />, <Power of={<Row of="e" />} to="− ( a_j + b_j · z_i )" />]} />
    </Formula>
  ),
  stability: (
    <Formula>
      <Row of="R =" />
      <Fraction over={<Row of="S − E" />} under={<Row of="M − E" />} />
    </Formula>
  ),
  bounds: (
    <Formula>
      <Row of="u =" />
      <Fraction
        over={[
          <Row of="p +" />,
          <Fraction over={<Power of={<Row of="z" />} to="2" />} under={<Row of="2 n" />} />,
          <Row of="− z" />,
          <Root>
            <Fraction over={<Row of="p ( 1 − p )" />} under={<Row of="n" />} />
            <Row of="+" />
            <Fraction over={<Power of={<Row of="z" />} to="2" />} under={[<Row of="4" />, <Power of={<Row of="n" />} to="2" />]} />
          </Root>,
        ]}
        under={[<Row of="1 +" />, <Fraction over={<Power of={<Row of="z" />} to="2" />} under={<Row of="n" />} />]}
      />
    </Formula>
  ),
  contested: (
    <Formula>
      <Row of="d = p_1 − p_2 −" />
      <Root>
        <Power
          of={
            <Grouped>
              <Row of="p_1 − u_1" />
            </Grouped>
          }
          to="2"
        />
        <Row of="+" />
        <Power
          of={
            <Grouped>
              <Row of="o_2 − p_2" />
            </Grouped>
          }
          to="2"
        />
      </Root>
    </Formula>
  ),
  characteristic: (
    <Formula>
      <Row of="P_r ≤" />
      <Fraction over={<Row of="r" />} under={<Row of="t" />} />
      <Row of="· q" />
    </Formula>
  ),
  bridging: (
    <Formula>
      <Row of="y_ij = μ + b_i + c_j + f_i · h_j" />
    </Formula>
  ),
  identity: (
    <Formula>
      <Row of="L =" />
      <Fraction over={<Row of="2 s" />} under={<Row of="a + b" />} />
    </Formula>
  ),
}
