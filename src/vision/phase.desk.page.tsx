import { Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Breadcrumb, Button, Buttons, Card, Form, Notice, Page, PageHead, Section, Stack, type StepState, Steps } from '#platform/web'
import { paths } from './paths.ts'
import { nextPhases, type PhaseRefusal } from './phase.ts'
import { mayChange, type Phase, type Vision } from './vision.ts'
import type { VisionContext } from './visitor.ts'

export type PhaseDesk = { vision: Vision; refusal?: PhaseRefusal; done?: boolean }

/** Where a vision stands, and where it can go from there. */
export function PhaseDeskPage({ c, desk: { vision, refusal, done } }: { c: VisionContext; desk: PhaseDesk }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  return (
    <Page c={c} title={t('vision.desk-phase.title')} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk-sequence.visions'), href: paths.desk.visions.to(at) },
          { label: <Written c={c} text={vision.title} language={vision.language} />, href: paths.desk.vision.to(at) },
          { label: t('vision.desk-phase.title') },
        ]}
      />
      <PageHead title={t('vision.desk-phase.title')} lead={t('vision.desk-phase.lead')} />
      <Stack>
        {done && <Notice tone="success" title={t('vision.desk-phase.done', { phase: t(`vision.desk-phase.name.${vision.phase}`) })} live />}
        {refusal && (
          <Notice tone="error" title={t(`vision.desk-phase.refusal.${refusal}`)} live>
            {refusal === 'nothing-published' && <a href={paths.desk.publication.to(at)}>{t('vision.desk-phase.to-publication')}</a>}
          </Notice>
        )}
        <Steps label={t('vision.desk-phase.way')} items={wayOf(c, vision.phase)} />
        <Card title={t('vision.desk-phase.now', { phase: t(`vision.desk-phase.name.${vision.phase}`) })} level={2} tone="tint">
          <p>{t(`vision.desk-phase.meaning.${vision.phase}`)}</p>
        </Card>
      </Stack>
      <Section title={t('vision.desk-phase.next')}>
        <Stack>
          {nextPhases(vision.phase).map(to => (
            <NextPhase c={c} vision={vision} to={to} />
          ))}
          {mayChange(vision.phase, 'adopted') && (
            <Card title={t('vision.desk-phase.change.adopted')}>
              <p>{t('vision.desk-phase.consequence.adopted')}</p>
              <Buttons>
                <Button label={t('vision.desk-phase.to-adoption')} href={paths.desk.adoption.to(at)} icon="forward" />
              </Buttons>
            </Card>
          )}
        </Stack>
      </Section>
    </Page>
  )
}

function NextPhase({ c, vision, to }: { c: VisionContext; vision: Vision; to: Phase }) {
  const { t } = c.var
  const label = t(`vision.desk-phase.change.${vision.phase}-${to}` as 'vision.desk-phase.change.draft-consultation')
  const consequence = t(`vision.desk-phase.consequence.${vision.phase}-${to}` as 'vision.desk-phase.consequence.draft-consultation')
  return (
    <Card title={label}>
      <p>{consequence}</p>
      <Form action={paths.desk.phase.to({ town: c.var.municipality.slug, vision: vision.slug })} hidden={{ seen: vision.phase }}>
        <CsrfField c={c} />
        <Buttons>
          <Button
            label={t('vision.desk-phase.go')}
            fullLabel={`${t('vision.desk-phase.go')}: ${label}`}
            name="to"
            value={to}
            kind="secondary"
          />
        </Buttons>
      </Form>
    </Card>
  )
}

/** The four steps of the way; a revision goes it anew from writing. */
function wayOf(c: VisionContext, phase: Phase) {
  const { t } = c.var
  const way = ['draft', 'consultation', 'deliberation', 'adopted'] as const
  const place = phase === 'revision' ? 0 : way.indexOf(phase)
  return way.map((each, index) => {
    const state: StepState = index < place || phase === 'adopted' ? 'done' : index === place ? 'current' : 'open'
    const name = phase === 'revision' && index === 0 ? 'revision' : each
    return { label: t(`vision.desk-phase.name.${name}`), state, stateLabel: t(`vision.desk-phase.state.${state}`) }
  })
}
