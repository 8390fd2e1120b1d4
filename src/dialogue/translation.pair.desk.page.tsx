import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Buttons, ErrorSummary, Field, Form, Page, PageHead, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { languageNameIn } from './translation.page.tsx'
import { Badges, type Desk, itemIn, mayTranslate, noticesOf, ProgressBar, Where } from './translation.parts.desk.page.tsx'
import { type Original, type Pair, type Progress as ProgressFigures, type TranslationRefusal, versionOf } from './translation.ts'

export type PairDesk = Desk & {
  language: string
  pair: Pair
  progress: ProgressFigures
  next: Original | undefined
  /** what was typed and not taken */
  typed?: string
  refusal?: TranslationRefusal
}

export function PairPage({ c, desk }: { c: TownContext; desk: PairDesk }) {
  const { t } = c.var
  const { dialogue, language, pair, refusal } = desk
  const { original, translation, standing } = pair
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug, language }
  const refused = refusal && t(`dialogue.desk-translation.refusal.${refusal}`)
  const { code, direction } = languageOf(language)
  const title = t('dialogue.desk-translation.item-into', { item: itemIn(c, original.item), language: languageNameIn(c, language) })
  return (
    <Page c={c} title={title} width="wide" noIndex scripts={['translation.js']} notices={noticesOf(c)}>
      <Where c={c} desk={desk} language={language} item={original.item} />
      <PageHead title={title} preline={<Badges c={c} standing={standing} isMachine={translation?.origin === 'machine'} />} />
      <Stack>
        <ProgressBar c={c} progress={desk.progress} />
        {refused && <ErrorSummary title={t('dialogue.desk-translation.not-saved')} refusals={[{ field: 'text', text: refused }]} />}
        <div class="side-by-side">
          <section aria-labelledby="original">
            <h2 id="original">{t('dialogue.desk-translation.original-in', { language: languageNameIn(c, original.language) })}</h2>
            <OriginalText original={original} />
            {standing === 'stale' && translation && (
              <>
                <h3>{t('dialogue.desk-translation.translated-from')}</h3>
                <OriginalText original={translation.of} />
              </>
            )}
          </section>
          {mayTranslate(c) ? (
            <translation-desk>
              <Form action={paths.desk.translationItem.to({ ...at, item: original.item })} hidden={{ seen: versionOf(pair) }}>
                <CsrfField c={c} />
                <Field
                  kind="textarea"
                  name="text"
                  label={t('dialogue.desk-translation.translation-in', { language: languageNameIn(c, language) })}
                  hint={t(original.item === 'description' ? 'dialogue.desk-translation.markdown-hint' : 'dialogue.desk-translation.keys')}
                  value={desk.typed ?? translation?.text ?? ''}
                  rows={original.item === 'description' ? 14 : 4}
                  lang={code}
                  dir={direction}
                  required
                  refusal={refused}
                />
                <Buttons>
                  <Button label={t('dialogue.desk-translation.approve')} name="deed" value="approved" />
                  <Button label={t('dialogue.desk-translation.draft')} name="deed" value="draft" kind="secondary" />
                  {desk.next && (
                    <Button
                      label={t('dialogue.desk-translation.skip')}
                      href={paths.desk.translationItem.to({ ...at, item: desk.next.item })}
                      kind="quiet"
                    />
                  )}
                  {translation && <Button label={t('dialogue.desk-translation.remove')} name="deed" value="removed" kind="danger" />}
                </Buttons>
              </Form>
            </translation-desk>
          ) : (
            <section>
              <h2>{t('dialogue.desk-translation.translation-in', { language: languageNameIn(c, language) })}</h2>
              {translation && <OriginalText original={{ ...translation }} />}
            </section>
          )}
        </div>
      </Stack>
    </Page>
  )
}

const OriginalText = ({ original: { text, language } }: { original: Pick<Original, 'text' | 'language'> }) => (
  <p class="side-by-side__text" lang={language} dir={languageOf(language).direction}>
    {text}
  </p>
)

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'translation-desk': HTMLAttributes
    }
  }
}
