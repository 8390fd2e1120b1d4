import { CsrfField } from '#platform/people'
import { Breadcrumb, Button, Card, EmptyState, Form, Page, PageHead, Prose, Section, Stack, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { CodeField } from './kiosk.page.tsx'
import type { KioskObstacle, KioskRefusal } from './kiosk.ts'
import { paths } from './paths.ts'
import { Question } from './vote.page.tsx'

type Props = { c: TownContext; dialogue: Dialogue; obstacle: KioskObstacle | undefined; refusal?: KioskRefusal }

/** Where a coordinator turns the device at hand into a tablet for everybody, or why that cannot be. */
export function KioskSetUpPage({ c, dialogue, obstacle, refusal }: Props) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.kiosk-desk.title')} width="narrow" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
          { label: <Question c={c} dialogue={dialogue} />, href: paths.desk.dialogue.to(at) },
          { label: t('dialogue.kiosk-desk.title') },
        ]}
      />
      <PageHead title={t('dialogue.kiosk-desk.title')} lead={t('dialogue.kiosk-desk.lead')} />
      {obstacle ? (
        <EmptyState title={t(`dialogue.kiosk-desk.only-${obstacle === 'not-open' ? 'open' : 'anonymous'}`)} />
      ) : (
        <Stack>
          <Section title={t('dialogue.kiosk-desk.before')}>
            <Prose>
              <ul>
                <li>{t('dialogue.kiosk-desk.before-device')}</li>
                <li>{t('dialogue.kiosk-desk.before-browser')}</li>
                <li>{t('dialogue.kiosk-desk.before-person')}</li>
              </ul>
            </Prose>
          </Section>
          <Card title={t('dialogue.kiosk-desk.start-title')} level={2}>
            <Form action={paths.desk.kiosk.to(at)}>
              <CsrfField c={c} />
              <CodeField c={c} label={t('dialogue.kiosk-desk.new-code')} hint={t('dialogue.kiosk-desk.new-code-hint')} refusal={refusal} />
              <Button label={t('dialogue.kiosk-desk.start')} />
            </Form>
          </Card>
        </Stack>
      )}
    </Page>
  )
}
