import { Badge, Breadcrumb, Card, EmptyState, Notice, Page, PageHead, Section, Stack, Tabs } from '#platform/web'
import { listOf, Proposed, StandingBadge } from './amendment.page.tsx'
import { type Amendment, type AmendmentView, amendmentViews, conflictsAmong, viewNames, viewOf } from './amendment.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type AmendmentsDesk = { view: AmendmentView; amendments: Amendment[]; decided?: Amendment }

/** Every amendment of a vision: those to decide on, sentence by sentence, and those that were decided. */
export function AmendmentsDeskPage({ c, desk: { view, amendments, decided } }: { c: VisionContext; desk: AmendmentsDesk }) {
  const { t } = c.var
  const conflicts = conflictsAmong(amendments)
  const inView = amendments.filter(amendment => viewOf(amendment) === view)
  return (
    <Page c={c} title={t('vision.desk-amendment.title')} noIndex>
      <DeskWays c={c} label={t('vision.desk-amendment.title')} />
      <PageHead title={t('vision.desk-amendment.title')} lead={t('vision.desk-amendment.lead')} />
      <Stack>
        {decided?.decision && (
          <Notice tone="success" title={t(`vision.desk-amendment.done.${decided.decision}`, { number: decided.number })} live />
        )}
        {conflicts.size > 0 && (
          <Notice tone="warning" title={t('vision.desk-amendment.conflicts', { numbers: listOf(c, [...conflicts.keys()]) })}>
            {t('vision.desk-amendment.conflicts-hint')}
          </Notice>
        )}
        <Tabs
          label={t('vision.desk-amendment.lists')}
          items={amendmentViews.map(name => ({
            label: t(`vision.desk-amendment.view.${name}`),
            href: paths.desk.amendments.to(at(c), { stand: name === 'open' ? undefined : viewNames[name] }),
            count: new Intl.NumberFormat(c.var.language.locale).format(amendments.filter(one => viewOf(one) === name).length),
            current: name === view,
          }))}
        />
        {inView.length === 0 && <EmptyState title={t(`vision.desk-amendment.empty.${view}`)} />}
        {[...Map.groupBy(inView, ({ sentenceNumber }) => sentenceNumber)]
          .sort(([a], [b]) => a - b)
          .map(([sentence, ofSentence]) => (
            <Section title={t('vision.amendment.sentence', { number: sentence })}>
              <Stack>
                {ofSentence.map(amendment => (
                  <Listed c={c} amendment={amendment} conflicts={conflicts.get(amendment.number) ?? []} />
                ))}
              </Stack>
            </Section>
          ))}
      </Stack>
    </Page>
  )
}

/** An amendment in a list of the desk. */
export const Listed = ({ c, amendment, conflicts }: { c: VisionContext; amendment: Amendment; conflicts: number[] }) => (
  <Card
    title={c.var.t('vision.contribution.number.amendment', { number: amendment.number })}
    href={paths.desk.amendment.to({ ...at(c), contribution: amendment.number })}
    badge={
      <>
        {conflicts.length > 0 && <Badge label={c.var.t('vision.desk-amendment.in-conflict')} tone="warning" icon="warning" />}
        <StandingBadge c={c} amendment={amendment} />
      </>
    }
  >
    <Proposed c={c} amendment={amendment} before={amendment.baseText} />
  </Card>
)

/** The way from the list of visions to a page about amendments. */
export const DeskWays = ({ c, label, list }: { c: VisionContext; label: string; list?: boolean }) => (
  <Breadcrumb
    label={c.var.t('page.breadcrumb')}
    items={[
      { label: c.var.t('vision.desk-contribution.visions'), href: paths.desk.visions.to(at(c)) },
      { label: c.var.vision.title, href: paths.desk.vision.to(at(c)) },
      ...(list ? [{ label: c.var.t('vision.desk-amendment.title'), href: paths.desk.amendments.to(at(c)) }] : []),
      { label },
    ]}
  />
)

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
