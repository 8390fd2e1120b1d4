import type { Child } from 'hono/jsx'
import { CsrfField } from '#platform/people'
import {
  Badge,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  Cards,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  Missing,
  Notice,
  Page,
  PageHead,
  Progress,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { Department } from './department.ts'
import type { Measure } from './measure.ts'
import { paths } from './paths.ts'
import {
  isRunning,
  longestRoundTitle,
  type Recipient,
  type Round,
  type RoundRefusal,
  type RoundRefusals,
  type RoundValues,
} from './round.ts'
import type { StoredLink } from './update.store.ts'
import type { Question } from './update.ts'
import { dayIn, inTown, PlanText } from './words.page.tsx'

const { desk: at } = paths

/** All rounds, the newest first. */
export function RoundsPage({ c, rounds, today, mayOpen }: { c: TownContext; rounds: Round[]; today: string; mayOpen: boolean }) {
  const { t } = c.var
  const running = rounds.some(round => isRunning(round, today))
  const open = mayOpen && !running && <Button label={t('plan.round.open')} href={at.newRound.to(inTown(c))} icon="plus" />
  return (
    <RoundFrame c={c} title={t('plan.round.title')} lead={t('plan.round.lead')}>
      {rounds.length === 0 ? (
        <EmptyState title={t('plan.round.none')} action={open}>
          {t('plan.round.none-text')}
        </EmptyState>
      ) : (
        <>
          {open && <Buttons>{open}</Buttons>}
          <Cards wide>
            {rounds.map(round => (
              <Card
                title={<PlanText c={c} text={round.title} />}
                href={at.round.to({ ...inTown(c), round: String(round.number) })}
                badge={<RoundBadge c={c} isRunning={isRunning(round, today)} />}
                meta={t('plan.round.until', { day: dayIn(c, round.endsOn) })}
              />
            ))}
          </Cards>
        </>
      )}
    </RoundFrame>
  )
}

const RoundBadge = ({ c, isRunning: runs }: { c: TownContext; isRunning: boolean }) => (
  <Badge label={c.var.t(runs ? 'plan.round.running' : 'plan.round.ended')} tone={runs ? 'info' : 'neutral'} />
)

type NewRoundDesk = { values: RoundValues; refusals: RoundRefusals; recipients: Recipient[]; unasked: Measure[] }

/** A new round, with everybody it would ask and every measure nobody can be asked about. */
export function NewRoundPage({ c, desk: { values, refusals, recipients, unasked } }: { c: TownContext; desk: NewRoundDesk }) {
  const { t } = c.var
  const refusal = (name: keyof RoundValues) => refusalOf(c, refusals[name])
  const refused = (Object.keys(refusals) as (keyof RoundValues)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <RoundFrame c={c} title={t('plan.round.open')} lead={t('plan.round.open-lead')} below>
      {refused.length > 0 && <ErrorSummary title={t('plan.measure.refused')} refusals={refused} />}
      <Form action={at.newRound.to(inTown(c))}>
        <CsrfField c={c} />
        <Field
          kind="text"
          name="title"
          label={t('plan.round.field.title')}
          hint={t('plan.round.hint.title')}
          value={values.title}
          refusal={refusal('title')}
          maxlength={longestRoundTitle}
          lang="de"
          dir="auto"
          required
        />
        <Field
          kind="date"
          name="endsOn"
          label={t('plan.round.field.endsOn')}
          hint={t('plan.round.hint.endsOn')}
          value={values.endsOn}
          refusal={refusal('endsOn')}
          width="medium"
          required
        />
        <Button label={t('plan.round.send', { count: recipients.length })} icon="forward" />
      </Form>
      {unasked.length > 0 && (
        <Notice tone="warning" title={t('plan.round.unasked', { count: unasked.length })}>
          <ul>
            {unasked.map(measure => (
              <li>
                <a href={at.measureDepartments.to({ ...inTown(c), measure: measure.number })}>
                  {measure.number} <PlanText c={c} text={measure.title} />
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Section title={t('plan.round.recipients')} lead={t('plan.round.recipients-text')}>
        {recipients.length === 0 ? (
          <Missing text={t('plan.round.nobody')} />
        ) : (
          <Table
            caption={t('plan.round.recipients')}
            captionHidden
            columns={[
              { label: t('plan.round.person') },
              { label: t('plan.round.about'), numeric: true },
              { label: t('plan.round.leads-asked'), numeric: true },
            ]}
            rows={recipients.map(({ name, mail, updates, leads }) => [
              <span>
                {name} <span class="small muted">{mail}</span>
              </span>,
              updates.length,
              leads.length,
            ])}
          />
        )}
      </Section>
    </RoundFrame>
  )
}

const refusalOf = (c: TownContext, refusal: RoundRefusal | undefined) =>
  refusal && c.var.t(`plan.round.refusal.${refusal}`, { most: longestRoundTitle })

export type RoundDesk = {
  round: Round
  isRunning: boolean
  links: StoredLink[]
  questions: Question[]
  measures: ReadonlyMap<string, Measure>
  departments: ReadonlyMap<string, Department>
  mayOpen: boolean
  refused?: { endsOn: string; refusal: RoundRefusal | undefined }
  done?: string
}

const doneWords = {
  eroeffnet: 'plan.round.done.opened',
  beendet: 'plan.round.done.closed',
  verschoben: 'plan.round.done.moved',
  widerrufen: 'plan.round.done.revoked',
  verschickt: 'plan.round.done.renewed',
} as const

/** One round: who has answered, who has not, and what was handed over. */
export function RoundPage({ c, desk }: { c: TownContext; desk: RoundDesk }) {
  const { t } = c.var
  const { round, questions, done } = desk
  const word = done && doneWords[done as keyof typeof doneWords]
  const counted = questions.filter(({ answer }) => answer !== 'not-mine')
  const answered = counted.filter(({ answer }) => answer !== null).length
  return (
    <RoundFrame
      c={c}
      title={<PlanText c={c} text={round.title} />}
      heading={round.title}
      preline={<RoundBadge c={c} isRunning={desk.isRunning} />}
      lead={t('plan.round.until', { day: dayIn(c, round.endsOn) })}
      below
    >
      {word && <Notice tone="success" title={t(word)} live />}
      <Progress
        label={t('plan.round.progress-label')}
        text={t('plan.round.progress', { answered, all: counted.length })}
        value={answered}
        max={Math.max(1, counted.length)}
      />
      <HandedOver c={c} desk={desk} />
      <Section title={t('plan.round.people')}>
        <Stack>
          {desk.links.map(link => (
            <LinkCard c={c} desk={desk} link={link} />
          ))}
        </Stack>
      </Section>
      {desk.mayOpen && desk.isRunning && <RoundDeeds c={c} desk={desk} />}
    </RoundFrame>
  )
}

/** Measures somebody says are not theirs: the coordination settles who answers for them. */
function HandedOver({ c, desk }: { c: TownContext; desk: RoundDesk }) {
  const { t } = c.var
  const { questions, links, measures } = desk
  const given = questions.filter(({ answer }) => answer === 'not-mine')
  if (given.length === 0) return null
  return (
    <Section title={t('plan.round.handed-over')} lead={t('plan.round.handed-over-text')}>
      <ul>
        {given.map(({ measureId, linkId, reason }) => {
          const measure = measures.get(measureId)!
          return (
            <li>
              <a href={at.measureDepartments.to({ ...inTown(c), measure: measure.number })}>
                {measure.number} <PlanText c={c} text={measure.title} />
              </a>{' '}
              {t('plan.round.handed-over-by', { name: holderOf(desk, links.find(({ id }) => id === linkId)!) })}{' '}
              <PlanText c={c} text={reason} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function LinkCard({ c, desk, link }: { c: TownContext; desk: RoundDesk; link: StoredLink }) {
  const { t } = c.var
  const own = desk.questions.filter(({ linkId }) => linkId === link.id)
  const open = own.filter(({ answer }) => answer === null)
  const successor = desk.links.find(({ delegatedFrom }) => delegatedFrom === link.id)
  const state = link.revokedAt ? (successor ? 'delegated' : 'revoked') : open.length > 0 ? 'open' : 'answered'
  return (
    <Card
      title={holderOf(desk, link)}
      badge={
        <Badge
          label={t(`plan.round.state.${state}`)}
          tone={({ answered: 'success', open: 'warning' } as const)[state as 'open'] ?? 'neutral'}
        />
      }
      meta={
        <>
          {link.mail && `${link.mail} · `}
          {desk.departments.get(link.departmentId)?.name} ·{' '}
          {link.lastUsedOn ? t('plan.round.last-used', { day: dayIn(c, link.lastUsedOn) }) : t('plan.round.never-used')}
        </>
      }
    >
      {successor && <p>{t('plan.round.delegated-to', { name: holderOf(desk, successor) })}</p>}
      {own.length > 0 && (
        <p>
          {t('plan.round.answered', { answered: own.length - open.length, all: own.length })}
          {open.length > 0 && (
            <>
              {' '}
              {t('plan.round.still-open')}{' '}
              <PlanText c={c} text={open.map(({ measureId }) => desk.measures.get(measureId)!.number).join(', ')} />
            </>
          )}
        </p>
      )}
      {desk.mayOpen && desk.isRunning && !successor && own.length > 0 && <LinkDeeds c={c} desk={desk} link={link} />}
    </Card>
  )
}

/** Whoever has the link; for which department it was, where that has been forgotten. */
const holderOf = ({ departments }: RoundDesk, { name, mail, departmentId }: StoredLink) =>
  name || mail || (departments.get(departmentId)?.name ?? '')

function LinkDeeds({ c, desk: { round }, link }: { c: TownContext; desk: RoundDesk; link: StoredLink }) {
  const { t } = c.var
  return (
    <Form action={at.roundLink.to({ ...inTown(c), round: String(round.number), link: link.id })}>
      <CsrfField c={c} />
      <Buttons>
        <Button
          label={t('plan.round.renew')}
          fullLabel={`${t('plan.round.renew')}: ${link.name}`}
          name="deed"
          value="renew"
          kind="secondary"
          small
        />
        {!link.revokedAt && (
          <Button
            label={t('plan.round.revoke')}
            fullLabel={`${t('plan.round.revoke')}: ${link.name}`}
            name="deed"
            value="revoke"
            kind="danger"
            small
          />
        )}
      </Buttons>
    </Form>
  )
}

function RoundDeeds({ c, desk: { round, refused } }: { c: TownContext; desk: RoundDesk }) {
  const { t } = c.var
  const action = at.round.to({ ...inTown(c), round: String(round.number) })
  return (
    <Disclosure label={t('plan.round.deeds')} open={refused !== undefined}>
      <Form action={action} hidden={{ deed: 'move-end' }}>
        <CsrfField c={c} />
        <Field
          kind="date"
          name="endsOn"
          label={t('plan.round.field.endsOn')}
          value={refused?.endsOn ?? round.endsOn}
          refusal={refusalOf(c, refused?.refusal)}
          width="medium"
          required
        />
        <Button label={t('plan.round.move-end')} kind="secondary" />
      </Form>
      <Form action={action} hidden={{ deed: 'close' }}>
        <CsrfField c={c} />
        <p>{t('plan.round.close-text')}</p>
        <Button label={t('plan.round.close')} kind="danger" />
      </Form>
    </Disclosure>
  )
}

type FrameProps = { c: TownContext; title: Child; heading?: string; preline?: Child; lead?: string; below?: boolean; children?: Child }

function RoundFrame({ c, title, heading, preline, lead, below, children }: FrameProps) {
  const { t } = c.var
  return (
    <Page c={c} title={heading ?? t(below ? 'plan.round.open' : 'plan.round.title')} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('plan.measure.plan'), href: at.plan.to(inTown(c)) },
          { label: t('plan.round.title'), href: below ? at.rounds.to(inTown(c)) : undefined },
          ...(below ? [{ label: title }] : []),
        ]}
      />
      <PageHead title={title} preline={preline} lead={lead} />
      <Stack>{children}</Stack>
    </Page>
  )
}
