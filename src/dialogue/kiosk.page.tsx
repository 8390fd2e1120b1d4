import { languageOf, translatorFor } from '#platform/languages'
import { Button, Buttons, EmptyState, Field, Form, Notice, Page, PageHead, type TownContext } from '#platform/web'
import { isOpen } from './dialogue.ts'
import { idleSeconds, type KioskRefusal } from './kiosk.ts'
import { paths } from './paths.ts'
import { QuestionOriginal, questionText } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'
import { type Booth, Question, StatementCard } from './vote.page.tsx'

/** What the next person finds; `end`: how the visit before ended, without a word about whoever it was. */
export function KioskStartPage({ c, languages, end }: { c: DialogueContext; languages: string[]; end: 'thanks' | 'idle' | undefined }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const isRunning = isOpen(dialogue, c.var.services.now())
  return (
    <Page c={c} title={questionText(c, dialogue)} width="narrow" noIndex stayAt={paths.kiosk.to(at(c))} scripts={['kiosk.js']}>
      <div class="kiosk">
        {end && <Notice tone="success" title={t(`dialogue.kiosk.ended.${end}`)} live />}
        <PageHead title={<Question c={c} dialogue={dialogue} />} lead={isRunning ? t('dialogue.kiosk.intro') : undefined} />
        {isRunning ? (
          <form class="kiosk__languages" action={paths.kioskVisit.to(at(c))} method="post" autocomplete="off">
            {languages.map(code => (
              <button
                class="kern-btn kern-btn--primary kern-btn--block"
                type="submit"
                name="language"
                value={code}
                lang={code}
                dir={languageOf(code).direction}
              >
                <span class="kern-label">
                  {translatorFor(code)('dialogue.kiosk.begin')}
                  {languages.length > 1 && <small>{languageOf(code).name}</small>}
                </span>
              </button>
            ))}
          </form>
        ) : (
          <EmptyState title={t('dialogue.kiosk.not-open')} />
        )}
        <p class="kiosk__closing small">
          <a href={paths.kioskClosing.to(at(c))}>{t('dialogue.kiosk.close')}</a>
        </p>
        <kiosk-watch></kiosk-watch>
      </div>
    </Page>
  )
}

/** One statement and its answers in large, and the way out. */
export function KioskPage({ c, booth }: { c: DialogueContext; booth: Booth }) {
  const { t } = c.var
  const home = paths.kiosk.to(at(c))
  const leave = paths.kiosk.to(at(c), { ende: 1 })
  const ways = { vote: paths.kioskVote.to(at(c)), withdrawal: paths.kioskWithdrawal.to(at(c)) }
  return (
    <Page
      c={c}
      title={questionText(c, booth.dialogue)}
      width="normal"
      noIndex
      stayAt={home}
      scripts={['kiosk.js']}
      idle={{ seconds: idleSeconds, href: leave }}
    >
      <div class="kiosk">
        <p class="kiosk__question">
          <Question c={c} dialogue={booth.dialogue} />
        </p>
        <QuestionOriginal c={c} dialogue={booth.dialogue} />
        {booth.statement ? (
          <StatementCard c={c} booth={booth} statement={booth.statement} ways={ways} />
        ) : (
          <EmptyState title={t('dialogue.kiosk.all-seen-title')}>{t('dialogue.kiosk.all-seen')}</EmptyState>
        )}
        <form class="kiosk__end" action={paths.kioskEnd.to(at(c))} method="post">
          <Button label={t('dialogue.kiosk.end')} kind={booth.statement ? 'secondary' : 'primary'} icon="success" />
        </form>
        <kiosk-watch data-seconds={idleSeconds} data-leave={leave} data-words={t('dialogue.kiosk.still-there')}>
          <button class="kern-btn kern-btn--primary" type="button" hidden>
            <span class="kern-label">{t('dialogue.kiosk.here')}</span>
          </button>
        </kiosk-watch>
      </div>
    </Page>
  )
}

/** Staff end the tablet's service with their code, or signed in. */
export function KioskClosingPage({ c, refusal }: { c: DialogueContext; refusal?: KioskRefusal }) {
  const { t } = c.var
  const home = paths.kiosk.to(at(c))
  const isStaff = c.var.role !== undefined
  return (
    <Page c={c} title={t('dialogue.kiosk.close')} width="narrow" noIndex stayAt={home} idle={{ seconds: idleSeconds, href: home }}>
      <PageHead title={t('dialogue.kiosk.close')} lead={t('dialogue.kiosk.close-lead')} />
      <Form action={paths.kioskClosing.to(at(c))}>
        {!isStaff && <CodeField c={c} label={t('dialogue.kiosk.code')} refusal={refusal} />}
        <Buttons>
          <Button label={t('dialogue.kiosk.close')} />
          <Button label={t('dialogue.kiosk.back')} href={home} kind="quiet" />
        </Buttons>
      </Form>
    </Page>
  )
}

/** The code in figures nobody looks on at. */
export const CodeField = ({ c, label, hint, refusal }: { c: TownContext; label: string; hint?: string; refusal?: KioskRefusal }) => (
  <Field
    kind="password"
    name="code"
    label={label}
    hint={hint}
    inputmode="numeric"
    autocomplete="off"
    maxlength={8}
    width="short"
    required
    refusal={refusal && c.var.t(`dialogue.kiosk.refusal.${refusal}`)}
  />
)

const at = (c: DialogueContext) => ({ town: c.var.municipality.slug, dialogue: c.var.agenda.dialogue.slug })
