import { Button, DefinitionList, ErrorSummary, Field, Form, Page, PageHead, type Role, Stack, type VisitContext } from '#platform/web'
import { paths } from './paths.ts'
import { longestName, type PersonRefusal } from './person.ts'

type InvitationProps = {
  c: VisitContext
  token: string
  town: string
  invited: { email: string; role: Role; person: { name: string } | undefined }
  name?: string
  refusal?: PersonRefusal
}

export function InvitationPage({ c, token, town, invited, name, refusal }: InvitationProps) {
  const { t } = c.var
  const title = t('people.invitation.title', { town })
  return (
    <Page c={c} title={title} width="narrow" noIndex>
      <PageHead title={title} lead={t('people.invitation.lead')} />
      <Stack>
        {refusal && <ErrorSummary title={t('people.not-stored')} refusals={[{ field: 'name', text: t(`people.refusal.${refusal}`) }]} />}
        <DefinitionList
          items={[
            { term: t('people.email'), description: invited.email },
            { term: t('people.role.label'), description: t(`people.role.${invited.role}`) },
            { term: t('people.role.may'), description: t(`people.role.may-${invited.role}`) },
          ]}
        />
        <Form action={paths.invitation.to({ token })}>
          {!invited.person && (
            <Field
              kind="text"
              name="name"
              label={t('people.name')}
              hint={t('people.name-hint')}
              value={name}
              autocomplete="name"
              maxlength={longestName}
              refusal={refusal && t(`people.refusal.${refusal}`)}
              required
            />
          )}
          <Button label={t('people.invitation.accept')} />
        </Form>
      </Stack>
    </Page>
  )
}
