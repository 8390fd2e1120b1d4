import { CsrfField } from '#platform/people'
import { Badge, Button, Buttons, Card, Disclosure, Field, Form, Missing, Notice, Section, Stack } from '#platform/web'
import type { Department } from './department.ts'
import { type InvolvementRefusal, longestPartner, longestReason, mostPartners, type PartnersRefusal } from './involvement.ts'
import { MeasureFrame, ofMeasure } from './measure.frame.desk.page.tsx'
import { type Involvement, leadsOf } from './measure.ts'
import type { MeasureContext } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { dayIn, PlanText } from './words.page.tsx'

export const involvementDeeds = ['ask', 'accept', 'refuse', 'withdraw', 'add-part', 'remove-part', 'partners'] as const
export type InvolvementDeed = (typeof involvementDeeds)[number]

export type InvolvementDesk = {
  involved: Involvement[]
  departments: Department[]
  /** one a line */
  partners: string
  /** what was not taken: which deed, about which department, what was typed beside it, and why */
  refused?: { deed: InvolvementDeed; department: string; reason: string; refusal: InvolvementRefusal | PartnersRefusal }
  done?: boolean
}

type DeskProps = { c: MeasureContext; desk: InvolvementDesk }

/** Who leads a measure, and who takes part: departments, and partners outside the administration. */
export function InvolvementPage({ c, desk }: DeskProps) {
  return (
    <MeasureFrame c={c} tab="departments" done={desk.done}>
      {desk.refused && <Notice tone="error" title={wordsFor(c, desk.refused.refusal)} live />}
      <LeadSection c={c} desk={desk} />
      <PartSection c={c} desk={desk} />
      <PartnerSection c={c} desk={desk} />
    </MeasureFrame>
  )
}

function LeadSection({ c, desk }: DeskProps) {
  const { t } = c.var
  const asked = desk.involved.filter(({ role }) => role === 'lead')
  const current = leadsOf(desk.involved)
  return (
    <Section title={t('plan.involvement.lead')} lead={t('plan.involvement.lead-text')}>
      <Stack>
        {current.length > 1 && <Notice tone="warning" title={t('plan.involvement.two-leads')} />}
        {asked.map(lead => (
          <LeadCard c={c} desk={desk} lead={lead} />
        ))}
        {current.length === 0 && (
          <ChooseDepartment c={c} desk={desk} deed="ask" label={t('plan.involvement.ask-whom')} press={t('plan.involvement.ask')} />
        )}
      </Stack>
    </Section>
  )
}

function LeadCard({ c, desk, lead: { departmentId, state, reason, answeredOn } }: DeskProps & { lead: Involvement }) {
  const { t } = c.var
  const department = desk.departments.find(({ id }) => id === departmentId)
  if (!department) return null
  const { refused } = desk
  const own = refused?.department === department.slug && refused.deed === 'refuse' ? refused : undefined
  const press = (deed: 'accept' | 'refuse' | 'withdraw', label = t(`plan.involvement.${deed}`)) => (
    <Button label={label} fullLabel={`${label}: ${department.name}`} name="deed" value={deed} kind="secondary" small />
  )
  return (
    <Card
      title={<PlanText c={c} text={department.name} />}
      badge={<Badge label={t(`plan.word.lead.${state ?? 'asked'}`)} tone={leadTones[state ?? 'asked']} />}
      meta={answeredOn ? t('plan.involvement.answered', { day: dayIn(c, answeredOn) }) : undefined}
    >
      {reason && (
        <p>
          {t('plan.involvement.reason-given')} <PlanText c={c} text={reason} />
        </p>
      )}
      <DeedForm c={c} department={department}>
        <Buttons>
          {state !== 'accepted' && press('accept')}
          {press('withdraw', t(state === 'asked' ? 'plan.involvement.withdraw' : 'plan.involvement.end'))}
        </Buttons>
      </DeedForm>
      {state !== 'refused' && (
        <Disclosure label={t('plan.involvement.enter-refusal')} open={own !== undefined}>
          <DeedForm c={c} department={department}>
            <Field
              kind="textarea"
              name="reason"
              id={`grund-${department.slug}`}
              label={t('plan.involvement.reason')}
              value={own?.reason ?? ''}
              rows={2}
              lang="de"
              dir="auto"
              refusal={own && wordsFor(c, own.refusal)}
            />
            {press('refuse')}
          </DeedForm>
        </Disclosure>
      )}
    </Card>
  )
}

const leadTones = { asked: 'warning', accepted: 'success', refused: 'danger' } as const

function PartSection({ c, desk }: DeskProps) {
  const { t } = c.var
  const parts = desk.involved.filter(({ role }) => role === 'part')
  return (
    <Section title={t('plan.involvement.parts')} lead={t('plan.involvement.parts-text')}>
      <Stack>
        {parts.length === 0 && <Missing text={t('plan.involvement.no-parts')} />}
        {parts.map(({ departmentId }) => {
          const department = desk.departments.find(({ id }) => id === departmentId)
          return (
            department && (
              <DeedForm c={c} department={department}>
                <Buttons>
                  <PlanText c={c} text={department.name} />
                  <Button
                    label={t('plan.involvement.remove')}
                    fullLabel={`${t('plan.involvement.remove')}: ${department.name}`}
                    name="deed"
                    value="remove-part"
                    kind="quiet"
                    icon="bin"
                    small
                  />
                </Buttons>
              </DeedForm>
            )
          )
        })}
        <ChooseDepartment
          c={c}
          desk={desk}
          deed="add-part"
          label={t('plan.involvement.part-which')}
          press={t('plan.involvement.add-part')}
        />
      </Stack>
    </Section>
  )
}

function PartnerSection({ c, desk: { partners, refused } }: DeskProps) {
  const { t } = c.var
  return (
    <Section title={t('plan.involvement.partners')}>
      <Form action={paths.desk.measureDepartments.to(ofMeasure(c))}>
        <CsrfField c={c} />
        <Field
          kind="textarea"
          name="partners"
          label={t('plan.involvement.partners-label')}
          hint={t('plan.involvement.partners-hint')}
          value={partners}
          rows={5}
          lang="de"
          dir="auto"
          refusal={refused?.deed === 'partners' ? wordsFor(c, refused.refusal) : undefined}
        />
        <Button label={t('plan.measure.save')} name="deed" value="partners" kind="secondary" />
      </Form>
    </Section>
  )
}

type ChooseProps = DeskProps & { deed: 'ask' | 'add-part'; label: string; press: string }

/** Those departments that can still be asked for this. */
function ChooseDepartment({ c, desk, deed, label, press }: ChooseProps) {
  const { t } = c.var
  const taken = new Set(desk.involved.filter(({ state }) => state !== 'refused').map(({ departmentId }) => departmentId))
  const open = desk.departments.filter(({ id, isClosed }) => !isClosed && (deed === 'ask' || !taken.has(id)))
  if (open.length === 0) return <p class="muted">{t('plan.involvement.no-departments')}</p>
  return (
    <Form action={paths.desk.measureDepartments.to(ofMeasure(c))}>
      <CsrfField c={c} />
      <Field
        kind="select"
        name="department"
        id={`amt-${deed}`}
        label={label}
        value={desk.refused?.deed === deed ? desk.refused.department : ''}
        options={[{ value: '', label: t('plan.measure.choose') }, ...open.map(({ slug, name }) => ({ value: slug, label: name }))]}
        width="medium"
        refusal={desk.refused?.deed === deed ? wordsFor(c, desk.refused.refusal) : undefined}
      />
      <Button label={press} name="deed" value={deed} kind="secondary" icon="plus" />
    </Form>
  )
}

type DeedFormProps = { c: MeasureContext; department: Department; children?: unknown }

const DeedForm = ({ c, department, children }: DeedFormProps) => (
  <Form action={paths.desk.measureDepartments.to(ofMeasure(c))} hidden={{ department: department.slug }}>
    <CsrfField c={c} />
    {children as never}
  </Form>
)

const wordsFor = (c: MeasureContext, refusal: InvolvementRefusal | PartnersRefusal) =>
  c.var.t(`plan.involvement.refusal.${refusal}`, { most: mostOf[refusal as keyof typeof mostOf] ?? 0 })

const mostOf = { 'reason-too-long': longestReason, 'partner-too-long': longestPartner, 'too-many-partners': mostPartners }
