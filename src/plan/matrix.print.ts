import type { Document } from '#platform/documents'
import { languageOf, translatorFor } from '#platform/languages'
import { townColours } from '#platform/web'
import { marksOf } from './matrix.picture.ts'
import { matrixTemplate } from './matrix.template.ts'
import { costOfAll, costOfDepartment, type MatrixView } from './matrix.ts'

/** So many departments fit beside each other on A4 landscape; more are told in further tables. */
const mostColumns = 14

type Printing = { town: { name: string; colour: string }; language: string; day: string; isForStaff: boolean }

/** The matrix as the press takes it. `day`: as of when it is, in words. */
export function matrixToPrint(view: MatrixView, { town, language, day, isForStaff }: Printing): Document {
  const t = translatorFor(language)
  const { locale, direction } = languageOf(language)
  const { matrix, fields, departments, showsMoney } = view
  const euros = (cents: number) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100)
  const letter = {
    lead: t('plan.public.matrix.letter.lead'),
    asked: t('plan.public.matrix.letter.asked'),
    part: t('plan.public.matrix.letter.part'),
  }
  const tables = inEqualParts(departments, mostColumns)
  const data = {
    title: t('plan.public.matrix.title'),
    author: town.name,
    town: town.name,
    lang: new Intl.Locale(locale).language,
    dir: direction,
    colours: townColours(town.colour, 'light'),
    foot: t('plan.public.matrix.as-of', { day }),
    page: t('document.page', { page: '{page}', pages: '{pages}' }),
    fields: t('plan.public.field'),
    costs: t('plan.public.matrix.costs'),
    sum: t('plan.public.matrix.sum'),
    total: euros(costOfAll(matrix)),
    legend: (['lead', ...(isForStaff ? (['asked'] as const) : []), 'part'] as const).map(kind => ({
      kind,
      letter: letter[kind],
      text: t(`plan.public.matrix.legend.${kind}`),
    })),
    parts: tables.map((columns, place) => ({
      costs: showsMoney && place === tables.length - 1,
      columns: columns.map(({ id, name }) => {
        const cents = costOfDepartment(matrix, id)
        return { name: german(name), note: showsMoney && cents > 0 ? euros(cents) : '', lacks: matrix.departmentsWithoutPart.includes(id) }
      }),
      rows: fields.map(({ id, name }) => ({
        name: german(name),
        note: matrix.fieldsWithoutLead.includes(id) ? t('plan.public.matrix.no-lead') : '',
        cells: columns.map(column =>
          marksOf(matrix.cells.get(id)!.get(column.id)).map(({ kind, count }) => ({ kind, text: `${letter[kind]} ${count}` })),
        ),
        cost: euros(matrix.costs.get(id)!),
      })),
    })),
    notes: isForStaff && matrix.doubleLeads.length > 0 ? [t('plan.public.matrix.double', { measures: matrix.doubleLeads.join(', ') })] : [],
  }
  return { template: matrixTemplate, data, images: {} }
}

/** What the town has written is German. */
const german = (text: string) => ({ text: text.normalize('NFC'), lang: 'de', dir: 'ltr' })

/** As few parts as can be, about equally long. */
function inEqualParts<Item>(items: readonly Item[], most: number): Item[][] {
  const parts = Math.max(1, Math.ceil(items.length / most))
  const length = Math.ceil(items.length / parts)
  return Array.from({ length: parts }, (_, place) => items.slice(place * length, (place + 1) * length))
}
