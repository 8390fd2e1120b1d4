import type { Child } from 'hono/jsx'
import { dialoguePaths, said } from '#dialogue'
import { languageOf } from '#platform/languages'
import {
  Badge,
  type BadgeTone,
  type ForeignText,
  type GroupRef,
  type Share,
  StatementRow,
  Statements,
  type TownContext,
} from '#platform/web'
import type { SourceUse } from './source.ts'
import type { GroupSupport, Shares, VoiceSupport } from './support.ts'

type SupportProps = {
  c: TownContext
  support: readonly VoiceSupport[]
  /** whose text is to be read no more */
  isHidden?: (voice: VoiceSupport) => boolean
}

/** The voices behind a sentence, each with what it has become and how the groups voted on it, the one that agrees least first. */
export const Support = ({ c, support, isHidden = () => false }: SupportProps) => (
  <Statements>
    {support.map(voice => (
      <VoiceRow c={c} voice={voice} isHidden={isHidden(voice)} badges={<UseBadge c={c} use={voice.use} />} />
    ))}
  </Statements>
)

type VoiceRowProps = { c: TownContext; voice: Omit<VoiceSupport, 'use'>; isHidden?: boolean; badges?: Child }

/** A statement with how the groups voted on it. */
export function VoiceRow({ c, voice, isHidden, badges }: VoiceRowProps) {
  const { t, municipality } = c.var
  const { number, dialogue, overall, lower } = voice
  const votes = overall ? t('vision.support.votes', { number, votes: overall.votes }) : t('vision.support.votes-few', { number })
  const certain = lower !== null && voice.groups.length > 0 && t('vision.support.lower', { lower: lower / 100 })
  return (
    <StatementRow
      statement={isHidden ? { text: t('vision.support.hidden') } : spoken(c, voice)}
      href={isHidden ? undefined : dialoguePaths.statement.to({ town: municipality.slug, dialogue: dialogue.slug, statement: number })}
      votes={[votes, certain].filter(Boolean).join(' · ')}
      badges={badges}
      overall={overall ? { shares: sharesOf(c, overall) } : { missing: t('vision.support.too-few') }}
      groups={voice.groups.map(group => groupRow(c, group))}
    />
  )
}

/** What a sentence has made of a statement. */
export const UseBadge = ({ c, use }: { c: TownContext; use: SourceUse }) => (
  <Badge label={c.var.t(`vision.support.use.${use}`)} tone={tones[use]} />
)

const tones: Record<SourceUse, BadgeTone> = { 'taken-over': 'success', merged: 'info', inspired: 'neutral' }

/** A statement as the reader of this page reads it. */
export const spoken = (c: TownContext, voice: Pick<VoiceSupport, 'text' | 'language' | 'said'>): ForeignText =>
  voice.said ? said(c, voice.said) : written(c, voice)

/** A text as it was written, marked where that is not the language of the page. */
export function written(c: TownContext, { text, language }: { text: string; language: string }): ForeignText {
  const { code, direction } = languageOf(language)
  return code === c.var.language.code ? { text } : { text, lang: code, dir: direction }
}

/** How a group has voted, as a row of its own. */
export function groupRow(c: TownContext, { letter, colour, shares }: GroupSupport) {
  const { t } = c.var
  const group: GroupRef = { number: colour, letter, name: t('vision.support.group', { letter }) }
  if (!shares) return { group, result: { missing: t('vision.support.too-few') } }
  const { votes, agree, disagree, pass } = shares
  const result = {
    shares: sharesOf(c, shares),
    value: t('vision.support.group-value', { share: agree / 100, votes }),
    label: t('vision.support.group-sentence', { agree: agree / 100, disagree: disagree / 100, pass: pass / 100, votes }),
  }
  return { group, result }
}

/** Shares as a bar shows them. */
export function sharesOf(c: TownContext, shares: Shares): Share[] {
  const percent = new Intl.NumberFormat(c.var.language.locale, { style: 'percent', maximumFractionDigits: 0 })
  return (['agree', 'disagree', 'pass'] as const).map(kind => ({
    kind,
    share: shares[kind] / 100,
    label: c.var.t(`vision.support.${kind}`),
    value: percent.format(shares[kind] / 100),
  }))
}
