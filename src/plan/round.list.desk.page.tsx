import { Button, Buttons, Card, Cards, EmptyState, type TownContext } from '#platform/web'
import { paths } from './paths.ts'
import { RoundBadge, RoundFrame } from './round.frame.desk.page.tsx'
import { isRunning, type Round } from './round.ts'
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
                level={2}
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
