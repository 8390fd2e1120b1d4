import { CsrfField } from '#platform/people'
import { Button, Disclosure, Field, Form, Notice, Progress, Section, Stack, type TownContext } from '#platform/web'
import type { Department } from './department.ts'
import type { Measure } from './measure.ts'
import { paths } from './paths.ts'
import { RoundBadge, RoundFrame, refusalOf } from './round.frame.desk.page.tsx'
import { HandedOver, LinkCard } from './round.link.desk.page.tsx'
import type { Round, RoundRefusal } from './round.ts'
import type { StoredLink } from './update.store.ts'
import type { Question } from './update.ts'
import { dayIn, inTown, PlanText } from './words.page.tsx'

const { desk: at } = paths

export type RoundDesk = {
  round: Round
  isRunning: boolean
  /** those that ask something: one that was replaced by another does not */
  links: StoredLink[]
  questions: Question[]
  /** names of all links, by id */
  names: ReadonlyMap<string, string>
  measures: ReadonlyMap<string, Measure>
  departments: ReadonlyMap<string, Department>
  mayOpen: boolean
  /** a mail server is set: without one no link reaches anybody */
  canSend: boolean
  refused?: { endsOn: string; refusal: RoundRefusal | undefined }
  done?: string
}

const doneWords = {
  eroeffnet: 'plan.round.done.opened',
  beendet: 'plan.round.done.closed',
  verschoben: 'plan.round.done.moved',
  widerrufen: 'plan.round.done.revoked',
  verschickt: 'plan.round.done.renewed',
  'weitergabe-zurueck': 'plan.round.done.delegation-taken-back',
  'abgabe-zurueck': 'plan.round.done.hand-over-taken-back',
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
      {desk.isRunning && !desk.canSend ? (
        <Notice tone="warning" title={t('plan.round.no-mail-server')} />
      ) : (
        word && <Notice tone="success" title={t(word)} live />
      )}
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
