import { moneyOf, type ReportChange, type ReportContent, type ReportMeasure } from './report.ts'

type Compared = Pick<ReportContent, 'measures'>

/** What differs between two reports, measure by measure in the order of the later one; what is gone comes last. */
export function changesBetween(before: Compared, after: Compared): ReportChange[] {
  const [earlier, later] = [byNumber(before), byNumber(after)]
  return [
    ...after.measures.flatMap(measure => {
      const known = earlier.get(measure.number)
      return known ? differences(known, measure) : [named('added', measure)]
    }),
    ...before.measures.filter(({ number }) => !later.has(number)).map(measure => named('gone', measure)),
  ]
}

const byNumber = ({ measures }: Compared) => new Map(measures.map(measure => [measure.number, measure]))

const named = (kind: 'added' | 'gone', { number, title }: ReportMeasure): ReportChange => ({ kind, number, title })

function differences(before: ReportMeasure, after: ReportMeasure): ReportChange[] {
  const { number, title } = after
  const [moneyBefore, moneyAfter] = [moneyOf([before]), moneyOf([after])]
  return [
    ...(before.status === after.status ? [] : [{ kind: 'status' as const, number, title, before: before.status, after: after.status }]),
    ...(before.light === after.light ? [] : [{ kind: 'light' as const, number, title, before: before.light, after: after.light }]),
    ...(before.lead === after.lead ? [] : [{ kind: 'lead' as const, number, title, before: before.lead, after: after.lead }]),
    ...(['planned', 'financed', 'spent'] as const).flatMap(part =>
      moneyBefore[part] === moneyAfter[part]
        ? []
        : [{ kind: 'money' as const, number, title, part, before: moneyBefore[part], after: moneyAfter[part] }],
    ),
  ]
}
