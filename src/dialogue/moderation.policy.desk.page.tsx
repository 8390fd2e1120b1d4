import { CsrfField } from '#platform/people'
import { Breadcrumb, Button, Buttons, Field, Form, Page, PageHead, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { longestPolicy, type PolicyRefusal, type PolicyValues, promiseLimits } from './moderation.policy.ts'
import { paths } from './paths.ts'
import { Question } from './vote.page.tsx'

export type PolicyDesk = { dialogue: Dialogue; values: PolicyValues; refusal?: PolicyRefusal; done?: boolean }

export function PolicyDeskPage({ c, desk: { dialogue, values, refusal, done } }: { c: TownContext; desk: PolicyDesk }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const said = refusal && t(`dialogue.desk-policy.refusal.${refusal}`, { longest: longestPolicy, ...promiseLimits })
  return (
    <Page
      c={c}
      title={t('dialogue.desk-policy.title')}
      width="normal"
      noIndex
      notices={done ? [{ tone: 'success', text: t('dialogue.desk-policy.done') }] : []}
    >
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
          { label: <Question c={c} dialogue={dialogue} />, href: paths.desk.dialogue.to(at) },
          { label: t('dialogue.moderation.title'), href: paths.desk.moderation.to(at) },
          { label: t('dialogue.desk-policy.title') },
        ]}
      />
      <PageHead title={t('dialogue.desk-policy.title')} lead={t('dialogue.desk-policy.lead')}>
        <Button label={t('dialogue.desk-policy.view')} href={paths.policy.to(at)} kind="secondary" />
      </PageHead>
      <Form action={paths.desk.policy.to(at)}>
        <CsrfField c={c} />
        <Field
          kind="textarea"
          name="text"
          label={t('dialogue.desk-policy.text')}
          hint={t('dialogue.desk-policy.text-hint')}
          optional={t('dialogue.moderation.optional')}
          value={values.text}
          rows={8}
          dir="auto"
          refusal={refusal === 'text-too-long' ? said : undefined}
        />
        <Field
          kind="number"
          name="promisedHours"
          label={t('dialogue.desk-policy.hours')}
          hint={t('dialogue.desk-policy.hours-hint')}
          value={values.promisedHours}
          min={String(promiseLimits.least)}
          max={String(promiseLimits.most)}
          width="short"
          refusal={refusal === 'hours-out-of-range' ? said : undefined}
        />
        <Field
          kind="checkbox"
          name="publishesRejected"
          label={t('dialogue.desk-policy.publishes')}
          hint={t('dialogue.desk-policy.publishes-hint')}
          value="yes"
          checked={values.publishesRejected}
        />
        <Buttons>
          <Button label={t('dialogue.desk-policy.save')} />
        </Buttons>
      </Form>
    </Page>
  )
}
