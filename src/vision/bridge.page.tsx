import { Badge, type BadgeTone, Missing, StatementRow, Statements } from '#platform/web'
import { fewestVotesInGroup, type ProposalResult, type RoundShares, type Standing } from './bridge.ts'
import { authorOf } from './contribution.page.tsx'
import type { Contribution } from './contribution.ts'
import { isApprovedDissent } from './dissent.ts'
import { groupRow, sharesOf, written } from './support.page.tsx'
import type { VisionContext } from './visitor.ts'

type Props = { c: VisionContext; results: readonly ProposalResult[]; proposals: readonly Contribution[] }

/** What the second round has brought: the proposals in the order of their support in the least supporting group. */
export function RoundResults({ c, results, proposals }: Props) {
  const { t } = c.var
  const told = results.flatMap(result => {
    const proposal = proposals.find(({ number }) => number === result.number)
    return proposal ? [{ result, proposal }] : [] // taken back by a moderator since
  })
  if (told.length === 0) return <Missing text={t('vision.bridge.no-round')} />
  return (
    <>
      <Statements>
        {told.map(({ result, proposal }) => (
          <ResultRow c={c} result={result} proposal={proposal} />
        ))}
      </Statements>
      {told.some(({ result }) => result.groups.length === 0) && <p>{t('vision.bridge.all-one-group')}</p>}
      <p class="small muted">{t('vision.bridge.carried', { fewest: fewestVotesInGroup })}</p>
    </>
  )
}

function ResultRow({ c, result, proposal }: { c: VisionContext; result: ProposalResult; proposal: Contribution }) {
  const { t } = c.var
  const { overall, groups, least } = result
  const certain = least !== null && t(groups.length > 0 ? 'vision.bridge.least' : 'vision.bridge.least-all', { lower: least / 100 })
  const votes = overall ? t('vision.bridge.votes', { votes: overall.votes }) : t('vision.bridge.votes-few')
  return (
    <StatementRow
      id={`beitrag-${proposal.number}`}
      statement={written(c, proposal)}
      votes={[t(`vision.contribution.number.${proposal.kind}`, { number: proposal.number }), authorOf(c, proposal), votes, certain]
        .filter(Boolean)
        .join(' · ')}
      badges={<StandingBadge c={c} kind={proposal.kind} result={result} />}
      overall={overall ? { shares: sharesOf(c, overall) } : { missing: t('vision.bridge.votes-few') }}
      groups={groups.map(group => groupRow(c, { ...group, shares: group.shares && judgeable(group.shares) }))}
    />
  )
}

/** Of few votes nothing is said, though they may be told. */
const judgeable = (shares: RoundShares) => (shares.votes >= fewestVotesInGroup ? shares : null)

function StandingBadge({ c, kind, result }: { c: VisionContext; kind: Contribution['kind']; result: ProposalResult }) {
  const { t } = c.var
  if (kind === 'bridge') return <Badge label={t(`vision.bridge.standing.${result.standing}`)} tone={tones[result.standing]} />
  return isApprovedDissent(result) ? (
    <Badge label={t('vision.dissent.approved')} tone="info" />
  ) : (
    <Badge label={t('vision.dissent.not-approved')} tone="neutral" />
  )
}

const tones: Record<Standing, BadgeTone> = { bridged: 'success', 'partly-bridged': 'info', dissent: 'warning', 'too-few-votes': 'neutral' }
