import { Button, Buttons, Notice, Section, Stack } from '#platform/web'
import { SentencePage } from './amendment.frame.page.tsx'
import type { PublishedSentence, SentenceClosed } from './amendment.ts'
import { ContributionForm, type Refused, StoredNotice } from './contribution.form.page.tsx'
import { ContributionCard } from './contribution.page.tsx'
import type { Contribution, ContributionValues } from './contribution.ts'
import { paths } from './paths.ts'
import type { VisionContext } from './visitor.ts'

export type CommentDesk = {
  sentence: PublishedSentence
  comments: Contribution[]
  closed: SentenceClosed | undefined
  values: ContributionValues
  ticket?: string
  refused?: Refused
  stored?: { isKnown: boolean }
}

/** What people say about a sentence without proposing another wording. */
export function CommentsPage({ c, desk }: { c: VisionContext; desk: CommentDesk }) {
  const { t, municipality, vision } = c.var
  const { sentence, comments } = desk
  const at = { town: municipality.slug, vision: vision.slug, sentence: sentence.number }
  return (
    <SentencePage c={c} sentence={sentence} title={t('vision.comment.title', { number: sentence.number })} lead={t('vision.comment.lead')}>
      {desk.stored && <StoredNotice c={c} isKnown={desk.stored.isKnown} />}
      {desk.closed && <Notice tone="info" title={t(`vision.amendment.closed.${desk.closed}`)} />}
      <Section title={t('vision.comment.heading')} lead={comments.length === 0 ? t('vision.comment.none-yet') : undefined} id="kommentare">
        <Stack>
          {comments.map(comment => (
            <ContributionCard c={c} contribution={comment} />
          ))}
        </Stack>
      </Section>
      {(!desk.closed || desk.refused) && (
        <Section title={t('vision.contribution.form.comment')} id="schreiben">
          <ContributionForm
            c={c}
            kind="comment"
            action={paths.comments.to(at)}
            values={desk.values}
            ticket={desk.ticket}
            refused={desk.refused}
          />
        </Section>
      )}
      <Buttons>
        <Button label={t('vision.comment.to-amendments')} href={paths.amendments.to(at)} kind="quiet" icon="edit" />
      </Buttons>
    </SentencePage>
  )
}
