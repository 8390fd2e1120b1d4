import type { Child } from 'hono/jsx'
import { Breadcrumb, Button, Buttons, Notice, Page, PageHead, Stack, Tabs } from '#platform/web'
import { type MeasureContext, mayWriteMeasures } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { inTown, LightBadge, PlanText, StatusBadge } from './words.page.tsx'

const { desk } = paths

/** The parts of a measure at the desk, each a page. Those that are forms alone are for whoever may write. */
const tabs = {
  overview: { path: desk.measure, forAll: true },
  state: { path: desk.measureState, forAll: false },
  settings: { path: desk.measureSettings, forAll: false },
  departments: { path: desk.measureDepartments, forAll: false },
  milestones: { path: desk.milestones, forAll: false },
  links: { path: desk.measureLinks, forAll: false },
  money: { path: desk.measureMoney, forAll: true },
  regular: { path: desk.measureRegular, forAll: false },
  changes: { path: desk.measureChanges, forAll: true },
} as const
export type MeasureTab = keyof typeof tabs

type FrameProps = { c: MeasureContext; tab: MeasureTab; lead?: string; done?: boolean; children?: Child }

/** The frame of every page about one measure at the desk. `done`: what was sent has been stored. */
export function MeasureFrame({ c, tab, lead, done, children }: FrameProps) {
  const { t, measure } = c.var
  const title = tab === 'overview' ? measure.title : t(`plan.measure.tab.${tab}`)
  return (
    <Page c={c} title={`${measure.number} ${title}`} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('plan.measure.plan'), href: desk.plan.to(inTown(c)) },
          { label: t('plan.measure.title'), href: desk.measures.to(inTown(c)) },
          { label: measure.number, href: tab === 'overview' ? undefined : desk.measure.to(ofMeasure(c)) },
          ...(tab === 'overview' ? [] : [{ label: t(`plan.measure.tab.${tab}`) }]),
        ]}
      />
      <PageHead
        title={
          <>
            {measure.number} <PlanText c={c} text={measure.title} />
          </>
        }
        preline={
          <>
            <StatusBadge c={c} status={measure.status} /> <LightBadge c={c} light={measure.light} />
          </>
        }
        lead={lead}
      />
      <Tabs
        label={t('plan.measure.parts')}
        items={(Object.keys(tabs) as MeasureTab[])
          .filter(name => tabs[name].forAll || mayWriteMeasures(c))
          .map(name => ({
            label: t(`plan.measure.tab.${name}`),
            href: tabs[name].path.to(ofMeasure(c)),
            current: name === tab,
          }))}
      />
      <Stack>
        {done && <Notice tone="success" title={t('plan.measure.done')} live />}
        {children}
      </Stack>
    </Page>
  )
}

/** The way from what is shown to the page where it is changed, for whoever may. */
export const ToChange = ({ c, tab }: { c: MeasureContext; tab: MeasureTab }) =>
  mayWriteMeasures(c) ? (
    <Buttons>
      <Button
        label={c.var.t('plan.measure.change')}
        fullLabel={`${c.var.t('plan.measure.change')}: ${c.var.t(`plan.measure.tab.${tab}`)}`}
        href={tabs[tab].path.to(ofMeasure(c))}
        kind="secondary"
        icon="edit"
        small
      />
    </Buttons>
  ) : null

export const ofMeasure = (c: MeasureContext) => ({ town: c.var.municipality.slug, measure: c.var.measure.number })
