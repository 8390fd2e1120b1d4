import { Button, ErrorSummary, Field, Form, Page, PageHead, Section, Stack, type VisitContext } from '#platform/web'
import { MunicipalityFields, municipalityRefusalIn } from './new-municipality.page.tsx'
import { emptyMunicipality, type MunicipalityInput, type MunicipalityRefusals, municipalityFields } from './new-municipality.ts'
import { paths } from './paths.ts'
import { longestName, type PersonRefusal } from './person.ts'

export type SetUpInput = MunicipalityInput & { name: string; email: string; demo: boolean }
export type SetUpRefusals = MunicipalityRefusals & { name?: PersonRefusal; email?: PersonRefusal }

type SetUpProps = { c: VisitContext; token: string; input?: SetUpInput; refusals?: SetUpRefusals }

export function SetUpPage({ c, token, input = { ...emptyMunicipality, name: '', email: '', demo: false }, refusals }: SetUpProps) {
  const { t } = c.var
  const refused = (field: 'name' | 'email') => refusals?.[field] && t(`people.refusal.${refusals[field]}`)
  return (
    <Page c={c} title={t('people.set-up.title')} width="narrow" noIndex>
      <PageHead title={t('people.set-up.title')} lead={t('people.set-up.lead')} />
      {refusals && (
        <ErrorSummary
          title={t('people.not-stored')}
          refusals={[
            ...(['name', 'email'] as const).flatMap(field => (refused(field) ? [{ field, text: refused(field) ?? '' }] : [])),
            ...municipalityFields.flatMap(field => (refusals[field] ? [{ field, text: municipalityRefusalIn(c, refusals[field]) }] : [])),
          ]}
        />
      )}
      <Form action={paths.setUp.to({ token })}>
        <Section title={t('people.set-up.you')} lead={t('people.set-up.you-lead')}>
          <Stack>
            <Field
              kind="text"
              name="name"
              label={t('people.name')}
              hint={t('people.name-hint')}
              value={input.name}
              autocomplete="name"
              maxlength={longestName}
              refusal={refused('name')}
              required
            />
            <Field
              kind="email"
              name="email"
              label={t('people.email')}
              hint={t('people.set-up.email-hint')}
              value={input.email}
              autocomplete="email"
              refusal={refused('email')}
              required
            />
          </Stack>
        </Section>
        <Section title={t('people.set-up.town')} lead={t('people.set-up.town-lead')}>
          <Stack>
            <MunicipalityFields c={c} input={input} refusals={refusals ?? {}} />
          </Stack>
        </Section>
        <Section title={t('people.set-up.demo-title')}>
          <Field kind="checkbox" name="demo" label={t('people.set-up.demo')} hint={t('people.set-up.demo-hint')} checked={input.demo} />
        </Section>
        <Button label={t('people.set-up.finish')} />
      </Form>
    </Page>
  )
}
