import type { Seconds } from './analyse.ts'
import type { CharacteristicStatement, OpinionMap, StabilityReason } from './opinion-map.ts'
import type { PolisConversation } from './polis.source.ts'

/** What was read, what unites, what divides and which groups there are, for a terminal. */
export function analysisReport(conversation: PolisConversation, map: OpinionMap, seconds: Seconds): string {
  const paragraphs = [
    conversation.topic ?? 'Analyse der Stimmen',
    whatWasRead(conversation, map),
    howStable(map),
    ...map.groups.filter(() => map.k > 1).map(group => aboutGroup(conversation, map, group.id)),
    listed(`Was verbindet (sichere Mehrheit ${map.k > 1 ? 'in jeder Gruppe ' : ''}stimmt zu):`, map.consensus, statement =>
      aboutAgreement(conversation, map, statement, 'agreement'),
    ),
    listed('Was gemeinsam abgelehnt wird:', map.jointlyRejected, statement => aboutAgreement(conversation, map, statement, 'rejection')),
    listed('Was umstritten ist:', map.contested, statement => aboutTally(conversation, map, statement)),
    axesOf(conversation, map),
    `Gelesen in ${decimal(seconds.read)} s, gerechnet in ${decimal(seconds.map)} s. Verfahren ${map.method.version}, Startwert ${map.method.seed}.`,
  ]
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`
}

function whatWasRead({ report }: PolisConversation, { counts }: OpinionMap): string {
  const { leftOut } = report
  const lines: [number, string][] = [
    [leftOut.statements.rejected, `abgelehnte Aussagen mit ${whole(leftOut.votes.rejected)} Stimmen`],
    [leftOut.statements.meta, `Aussagen zur Person mit ${whole(leftOut.votes.meta)} Stimmen`],
    [leftOut.statements.waiting, `nie gezeigte Aussagen mit ${whole(leftOut.votes.waiting)} Stimmen`],
    [leftOut.unknownStatement, 'Stimmen zu unbekannten Aussagen'],
    [leftOut.replaced, 'Stimmen, die dieselbe Person später geändert hat'],
  ]
  return [
    `${whole(counts.participants)} Personen, ${whole(counts.statements)} Aussagen, ${whole(counts.votes)} Stimmen.`,
    `${whole(counts.mapped)} Personen haben genug Antworten gegeben, um in der Meinungskarte zu stehen.`,
    ...lines.filter(([count]) => count > 0).map(([count, what]) => `Nicht gezählt: ${whole(count)} ${what}.`),
  ].join('\n')
}

const reasons: Record<StabilityReason, string> = {
  stable: 'Die Gruppen finden sich auch, wenn die Teilnehmenden neu ausgelost werden.',
  'too-few-people': 'Es sind zu wenige Personen in der Karte, um Gruppen zu suchen.',
  'no-structure': 'Es gibt nicht mehr gemeinsame Ansichten als bei zufällig verteilten Antworten.',
  'too-little-evidence': 'Ob es Gruppen gibt, lässt sich noch nicht sagen: Dafür reichen die Antworten nicht aus.',
  continuum: 'Die Meinungen bilden ein Kontinuum ohne deutliche Lücke.',
  unstable: 'Gruppen deuten sich an, sind aber nicht dieselben, wenn die Teilnehmenden neu ausgelost werden.',
}

function howStable({ k, groups, stability }: OpinionMap): string {
  if (k === 1) return `Keine stabilen Gruppen. ${reasons[stability.reason]}`
  return `${k} Gruppen: ${groups.map(({ size }) => whole(size)).join(', ')} Personen. ${reasons[stability.reason]} (Übereinstimmung ${decimal(stability.ari ?? 0)})`
}

const shown = 5

function aboutGroup(conversation: PolisConversation, map: OpinionMap, id: number): string {
  const { size, share, statements } = map.groups[id]!
  return listed(`Gruppe ${id + 1} (${whole(size)} Personen, ${percent(share)}) sagt mehr als andere:`, statements, found =>
    aboutCharacteristic(conversation, found),
  )
}

function aboutCharacteristic(
  conversation: PolisConversation,
  { statement, direction, share, restShare, votes }: CharacteristicStatement,
): string {
  const deed = direction === 'agree' ? 'stimmen zu' : 'lehnen ab'
  return `${textOf(conversation, statement)}: ${percent(share)} ${deed}, sonst ${percent(restShare)} (${whole(votes)} Stimmen)`
}

function aboutAgreement(conversation: PolisConversation, map: OpinionMap, statement: number, side: 'agreement' | 'rejection'): string {
  const { [side]: shared, fewestVotes } = map.statements[statement]!
  const where = map.k > 1 ? ` in jeder Gruppe (je wenigstens ${whole(fewestVotes)} Stimmen)` : ` (${whole(fewestVotes)} Stimmen)`
  return `${textOf(conversation, statement)}: ${percent(shared!.acrossGroups)}, sicher ${percent(shared!.lower)}${where}`
}

function aboutTally(conversation: PolisConversation, map: OpinionMap, statement: number): string {
  const { agree, disagree, pass } = map.statements[statement]!.tally
  return `${textOf(conversation, statement)}: ${whole(agree)} dafür, ${whole(disagree)} dagegen, ${whole(pass)} weder noch`
}

function axesOf(conversation: PolisConversation, { axes }: OpinionMap): string {
  const [strongest] = axes
  if (!strongest) return ''
  const telling = strongest.statements.slice(0, shown)
  return listed(
    `Was Menschen am meisten unterscheidet (${percent(strongest.share)} der Unterschiede):`,
    telling,
    ({ statement, loading }) => {
      return `${loading > 0 ? '+' : '−'} ${textOf(conversation, statement)}`
    },
  )
}

function listed<T>(title: string, all: readonly T[], line: (item: T) => string): string {
  if (all.length === 0) return `${title} nichts, wofür es genug Stimmen gibt.`
  const more = all.length > shown ? [`  … und ${whole(all.length - shown)} weitere`] : []
  return [title, ...all.slice(0, shown).map(item => `  • ${line(item)}`), ...more].join('\n')
}

function textOf({ statements, votes }: PolisConversation, statement: number): string {
  const id = votes.statementIds[statement]!
  const text = statements.find(one => one.id === id)?.text.replaceAll(/\s+/g, ' ')
  return text ? `[${id}] ${text}` : `Aussage ${id}`
}

const whole = (value: number) => value.toLocaleString('de-DE')
const decimal = (value: number) => value.toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const percent = (share: number) => share.toLocaleString('de-DE', { style: 'percent', maximumFractionDigits: 0 })
