import { Badge, Button, Buttons, Card, Cards, EmptyState, Section, type TownContext } from '#platform/web'
import type { FiguredDialogue } from './desk.page.tsx'
import { isOpen } from './dialogue.ts'
import { paths } from './paths.ts'
import { Question } from './translation.page.tsx'
import type { Wording } from './translation.ts'
import { dateIn } from './vote.page.tsx'

type HomeProps = {
  c: TownContext
  dialogues: FiguredDialogue[]
  /** what each question says in the language of the page, by the dialogue's id */
  questions: ReadonlyMap<string, Wording>
}

/** The dialogues on a town's start page: those one can join first, then what is to come and what has been. */
export function HomeSection({ c, dialogues, questions }: HomeProps) {
  const { t } = c.var
  const now = c.var.services.now()
  const open = dialogues.filter(({ dialogue }) => isOpen(dialogue, now))
  const upcoming = dialogues.filter(({ dialogue }) => dialogue.phase === 'open' && dialogue.opensAt !== null && now < dialogue.opensAt)
  const past = dialogues.filter(each => each.dialogue.phase !== 'draft' && !open.includes(each) && !upcoming.includes(each))
  if (open.length + upcoming.length + past.length === 0)
    return (
      <EmptyState title={t('dialogue.home.none-title')}>
        <p>{t('dialogue.home.none')}</p>
      </EmptyState>
    )
  return (
    <>
      {open.length > 0 && (
        <Section title={t('dialogue.home.open')}>
          <Cards wide>
            {open.map(({ dialogue, figures }) => (
              <DialogueCard c={c} dialogue={dialogue} figures={figures} wording={questions.get(dialogue.id)} canJoin />
            ))}
          </Cards>
        </Section>
      )}
      {upcoming.length > 0 && (
        <Section title={t('dialogue.home.upcoming')}>
          <Cards wide>
            {upcoming.map(({ dialogue }) => (
              <Card
                title={<Question c={c} dialogue={dialogue} wording={questions.get(dialogue.id)} />}
                href={paths.dialogue.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}
                badge={<Badge label={t('dialogue.vote.from', { date: dateIn(c, dialogue.opensAt as Date) })} icon="clock" />}
              />
            ))}
          </Cards>
        </Section>
      )}
      {past.length > 0 && (
        <Section title={t('dialogue.home.past')}>
          <Cards wide>
            {past.map(({ dialogue, figures }) => (
              <DialogueCard c={c} dialogue={dialogue} figures={figures} wording={questions.get(dialogue.id)} />
            ))}
          </Cards>
        </Section>
      )}
    </>
  )
}

/** Below this many people the page does not say how many there are: small numbers protect people. */
const fewestToTell = 5

type DialogueCardProps = FiguredDialogue & { c: TownContext; wording: Wording | undefined; canJoin?: boolean }

function DialogueCard({ c, dialogue, figures, wording, canJoin }: DialogueCardProps) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const participation = figures.participants >= fewestToTell ? t('dialogue.home.participants', { count: figures.participants }) : undefined
  const until = canJoin && dialogue.closesAt ? t('dialogue.vote.open-until', { date: dateIn(c, dialogue.closesAt) }) : undefined
  return (
    <Card
      title={<Question c={c} dialogue={dialogue} wording={wording} />}
      level={3}
      tone={canJoin ? 'band' : 'plain'}
      meta={[participation, t('dialogue.home.statements', { count: figures.approved }), until].filter(Boolean).join(' · ')}
      foot={
        <Buttons>
          {canJoin && <Button label={t('dialogue.home.join')} href={paths.dialogue.to(at)} icon="forward" />}
          <Button label={t('dialogue.home.results')} href={paths.results.to(at)} kind="secondary" />
        </Buttons>
      }
    />
  )
}
