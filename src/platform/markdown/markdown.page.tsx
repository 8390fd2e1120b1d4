import { raw } from 'hono/html'
import { Prose } from '../web/parts.page.tsx'
import { markdown } from './markdown.ts'

type Props = { text: string; headingLevel?: number; lang?: string; dir?: 'ltr' | 'rtl' | 'auto' }

/** Running text somebody wrote in Markdown; `lang` where it is not in the language of the page. */
export function Markdown({ text, headingLevel, lang, dir }: Props) {
  return (
    <Prose lang={lang} dir={dir}>
      {raw(markdown(text, { headingLevel }))}
    </Prose>
  )
}
