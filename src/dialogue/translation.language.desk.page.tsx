import type { Child } from 'hono/jsx'
import { CsrfField } from '#platform/people'
import { Button, EmptyState, FilterLinks, Form, Notice, Page, PageHead, Stack, Table, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { isForMachines, isUnderWay, type OrderStanding } from './translation.machine.ts'
import { languageNameIn, Written } from './translation.page.tsx'
import { Badges, Budget, type Desk, itemIn, mayTranslate, noticesOf, numberIn, ProgressBar, Where } from './translation.parts.desk.page.tsx'
import { type Original, type Pair, type Progress as ProgressFigures, type Standing, standings } from './translation.ts'

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
