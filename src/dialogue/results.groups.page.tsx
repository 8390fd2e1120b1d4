import { Cards, DefinitionList, Figure, GroupCard, Section, Stack, Table } from '#platform/web'
import { OpinionMapPicture, placeInWords } from './opinion-picture.page.tsx'
import type { OpinionPicture } from './opinion-picture.ts'
import type { Changes, GroupChange, ResultGroup, Results, StatementOutcome } from './results.ts'
import { certaintyIn, numberIn, type PartProps, Quoted, refOf, sections } from './results.words.page.tsx'
import { spoken } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'

/** The groups, where they stand, and what has become of them. */
export function GroupsSection({ c, report }: PartProps) {
  const { t } = c.var
  const { groups, changes } = report.results
  return (
    <Section
      id={sections.groups}
      title={t('dialogue.results.groups')}
      lead={groups.length > 0 ? t('dialogue.results.groups-explained') : certaintyIn(c, report.results)}
    >
      <Stack>
        {changes && <WhatChanged c={c} changes={changes} />}
        {groups.length > 0 && (
          <Cards>
            {groups.map(group => (
              <OpinionGroup c={c} results={report.results} group={group} />
            ))}
          </Cards>
        )}
        {report.picture && <Picture c={c} report={report} picture={report.picture} />}
      </Stack>
    </Section>
  )
}

function WhatChanged({ c, changes: { since, groups } }: { c: DialogueContext; changes: Changes }) {
  const { t } = c.var
  const day = new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(since))
  return (
    <p class="changes">
      <b>{t('dialogue.results.changes', { day })}</b> {groups.map(change => `${changeIn(c, change)} `)}
    </p>
  )
}

const changeIn = (c: DialogueContext, { letter, kind, people }: GroupChange) =>
  c.var.t(`dialogue.results.change.${kind}`, { letter, people: people ?? 0 })

const mostCharacteristic = 5

function OpinionGroup({ c, results, group }: { c: DialogueContext; results: Results; group: ResultGroup }) {
  const { t } = c.var
  const byNumber = new Map(results.statements.map(statement => [statement.number, statement]))
  return (
    <GroupCard
      group={refOf(c, group)}
      size={
        group.size === null || group.percent === null
          ? t('dialogue.results.size-hidden')
          : t('dialogue.results.group-size', { size: group.size, percent: group.percent / 100 })
      }
      summary={certaintyOfSize(c, group)}
      statements={group.statements.slice(0, mostCharacteristic).map(({ number, direction }) => {
        const outcome = byNumber.get(number)!
        return { statement: spoken(c, outcome), side: direction, note: sideOf(c, outcome, group, direction) }
      })}
      empty={t('dialogue.results.group-none')}
    />
  )
}

/** How many may belong, and how many clearly do. */
function certaintyOfSize(c: DialogueContext, { size, sizeInterval, core }: ResultGroup): string | undefined {
  if (size === null || sizeInterval === null) return undefined
  const [low, high] = sizeInterval
  const parts = [
    low < high && c.var.t('dialogue.results.size-between', { low, high }),
    core !== null && c.var.t('dialogue.results.core', { core, periphery: size - core }),
  ]
  return parts.filter(Boolean).join(' ') || undefined
}

function sideOf(
  c: DialogueContext,
  { groups, overall }: StatementOutcome,
  { index }: ResultGroup,
  direction: 'agree' | 'disagree',
): string {
  const own = groups[index]
  if (!own || !overall) return c.var.t(`dialogue.results.side-${direction}`)
  return c.var.t(`dialogue.results.side-${direction}-shares`, { own: own[direction] / 100, all: overall[direction] / 100 })
}

export const refsOf = (c: DialogueContext, { groups }: Results) => new Map(groups.map(group => [group.id, refOf(c, group)]))

function Picture({ c, report: { results }, picture }: PartProps & { picture: OpinionPicture }) {
  const { t } = c.var
  const { groups } = results
  const count = { groups: groups.length }
  return (
    <Figure
      caption={
        <Stack>
          <p>{t('dialogue.results.picture-caption', count)}</p>
          <Directions c={c} results={results} picture={picture} />
        </Stack>
      }
      alternative={
        groups.length > 0
          ? { label: t('dialogue.results.picture-table'), content: <PictureInWords c={c} results={results} picture={picture} /> }
          : undefined
      }
    >
      <OpinionMapPicture picture={picture} groups={refsOf(c, results)} label={t('dialogue.results.picture-label', count)} />
    </Figure>
  )
}

type PictureProps = { c: DialogueContext; results: Results; picture: OpinionPicture }

/** What it means to stand on one side of the map. */
export function Directions({ c, results, picture }: PictureProps) {
  const { t } = c.var
  const byNumber = new Map(results.statements.map(statement => [statement.number, statement]))
  const known = picture.directions.flatMap(({ statement: number, ...direction }) => {
    const statement = byNumber.get(number)
    return statement ? [{ ...direction, statement }] : []
  })
  if (known.length === 0) return null
  return (
    <DefinitionList
      items={known.map(({ side, agrees, statement }) => ({
        term: t(`dialogue.results.direction.${side}`),
        description: (
          <>
            {t(agrees ? 'dialogue.results.direction-agree' : 'dialogue.results.direction-disagree')} <Quoted c={c} statement={statement} />
          </>
        ),
      }))}
    />
  )
}

function PictureInWords({ c, results, picture }: PictureProps) {
  const { t } = c.var
  const byNumber = new Map(results.statements.map(statement => [statement.number, statement]))
  return (
    <Table
      caption={t('dialogue.results.picture-table')}
      captionHidden
      columns={[
        { label: t('dialogue.results.group-column') },
        { label: t('dialogue.results.size-column'), numeric: true },
        { label: t('dialogue.results.place-column') },
        { label: t('dialogue.results.typical-column') },
      ]}
      rows={results.groups.map(group => [
        t('dialogue.results.group', { letter: group.letter }),
        group.size === null ? t('dialogue.results.not-shown') : numberIn(c, group.size),
        placeOf(c, picture, group),
        group.statements.slice(0, 1).map(({ number, direction }) => (
          <>
            {t(`dialogue.results.side-${direction}`)}: <Quoted c={c} statement={byNumber.get(number)!} />
          </>
        )),
      ])}
    />
  )
}

function placeOf(c: DialogueContext, picture: OpinionPicture, group: ResultGroup): string {
  const place = picture.clouds.find(cloud => cloud.group === group.id)?.place
  return place ? placeInWords(c, place) : c.var.t('dialogue.results.not-shown')
}
