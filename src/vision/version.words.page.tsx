import { languageNameIn } from '#dialogue'
import { languageOf } from '#platform/languages'
import type { BadgeTone, ForeignText } from '#platform/web'
import { written } from './support.page.tsx'
import type { VersionKind } from './version.ts'
import type { ReadText } from './version.wording.ts'
import type { VisionContext } from './visitor.ts'

export const kindTones: Record<VersionKind, BadgeTone> = {
  'first-draft': 'neutral',
  'consultation-draft': 'info',
  adopted: 'success',
  revision: 'success',
}

export const Words = ({ text, lang, dir }: ForeignText) => (
  <span lang={lang} dir={dir}>
    {text}
  </span>
)

/** A text marked with its language, with its original one tap away where it is a translation. */
export function said(c: VisionContext, { text, language, original }: ReadText): ForeignText {
  const shown = written(c, { text, language })
  if (!original) return shown
  const { t } = c.var
  const { code, direction } = languageOf(original.language)
  return {
    ...shown,
    original: {
      text: original.text,
      lang: code,
      dir: direction,
      label: t('vision.version.original', { language: languageNameIn(c, code) }),
      ...(original.isMachine && { machine: t('vision.version.machine') }),
    },
  }
}

/** The language of a text, where it is not that of the page. */
export function languageMarks(c: VisionContext, language: string): Pick<ForeignText, 'lang' | 'dir'> {
  const { text: _, ...marks } = written(c, { text: '', language })
  return marks
}

export const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
