import type { Child } from 'hono/jsx'
import { CsrfField } from '#platform/people'
import { Badge, Button, Buttons, Card, Form, Section, Stack, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import type { RoundDesk } from './round.desk.page.tsx'
import type { StoredLink } from './update.store.ts'
import type { Question } from './update.ts'
import { dayIn, inTown, PlanText } from './words.page.tsx'

const { desk: at } = paths

type DeskProps = { c: TownContext; desk: RoundDesk }

/** Measures somebody says are not theirs: who is asked now, or that the coordination settles who answers for them. */
export function HandedOver({ c, desk }: DeskProps) {
  const { t } = c.var
  const given = desk.questions.filter(({ answer }) => answer === 'not-mine')
  if (given.length === 0) return null
  return (
    <Section title={t('plan.round.handed-over')} lead={t('plan.round.handed-over-text')}>
      <Stack>
        {given.map(question => (
          <HandedOverCard c={c} desk={desk} question={question} />
        ))}
      </Stack>
    </Section>
  )
}

function HandedOverCard({ c, desk, question: { measureId, linkId, reason } }: DeskProps & { question: Question }) {
  const { t } = c.var
  const { questions, measures, names, round, mayOpen, isRunning } = desk
  const measure = measures.get(measureId)!
  const now = questions.find(other => other.measureId === measureId && other.asksFor === 'update' && other.answer !== 'not-mine')
  const name = names.get(linkId) ?? ''
  return (
    <Card
      title={
        <a href={at.measureDepartments.to({ ...inTown(c), measure: measure.number })}>
          {measure.number} <PlanText c={c} text={measure.title} />
        </a>
      }
      badge={
        <Badge
          label={now ? t('plan.round.asked-now', { name: names.get(now.linkId) ?? '' }) : t('plan.round.nobody-asked')}
          tone={now ? 'neutral' : 'warning'}
        />
      }
    >
      <p>
        {t('plan.round.handed-over-by', { name })} <PlanText c={c} text={reason} />
      </p>
      {mayOpen && isRunning && (
        <LinkForm c={c} number={round.number} link={linkId} hidden={{ measure: measure.number }}>
          <Button
            label={t('plan.round.take-back-hand-over')}
            fullLabel={`${t('plan.round.take-back-hand-over')}: ${measure.title}, ${name}`}
            name="deed"
            value="take-back-hand-over"
            kind="secondary"
            icon="undo"
            small
          />
        </LinkForm>
      )}
    </Card>
  )
}

const tones = { answered: 'success', open: 'warning', revoked: 'neutral' } as const

/** One person's link: what they have answered, and what the coordination can do about the link. */
export function LinkCard({ c, desk, link }: DeskProps & { link: StoredLink }) {
  const { t } = c.var
  const own = desk.questions.filter(({ linkId }) => linkId === link.id)
  const open = own.filter(({ answer }) => answer === null)
  const state = link.revokedAt ? 'revoked' : open.length > 0 ? 'open' : 'answered'
  return (
    <Card
      title={desk.names.get(link.id)}
      badge={<Badge label={t(`plan.round.state.${state}`)} tone={tones[state]} />}
      meta={
        <>
          {link.mail && `${link.mail} · `}
          {desk.departments.get(link.departmentId)?.name} ·{' '}
          {link.lastUsedOn ? t('plan.round.last-used', { day: dayIn(c, link.lastUsedOn) }) : t('plan.round.never-used')}
        </>
      }
    >
      {link.delegatedFrom && <p>{t('plan.round.delegated-by', { name: desk.names.get(link.delegatedFrom) ?? '' })}</p>}
      <p>
        {t('plan.round.answered', { answered: own.length - open.length, all: own.length })}
        {open.length > 0 && <OpenMeasures c={c} desk={desk} open={open} />}
      </p>
      {desk.mayOpen && desk.isRunning && <LinkDeeds c={c} desk={desk} link={link} />}
    </Card>
  )
}

function OpenMeasures({ c, desk, open }: DeskProps & { open: readonly Question[] }) {
  const numbers = open.map(({ measureId }) => desk.measures.get(measureId)!.number)
  return (
    <>
      {' '}
      {c.var.t('plan.round.still-open')}{' '}
      {numbers.map((number, position) => (
        <>
          {position > 0 && ', '}
          <a href={at.measure.to({ ...inTown(c), measure: number })}>{number}</a>
        </>
      ))}
    </>
  )
}

function LinkDeeds({ c, desk: { round, names }, link }: DeskProps & { link: StoredLink }) {
  const { t } = c.var
  const deeds = [
    { value: 'renew', kind: 'secondary', isOffered: true },
    { value: 'take-back-delegation', kind: 'secondary', isOffered: link.delegatedFrom !== null },
    { value: 'revoke', kind: 'danger', isOffered: link.revokedAt === null },
  ] as const
  return (
    <LinkForm c={c} number={round.number} link={link.id}>
      <Buttons>
        {deeds
          .filter(({ isOffered }) => isOffered)
          .map(({ value, kind }) => (
            <Button
              label={t(`plan.round.${value}`)}
              fullLabel={`${t(`plan.round.${value}`)}: ${names.get(link.id)}`}
              name="deed"
              value={value}
              kind={kind}
              small
            />
          ))}
      </Buttons>
    </LinkForm>
  )
}

type LinkFormProps = { c: TownContext; number: number; link: string; hidden?: Record<string, string>; children?: Child }

const LinkForm = ({ c, number, link, hidden, children }: LinkFormProps) => (
  <Form action={at.roundLink.to({ ...inTown(c), round: String(number), link })} hidden={hidden}>
    <CsrfField c={c} />
    {children}
  </Form>
)
