import { Written } from '#dialogue'
import { Badge, type BadgeTone, Breadcrumb, Button, Card, Cards, EmptyState, Page, PageHead, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { VisionForm } from './vision.form.desk.page.tsx'
import type { Phase, Vision } from './vision.ts'
import type { VisionChoices, VisionRefusals, VisionValues } from './vision.values.ts'

export type FiguredVision = { vision: Vision; sentences: number }

/** All visions of a town. */
export function VisionsDeskPage({ c, visions }: { c: TownContext; visions: FiguredVision[] }) {
  const { t, role, municipality } = c.var
  const town = municipality.slug
  const mayCreate = role === 'coordinator' || role === 'editor'
  const create = mayCreate && <Button label={t('vision.desk.new')} href={paths.desk.newVision.to({ town })} icon="plus" />
  return (
    <Page c={c} title={t('vision.desk.title')} noIndex>
      <PageHead title={t('vision.desk.title')} lead={t('vision.desk.lead')}>
        {visions.length > 0 && create}
      </PageHead>
      {visions.length === 0 ? (
        <EmptyState title={t('vision.desk.none')} action={create}>
          {t('vision.desk.none-text')}
        </EmptyState>
      ) : (
        <Cards wide>
          {visions.map(({ vision, sentences }) => (
            <Card
              title={<Written c={c} text={vision.title} language={vision.language} />}
              href={paths.desk.vision.to({ town, vision: vision.slug })}
              level={2}
              badge={<VisionPhase c={c} phase={vision.phase} />}
              meta={t('vision.desk.sentences', { count: sentences })}
            />
          ))}
        </Cards>
      )}
    </Page>
  )
}

const tones: Record<Phase, BadgeTone> = {
  draft: 'warning',
  consultation: 'success',
  deliberation: 'info',
  adopted: 'neutral',
  revision: 'warning',
}

export const VisionPhase = ({ c, phase }: { c: TownContext; phase: Phase }) => (
  <Badge label={c.var.t(`vision.desk-phase.name.${phase}`)} tone={tones[phase]} />
)

type NewProps = { c: TownContext; values: VisionValues; choices: VisionChoices; refusals?: VisionRefusals }

export function NewVisionPage({ c, values, choices, refusals }: NewProps) {
  const { t, municipality } = c.var
  const town = municipality.slug
  return (
    <Page c={c} title={t('vision.desk.new')} width="narrow" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('vision.desk.title'), href: paths.desk.visions.to({ town }) }, { label: t('vision.desk.new') }]}
      />
      <PageHead title={t('vision.desk.new')} lead={t('vision.desk.new-lead')} />
      <VisionForm c={c} action={paths.desk.newVision.to({ town })} values={values} choices={choices} refusals={refusals} />
    </Page>
  )
}
