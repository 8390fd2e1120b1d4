import { Badge, Button, EmptyState, Field, Form, Notice, Original, Page, PageHead, Section, Table } from '#platform/web'
import { isOpen } from './dialogue.ts'
import { OwnPositionSection, type ShownPosition } from './own-position.page.tsx'
import { paths } from './paths.ts'
import { OwnStatements } from './proposal.page.tsx'
import type { OwnStatement } from './proposal.store.ts'
import { spoken, Words } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'
import { Question } from './vote.page.tsx'
import type { OwnVote } from './vote.store.ts'
import { answerOf } from './vote.ts'

type Props = { c: DialogueContext; votes: OwnVote[]; own: OwnStatement[]; shown: ShownPosition; isKnown: boolean; isForgotten: boolean }

/** `isKnown`: this browser has a pseudonym, perhaps only from a statement of its own. */
export function OwnVotesPage({ c, votes, own, shown, isKnown, isForgotten }: Props) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.own-votes.title')} width="normal" noIndex>
      <PageHead
        title={t('dialogue.own-votes.title')}
        preline={<Question c={c} dialogue={dialogue} />}
        lead={votes.length > 0 ? t('dialogue.own-votes.lead') : undefined}
      >
        <Button label={t('dialogue.own-votes.back')} href={paths.dialogue.to(at)} kind="secondary" icon="back" />
      </PageHead>
      {isForgotten && <Notice tone="success" title={t('dialogue.own-votes.forgotten')} live />}
      {votes.length === 0 ? (
        <EmptyState
          title={t('dialogue.own-votes.empty-title')}
          action={<Button label={t('dialogue.own-votes.start')} href={paths.dialogue.to(at)} />}
        >
          <p>{t('dialogue.own-votes.empty')}</p>
        </EmptyState>
      ) : (
        <>
          <OwnPositionSection c={c} shown={shown} />
          <Section title={t('dialogue.own.answers')}>
            <OwnVotes c={c} votes={votes} />
          </Section>
        </>
      )}
      {own.length > 0 && <OwnStatements c={c} own={own} />}
      {isKnown && <Forget c={c} />}
    </Page>
  )
}

function OwnVotes({ c, votes }: { c: DialogueContext; votes: OwnVote[] }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const mayChange = isOpen(dialogue, c.var.services.now())
  return (
    <Table
      caption={t('dialogue.own-votes.title')}
      captionHidden
      columns={[
        { label: t('dialogue.own-votes.statement') },
        { label: t('dialogue.own-votes.answer') },
        { label: t('dialogue.own-votes.change'), labelHidden: true },
      ].slice(0, mayChange ? 3 : 2)}
      rows={votes.map(vote => {
        const { original, ...statement } = spoken(c, vote)
        const answer = answerOf(vote.answer)
        return [
          <>
            <Words {...statement} />
            {original && <Original {...original} />}
          </>,
          <Badge label={t(`dialogue.own-votes.${answer}`)} icon={answer} />,
          mayChange && (
            <Button
              label={t('dialogue.own-votes.change')}
              fullLabel={`${t('dialogue.own-votes.change')}: ${statement.text}`}
              href={paths.dialogue.to(at, { aussage: vote.number })}
              kind="quiet"
              icon="edit"
              small
            />
          ),
        ].slice(0, mayChange ? 3 : 2)
      })}
    />
  )
}

function Forget({ c }: { c: DialogueContext }) {
  const { t } = c.var
  return (
    <Section title={t('dialogue.own-votes.forget-title')} lead={t('dialogue.own-votes.forget')}>
      <Form action={paths.oblivion.to({ town: c.var.municipality.slug, dialogue: c.var.agenda.dialogue.slug })}>
        <Field
          kind="radio"
          name="votes"
          label={t('dialogue.own-votes.votes-label')}
          value="stay"
          options={[
            { value: 'stay', label: t('dialogue.own-votes.votes-stay') },
            { value: 'go', label: t('dialogue.own-votes.votes-go') },
          ]}
        />
        <Button label={t('dialogue.own-votes.forget-button')} kind="danger" />
      </Form>
    </Section>
  )
}
