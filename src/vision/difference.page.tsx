import { languageOf } from '#platform/languages'
import type { TownContext } from '#platform/web'
import { differenceOf } from './difference.ts'

type DifferenceProps = { c: TownContext; before: string; after: string; lang: string }

/** A text as a change of an earlier one: what went is struck through, what is new is underlined; both are also said in words to those who hear it. */
export function Difference({ c, before, after, lang }: DifferenceProps) {
  const { t, language } = c.var
  const { code, direction } = languageOf(lang)
  return (
    <p class="difference" lang={code === language.code ? undefined : code} dir={code === language.code ? undefined : direction}>
      {differenceOf(before, after, code).map(({ kind, text }) => {
        if (kind === 'kept') return text
        const label = (
          <span class="sr-only" lang={language.code}>
            {' '}
            {t(kind === 'removed' ? 'vision.difference.removed' : 'vision.difference.added')}{' '}
          </span>
        )
        return kind === 'removed' ? (
          <del>
            {label}
            {text}
          </del>
        ) : (
          <ins>
            {label}
            {text}
          </ins>
        )
      })}
    </p>
  )
}
