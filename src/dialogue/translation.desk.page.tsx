import type { Child } from 'hono/jsx'
import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  Button,
  Buttons,
  EmptyState,
  ErrorSummary,
  Field,
  FilterLinks,
  Form,
  Notice,
  Page,
  PageHead,
  Progress,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { isForMachines, isUnderWay, type MachineDesk, type OrderStanding } from './translation.machine.ts'
import { languageNameIn, Question, Written } from './translation.page.tsx'
import {
  type Original,
  type Pair,
  type Progress as ProgressFigures,
  type Standing,
  standings,
  type TranslationRefusal,
  type TranslationSetup,
  versionOf,
} from './translation.ts'

type Desk = { dialogue: Dialogue; machine: MachineDesk | undefined }

export const mayTranslate = (c: TownContext) => c.var.role !== undefined && c.var.role !== 'reader'

const done = ['approved', 'drafted', 'removed', 'ordered', 'setup', 'service'] as const

/** What has just been done, said once at the top. */
function noticesOf(c: TownContext) {
  const said = done.find(known => known === c.req.query('fertig'))
  return said ? [{ tone: 'success' as const, text: c.var.t(`dialogue.desk-translation.done.${said}`) }] : []
}

// ── All languages ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export type TranslationsDesk = Desk & { setup: TranslationSetup; languages: string[]; progress: ProgressFigures[] }

export function TranslationsPage({ c, desk }: { c: TownContext; desk: TranslationsDesk }) {
  const { t } = c.var
  return (
    <Page c={c} title={t('dialogue.desk-translation.title')} width="normal" noIndex notices={noticesOf(c)}>
      <Where c={c} desk={desk} />
      <PageHead title={t('dialogue.desk-translation.title')} lead={t('dialogue.desk-translation.lead')} />
      <Stack>
        <p>{t('dialogue.desk-translation.roles')}</p>
        <ProgressTable c={c} desk={desk} />
      </Stack>
      {c.var.role === 'coordinator' && <Setup c={c} desk={desk} />}
      <MachineSection c={c} desk={desk} />
    </Page>
  )
}

function ProgressTable({ c, desk: { dialogue, progress } }: { c: TownContext; desk: TranslationsDesk }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Table
      caption={t('dialogue.desk-translation.languages')}
      columns={[
        { label: t('dialogue.desk-translation.language') },
        ...standings.map(standing => ({ label: t(`dialogue.desk-translation.standing.${standing}`), numeric: true })),
        { label: t('dialogue.desk-translation.progress') },
      ]}
      rows={progress.map(each => [
        <a href={paths.desk.translationLanguage.to({ ...at, language: each.language })}>{languageNameIn(c, each.language)}</a>,
        ...standings.map(standing => numberIn(c, each[standing])),
        <ProgressBar c={c} progress={each} />,
      ])}
    />
  )
}

const ProgressBar = ({ c, progress: { language, approved, total } }: { c: TownContext; progress: ProgressFigures }) => (
  <Progress
    label={languageNameIn(c, language)}
    text={c.var.t('dialogue.desk-translation.progress-text', { approved, total })}
    value={approved}
    max={Math.max(1, total)}
  />
)

function Setup({ c, desk: { dialogue, setup, languages } }: { c: TownContext; desk: TranslationsDesk }) {
  const { t } = c.var
  const written = languages.filter(code => !languageOf(code).isEasyForm)
  return (
    <Section title={t('dialogue.desk-translation.setup')}>
      <Form action={paths.desk.translations.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}>
        <CsrfField c={c} />
        <Field
          kind="select"
          name="language"
          label={t('dialogue.desk-translation.written-in')}
          hint={t('dialogue.desk-translation.written-in-hint')}
          value={setup.language}
          options={[...new Set([setup.language, ...written])].map(value => ({ value, label: languageNameIn(c, value) }))}
          width="medium"
        />
        <Field
          kind="checkbox"
          name="showsUnreviewed"
          label={t('dialogue.desk-translation.unreviewed')}
          hint={t('dialogue.desk-translation.unreviewed-hint')}
          value="yes"
          checked={setup.showsUnreviewed}
        />
        <Button label={t('dialogue.desk-translation.save')} kind="secondary" />
      </Form>
    </Section>
  )
}

function MachineSection({ c, desk: { dialogue, machine } }: { c: TownContext; desk: Desk }) {
  const { t } = c.var
  const title = t('dialogue.desk-translation.machine')
  if (!machine) return <Section title={title} lead={t('dialogue.desk-translation.machine-missing')} />
  const { host, isOn } = machine
  const action = paths.desk.translationService.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })
  return (
    <Section title={title} lead={t('dialogue.desk-translation.machine-lead', { host })}>
      <Stack>
        <Budget c={c} machine={machine} />
        <p>{t(isOn ? 'dialogue.desk-translation.machine-is-on' : 'dialogue.desk-translation.machine-is-off')}</p>
        {c.var.role === 'coordinator' && (
          <Form action={action}>
            <CsrfField c={c} />
            <Button
              label={t(isOn ? 'dialogue.desk-translation.machine-switch-off' : 'dialogue.desk-translation.machine-switch-on')}
              name="service"
              value={isOn ? 'off' : 'on'}
              kind="secondary"
            />
          </Form>
        )}
      </Stack>
    </Section>
  )
}

const Budget = ({ c, machine: { used, most } }: { c: TownContext; machine: MachineDesk }) => (
  <Progress
    label={c.var.t('dialogue.desk-translation.budget')}
    text={c.var.t('dialogue.desk-translation.budget-text', { used, most })}
    value={Math.min(used, most)}
    max={Math.max(1, most)}
  />
)

// ── One language ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type LanguageDesk = Desk & {
  language: string
  progress: ProgressFigures
  /** those with the standing that was asked for */
  pairs: Pair[]
  filter: Standing | undefined
  next: Original | undefined
  order: OrderStanding | undefined
}

export function LanguagePage({ c, desk }: { c: TownContext; desk: LanguageDesk }) {
  const { t } = c.var
  const { dialogue, language, pairs, next } = desk
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug, language }
  const name = languageNameIn(c, language)
  return (
    <Page c={c} title={t('dialogue.desk-translation.into', { language: name })} width="normal" noIndex notices={noticesOf(c)}>
      <Where c={c} desk={desk} language={language} />
      <PageHead title={t('dialogue.desk-translation.into', { language: name })}>
        {next && mayTranslate(c) && (
          <Button
            label={t('dialogue.desk-translation.begin')}
            href={paths.desk.translationItem.to({ ...at, item: next.item })}
            icon="forward"
          />
        )}
      </PageHead>
      <Stack>
        <ProgressBar c={c} progress={desk.progress} />
        <OrderPart c={c} desk={desk} />
        <FilterLinks label={t('dialogue.desk-translation.filter')} options={filterOptions(c, desk)} />
        {pairs.length === 0 ? (
          <EmptyState title={t('dialogue.desk-translation.none')} />
        ) : (
          <Table
            caption={t('dialogue.desk-translation.texts')}
            captionHidden
            columns={[
              { label: t('dialogue.desk-translation.item') },
              { label: t('dialogue.desk-translation.original') },
              { label: name },
              { label: t('dialogue.desk-translation.state') },
            ]}
            rows={pairs.map(pair => rowOf(c, pair, paths.desk.translationItem.to({ ...at, item: pair.original.item }), language))}
          />
        )}
      </Stack>
    </Page>
  )
}

function filterOptions(c: TownContext, { dialogue, language, progress, filter }: LanguageDesk) {
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug, language }
  const option = (standing: Standing | undefined, label: string, count: number) => ({
    label,
    href: paths.desk.translationLanguage.to(at, { zeige: standing }),
    current: filter === standing,
    count: numberIn(c, count),
  })
  return [
    option(undefined, c.var.t('dialogue.desk-translation.all'), progress.total),
    ...standings.map(standing => option(standing, c.var.t(`dialogue.desk-translation.standing.${standing}`), progress[standing])),
  ]
}

const rowOf = (c: TownContext, { original, translation, standing }: Pair, href: string, language: string): Child[] => [
  <a href={href}>{itemIn(c, original.item)}</a>,
  <Written c={c} text={shortened(original.text)} language={original.language} />,
  translation ? <Written c={c} text={shortened(translation.text)} language={language} /> : '–',
  <Badges c={c} standing={standing} isMachine={translation?.origin === 'machine'} />,
]

const tones: Record<Standing, BadgeTone> = { missing: 'neutral', stale: 'warning', draft: 'info', approved: 'success' }

const Badges = ({ c, standing, isMachine }: { c: TownContext; standing: Standing; isMachine: boolean }) => (
  <>
    <Badge label={c.var.t(`dialogue.desk-translation.standing.${standing}`)} tone={tones[standing]} />{' '}
    {isMachine && <Badge label={c.var.t('dialogue.desk-translation.by-machine')} />}
  </>
)

/** A description can be as long as a page. */
const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 200).replace(/\s\S*$/, '')} …` : text)

/** What the machine has been asked for, or the way to ask it. */
function OrderPart({ c, desk: { dialogue, machine, language, order, progress } }: { c: TownContext; desk: LanguageDesk }) {
  const { t } = c.var
  if (!machine?.isOn || !isForMachines(language)) return null
  const reason = order?.reason && t(`dialogue.desk-translation.reason.${order.reason}`)
  if (isUnderWay(order, c.var.services.now()))
    return (
      <Notice tone="info" title={t('dialogue.desk-translation.waiting')} live>
        {reason && t('dialogue.desk-translation.waiting-why', { reason })}
      </Notice>
    )
  return (
    <>
      {order?.state === 'refused' && (
        <Notice tone="warning" title={t('dialogue.desk-translation.refused')}>
          {reason}
        </Notice>
      )}
      {progress.missing + progress.stale > 0 && mayTranslate(c) && dialogue.phase !== 'draft' && (
        <Form action={paths.desk.translationLanguage.to({ town: c.var.municipality.slug, dialogue: dialogue.slug, language })}>
          <CsrfField c={c} />
          <p>{t('dialogue.desk-translation.order-lead', { host: machine.host })}</p>
          <Budget c={c} machine={machine} />
          <Button label={t('dialogue.desk-translation.order')} kind="secondary" />
        </Form>
      )}
    </>
  )
}

// ── One text ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function Where({ c, desk, language, item }: { c: TownContext; desk: Desk; language?: string; item?: string }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: desk.dialogue.slug }
  const ways = [
    { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
    { label: <Question c={c} dialogue={desk.dialogue} />, href: paths.desk.dialogue.to(at) },
    { label: t('dialogue.desk-translation.title'), href: paths.desk.translations.to(at) },
    ...(language ? [{ label: languageNameIn(c, language), href: paths.desk.translationLanguage.to({ ...at, language }) }] : []),
    ...(item ? [{ label: itemIn(c, item), href: '' }] : []),
  ]
  return (
    <Breadcrumb label={t('page.breadcrumb')} items={ways.map((way, place) => (place < ways.length - 1 ? way : { label: way.label }))} />
  )
}

const itemIn = (c: TownContext, item: string) =>
  item === 'question' || item === 'description'
    ? c.var.t(`dialogue.desk-translation.items.${item}`)
    : c.var.t('dialogue.desk-translation.items.statement', { number: Number(item) })

const numberIn = (c: TownContext, count: number) => new Intl.NumberFormat(c.var.language.locale).format(count)

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'translation-desk': HTMLAttributes
    }
  }
}
