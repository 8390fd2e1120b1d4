import { languageNameIn } from '#dialogue'
import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  EmptyState,
  Field,
  FilterLinks,
  Form,
  Notice,
  Page,
  PageHead,
  Stack,
  Table,
} from '#platform/web'
import { paths } from './paths.ts'
import { type Pair, type Standing, standingOf, standings, type TranslationRefusal } from './translation.ts'
import { at } from './version.words.page.tsx'
import type { VisionContext } from './visitor.ts'

/** How far the text is translated, language by language. */
export function TranslationsPage({ c, pairs }: { c: VisionContext; pairs: ReadonlyMap<string, readonly Pair[]> }) {
  const { t } = c.var
  const title = t('dialogue.desk-translation.title')
  return (
    <Page c={c} title={title} noIndex>
      <Where c={c} />
      <PageHead title={title} />
      <Table
        caption={t('dialogue.desk-translation.languages')}
        columns={[
          { label: t('dialogue.desk-translation.language') },
          ...standings.map(standing => ({ label: t(`dialogue.desk-translation.standing.${standing}`), numeric: true })),
        ]}
        rows={[...pairs].map(([language, of]) => [
          <a href={paths.desk.translationLanguage.to({ ...at(c), language })}>{languageNameIn(c, language)}</a>,
          ...standings.map(standing => String(of.filter(pair => standingOf(pair) === standing).length)),
        ])}
      />
    </Page>
  )
}

export type LanguageDesk = {
  language: string
  pairs: readonly Pair[]
  /** undefined: all */
  filter: Standing | undefined
  isDone: boolean
  refused?: { item: string; text: string; refusal: TranslationRefusal }
}

/** Every text beside its translation, each in a form of its own. */
export function TranslationLanguagePage({ c, desk }: { c: VisionContext; desk: LanguageDesk }) {
  const { t } = c.var
  const name = languageNameIn(c, desk.language)
  const shown = desk.pairs.filter(pair => !desk.filter || standingOf(pair) === desk.filter || pair.item === desk.refused?.item)
  const here = (standing?: Standing) => paths.desk.translationLanguage.to({ ...at(c), language: desk.language }, { zeige: standing })
  return (
    <Page
      c={c}
      title={t('dialogue.desk-translation.into', { language: name })}
      noIndex
      notices={desk.isDone ? [{ tone: 'success', text: t('dialogue.desk-translation.done.setup') }] : []}
    >
      <Where c={c} language={name} />
      <PageHead title={t('dialogue.desk-translation.into', { language: name })} />
      <FilterLinks
        label={t('dialogue.desk-translation.filter')}
        options={[
          { label: t('dialogue.desk-translation.all'), href: here(), current: !desk.filter, count: String(desk.pairs.length) },
          ...standings.map(standing => ({
            label: t(`dialogue.desk-translation.standing.${standing}`),
            href: here(standing),
            current: desk.filter === standing,
            count: String(desk.pairs.filter(pair => standingOf(pair) === standing).length),
          })),
        ]}
      />
      <Stack>
        {shown.length === 0 && <EmptyState title={t('dialogue.desk-translation.none')} />}
        {shown.map(pair => (
          <PairCard c={c} desk={desk} pair={pair} />
        ))}
      </Stack>
    </Page>
  )
}

const tones: Record<Standing, BadgeTone> = { missing: 'warning', stale: 'warning', draft: 'info', approved: 'success' }

function PairCard({ c, desk, pair }: { c: VisionContext; desk: LanguageDesk; pair: Pair }) {
  const { t, vision } = c.var
  const { item, original, translation } = pair
  const standing = standingOf(pair)
  const refused = desk.refused?.item === item ? desk.refused : undefined
  const written = languageOf(vision.language)
  const target = languageOf(desk.language)
  const title = itemIn(c, pair)
  return (
    <div id={anchorOf(item)}>
      <Card title={title} level={2} badge={<Badge label={t(`dialogue.desk-translation.standing.${standing}`)} tone={tones[standing]} />}>
        {refused && <Notice tone="error" title={t('dialogue.desk-translation.not-saved')} live />}
        <p class="small muted">{t('dialogue.desk-translation.original-in', { language: languageNameIn(c, vision.language) })}</p>
        <p lang={written.code} dir={written.direction}>
          {original}
        </p>
        {standing === 'stale' && (
          <>
            <p class="small muted">{t('dialogue.desk-translation.translated-from')}</p>
            <p lang={written.code} dir={written.direction}>
              {translation?.of}
            </p>
          </>
        )}
        <Form
          action={paths.desk.translationLanguage.to({ ...at(c), language: desk.language })}
          hidden={{ item, original, translation: translation?.text ?? '', ...(desk.filter && { zeige: desk.filter }) }}
        >
          <CsrfField c={c} />
          <Field
            kind="textarea"
            name="text"
            id={`text-${anchorOf(item)}`}
            label={t('dialogue.desk-translation.translation-in', { language: languageNameIn(c, desk.language) })}
            value={refused?.text ?? translation?.text ?? ''}
            lang={target.code}
            refusal={refused && t(`dialogue.desk-translation.refusal.${refused.refusal}`)}
          />
          <Buttons>
            <Button label={t('dialogue.desk-translation.approve')} name="state" value="approved" small />
            <Button label={t('dialogue.desk-translation.draft')} name="state" value="draft" kind="secondary" small />
          </Buttons>
        </Form>
      </Card>
    </div>
  )
}

/** What a text is, as its desk calls it. */
function itemIn({ var: { t } }: VisionContext, { item }: Pair): string {
  const [kind, of] = item.split('/')
  if (kind === 'title') return t('vision.public.title')
  if (kind === 'preamble') return t('vision.public.preamble')
  if (kind === 'chapter') return t('vision.desk-sentence.chapter')
  const sentence = t('vision.desk-sentence.sentence', { number: Number(of) })
  return kind === 'sentence' ? sentence : `${sentence} · ${t('vision.desk-sentence.explanation')}`
}

export const anchorOf = (item: string) => item.replace('/', '-')

function Where({ c, language }: { c: VisionContext; language?: string }) {
  const { t, vision } = c.var
  const translations = { label: t('dialogue.desk-translation.title'), href: language && paths.desk.translations.to(at(c)) }
  return (
    <Breadcrumb
      label={t('page.breadcrumb')}
      items={[
        { label: t('vision.desk.title'), href: paths.desk.visions.to(at(c)) },
        { label: vision.title, href: paths.desk.vision.to(at(c)) },
        translations,
        ...(language ? [{ label: language }] : []),
      ]}
    />
  )
}
