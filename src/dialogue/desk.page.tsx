import { languageOf, type MessageKey } from '#platform/languages'
import { CsrfField } from '#platform/people'
import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  Cards,
  ConfirmForm,
  DefinitionList,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  Page,
  PageHead,
  Section,
  Stack,
  type TownContext,
} from '#platform/web'
import type { PhaseRefusal, SeedRefusal } from './dialogue.actions.ts'
import { allowedChanges, type Dialogue, isPublic, moderations, type Phase, statementLengthLimits } from './dialogue.ts'
import type { DialogueRefusals, DialogueValues } from './dialogue-values.ts'
import { paths } from './paths.ts'
import { senders } from './statement.ts'
import { Question } from './vote.page.tsx'

export type DialogueFigures = { told: { participants: number; votes: number } | null; approved: number; waiting: number }
export type FiguredDialogue = { dialogue: Dialogue; figures: DialogueFigures }

// ── All dialogues ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export function DialoguesPage({ c, dialogues }: { c: TownContext; dialogues: FiguredDialogue[] }) {
  const { t } = c.var
  const town = c.var.municipality.slug
  const mayCreate = c.var.role === 'coordinator' || c.var.role === 'editor'
  const create = mayCreate && <Button label={t('dialogue.desk.new')} href={paths.desk.newDialogue.to({ town })} icon="plus" />
  return (
    <Page c={c} title={t('dialogue.desk.title')} noIndex>
      <PageHead title={t('dialogue.desk.title')}>{dialogues.length > 0 && create}</PageHead>
      {dialogues.length === 0 ? (
        <EmptyState title={t('dialogue.desk.none-title')} action={create}>
          <p>{t('dialogue.desk.none')}</p>
        </EmptyState>
      ) : (
        <DialogueCards c={c} dialogues={dialogues} />
      )}
    </Page>
  )
}

/** The dialogues on the start page of the desk. */
export function DeskSection({ c, dialogues }: { c: TownContext; dialogues: FiguredDialogue[] }) {
  if (dialogues.length === 0) return null
  return (
    <Section title={c.var.t('dialogue.desk.title')}>
      <DialogueCards c={c} dialogues={dialogues} />
    </Section>
  )
}

/** The dialogues as cards that lead to their desk. */
function DialogueCards({ c, dialogues }: { c: TownContext; dialogues: FiguredDialogue[] }) {
  const { t } = c.var
  return (
    <Cards wide>
      {dialogues.map(({ dialogue, figures }) => (
        <Card
          title={<Question c={c} dialogue={dialogue} />}
          href={paths.desk.dialogue.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}
          level={2}
          badge={<PhaseBadge c={c} phase={dialogue.phase} />}
          meta={figuresIn(c, figures)}
        >
          {figures.waiting > 0 && <Badge label={t('dialogue.desk.waiting', { count: figures.waiting })} tone="warning" icon="clock" />}
        </Card>
      ))}
    </Cards>
  )
}

/** Small numbers protect people from the town hall too. */
const figuresIn = ({ var: { t, municipality } }: TownContext, { told, approved }: DialogueFigures) =>
  told ? t('dialogue.desk.figures', { ...told, approved }) : t('dialogue.desk.figures-few', { fewest: municipality.fewestToShow, approved })

const phaseTones: Record<Phase, BadgeTone> = { draft: 'warning', open: 'success', closed: 'info', archived: 'neutral' }

const PhaseBadge = ({ c, phase }: { c: TownContext; phase: Phase }) => (
  <Badge label={c.var.t(`dialogue.phase.${phase}`)} tone={phaseTones[phase]} />
)

// ── One dialogue ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type DialogueDesk = FiguredDialogue & {
  /** alerts about votes that are conspicuously alike, which nobody has decided on */
  alerts: number
  values: DialogueValues
  refusals?: DialogueRefusals
  seeds?: { text: string; language: string; sender: { enteredFor: string; name: string }; refusal: SeedRefusal; line?: number }
  phaseRefusal?: PhaseRefusal
  done?: string
}

export function DialogueDeskPage({ c, desk }: { c: TownContext; desk: DialogueDesk }) {
  const { t } = c.var
  const { dialogue, figures } = desk
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const mayEdit = c.var.role === 'coordinator' || c.var.role === 'editor'
  return (
    <Page c={c} title={dialogue.question} noIndex notices={noticesOf(c, desk)}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) }, { label: <Question c={c} dialogue={dialogue} /> }]}
      />
      <PageHead title={<Question c={c} dialogue={dialogue} />} preline={<PhaseBadge c={c} phase={dialogue.phase} />}>
        <Buttons>
          <Button
            label={t('dialogue.desk.moderate', { count: figures.waiting })}
            href={paths.desk.moderation.to(at)}
            kind={figures.waiting > 0 ? 'primary' : 'secondary'}
          />
          {c.var.role === 'coordinator' && (
            <Button label={t('dialogue.desk-level.title')} href={paths.desk.level.to(at)} kind="secondary" icon="lock" />
          )}
          {desk.alerts > 0 && (
            <Button
              label={t('dialogue.desk.alerts', { count: desk.alerts })}
              href={paths.desk.quarantines.to(at)}
              kind="secondary"
              icon="warning"
            />
          )}
          <Button label={t('dialogue.desk-translation.title')} href={paths.desk.translations.to(at)} kind="secondary" />
          {mayEdit && <Button label={t('dialogue.desk.voluntary')} href={paths.desk.voluntary.to(at)} kind="secondary" />}
          <Button label={t('dialogue.desk.view')} href={paths.dialogue.to(at)} kind="secondary" />
          {c.var.role === 'coordinator' && dialogue.phase === 'open' && (
            <Button label={t('dialogue.kiosk-desk.title')} href={paths.desk.kiosk.to(at)} kind="secondary" />
          )}
          {c.var.role !== 'reader' && <Button label={t('dialogue.paper.title')} href={paths.desk.paper.to(at)} kind="secondary" />}
          {isPublic(dialogue) && <Button label={t('dialogue.desk.results')} href={paths.results.to(at)} kind="secondary" />}
        </Buttons>
      </PageHead>
      <DefinitionList
        items={[
          { term: t('dialogue.desk.address'), description: `${c.var.services.config.http.address}${paths.dialogue.to(at)}` },
          { term: t('dialogue.desk.participation'), description: figuresIn(c, figures) },
        ]}
      />
      {c.var.role === 'coordinator' && dialogue.phase !== 'draft' && <Phases c={c} desk={desk} />}
      {mayEdit && (dialogue.phase === 'draft' || dialogue.phase === 'open') && <Seeds c={c} desk={desk} />}
      {c.var.role === 'coordinator' && dialogue.phase === 'draft' && <Phases c={c} desk={desk} />}
      {mayEdit && dialogue.phase !== 'archived' && (
        <Section title={t('dialogue.desk.settings')}>
          <Disclosure label={t('dialogue.desk.change-settings')} open={desk.refusals !== undefined}>
            <DialogueForm
              c={c}
              action={paths.desk.dialogue.to(at)}
              values={desk.values}
              refusals={desk.refusals}
              isAddressFixed={dialogue.phase !== 'draft'}
            />
          </Disclosure>
        </Section>
      )}
      {c.var.role === 'coordinator' && dialogue.phase === 'draft' && (
        <Section title={t('dialogue.desk.remove')}>
          <Disclosure label={t('dialogue.desk.remove-open')}>
            <ConfirmForm
              action={paths.desk.deletion.to(at)}
              hidden={{ csrf: c.var.signedIn?.csrf ?? '' }}
              title={t('dialogue.desk.remove-title')}
              confirm={{ label: t('dialogue.desk.remove-button'), danger: true }}
              cancel={{ label: t('dialogue.desk.remove-cancel'), href: paths.desk.dialogue.to(at) }}
            >
              <p>{t('dialogue.desk.remove-text')}</p>
            </ConfirmForm>
          </Disclosure>
        </Section>
      )}
    </Page>
  )
}

const doneMessages: Record<string, MessageKey> = {
  created: 'dialogue.desk.done-created',
  changed: 'dialogue.desk.done-changed',
  seeds: 'dialogue.desk.done-seeds',
}

function noticesOf(c: TownContext, { dialogue, done, phaseRefusal }: DialogueDesk) {
  const message =
    done === 'phase' && dialogue.phase !== 'draft' ? (`dialogue.desk.done-${dialogue.phase}` as const) : done && doneMessages[done]
  if (phaseRefusal) return [{ tone: 'error' as const, text: c.var.t(`dialogue.refusal.${phaseRefusal}`) }]
  return message ? [{ tone: 'success' as const, text: c.var.t(message) }] : []
}

function Phases({ c, desk: { dialogue } }: { c: TownContext; desk: DialogueDesk }) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  const next = allowedChanges[dialogue.phase]
  const canBeUndone = next.filter(phase => allowedChanges[phase].length > 0)
  return (
    <Section title={t('dialogue.desk.phase')} lead={t(`dialogue.desk.phase-${dialogue.phase}`)}>
      <Stack>
        {canBeUndone.length > 0 && (
          <Form action={paths.desk.phase.to(at)}>
            <CsrfField c={c} />
            <Buttons>
              {canBeUndone.map((phase, index) => (
                <Button
                  label={t(dialogue.phase === 'closed' ? 'dialogue.desk.to-open-again' : `dialogue.desk.to-${phase as 'open' | 'closed'}`)}
                  name="phase"
                  value={phase}
                  kind={index === 0 ? 'primary' : 'secondary'}
                />
              ))}
            </Buttons>
          </Form>
        )}
        {next.includes('archived') && (
          <Disclosure label={t('dialogue.desk.archive-open')}>
            <ConfirmForm
              action={paths.desk.phase.to(at)}
              hidden={{ csrf: c.var.signedIn?.csrf ?? '' }}
              title={t('dialogue.desk.archive-title')}
              confirm={{ label: t('dialogue.desk.to-archived'), name: 'phase', value: 'archived' }}
              cancel={{ label: t('dialogue.desk.remove-cancel'), href: paths.desk.dialogue.to(at) }}
            >
              <p>{t('dialogue.desk.archive-text')}</p>
            </ConfirmForm>
          </Disclosure>
        )}
      </Stack>
    </Section>
  )
}

const besideOthers: readonly SeedRefusal[] = ['language-unknown', 'sender-missing', 'sender-too-long']

function Seeds({ c, desk: { dialogue, seeds } }: { c: TownContext; desk: DialogueDesk }) {
  const { t } = c.var
  const refusal = seeds && t(`dialogue.refusal.${seeds.refusal}`, { line: seeds.line ?? 0, most: dialogue.statementLength })
  return (
    <Section title={t('dialogue.desk.seeds')} lead={t('dialogue.desk.seeds-lead')}>
      <Form action={paths.desk.seeds.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}>
        <CsrfField c={c} />
        <Field
          kind="textarea"
          name="seeds"
          label={t('dialogue.desk.seeds-label')}
          hint={t('dialogue.desk.seeds-hint', { most: dialogue.statementLength })}
          value={seeds?.text}
          rows={6}
          dir="auto"
          refusal={seeds && !besideOthers.includes(seeds.refusal) ? refusal : undefined}
        />
        <Field
          kind="select"
          name="language"
          label={t('dialogue.desk.language')}
          value={seeds?.language ?? dialogue.languages[0]}
          options={languageOptions(dialogue.languages)}
          width="medium"
          refusal={seeds?.refusal === 'language-unknown' ? refusal : undefined}
        />
        <Field
          kind="select"
          name="enteredFor"
          label={t('dialogue.desk.entered-for')}
          hint={t('dialogue.desk.entered-for-hint')}
          value={seeds?.sender.enteredFor ?? 'town'}
          options={senders.map(value => ({ value, label: t(`dialogue.entered-for.${value}`) }))}
          width="medium"
          refusal={seeds?.refusal === 'sender-missing' ? refusal : undefined}
        />
        <Field
          kind="text"
          name="enteredForName"
          label={t('dialogue.desk.entered-for-name')}
          hint={t('dialogue.desk.entered-for-name-hint')}
          optional={t('dialogue.desk.optional')}
          value={seeds?.sender.name}
          width="medium"
          dir="auto"
          refusal={seeds?.refusal === 'sender-too-long' ? refusal : undefined}
        />
        <Button label={t('dialogue.desk.seeds-add')} icon="plus" kind="secondary" />
      </Form>
    </Section>
  )
}

// ── The form ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function NewDialoguePage({ c, values, refusals }: { c: TownContext; values: DialogueValues; refusals?: DialogueRefusals }) {
  const { t } = c.var
  const town = c.var.municipality.slug
  return (
    <Page c={c} title={t('dialogue.desk.new')} width="narrow" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('dialogue.desk.title'), href: paths.desk.dialogues.to({ town }) }, { label: t('dialogue.desk.new') }]}
      />
      <PageHead title={t('dialogue.desk.new')} lead={t('dialogue.desk.new-lead')} />
      <DialogueForm c={c} action={paths.desk.newDialogue.to({ town })} values={values} refusals={refusals} isAddressFixed={false} />
    </Page>
  )
}

type DialogueFormProps = { c: TownContext; action: string; values: DialogueValues; refusals?: DialogueRefusals; isAddressFixed: boolean }

function DialogueForm({ c, action, values, refusals = {}, isAddressFixed }: DialogueFormProps) {
  const { t } = c.var
  const refusal = (name: keyof DialogueValues) => refusals[name] && t(`dialogue.refusal.${refusals[name]}`, statementLengthLimits)
  const refused = (Object.keys(refusals) as (keyof DialogueValues)[]).map(name => ({ field: name, text: refusal(name) ?? '' }))
  const optional = t('dialogue.desk.optional')
  return (
    <>
      {refused.length > 0 && <ErrorSummary title={t('dialogue.desk.refused')} refusals={refused} />}
      <Form action={action}>
        <CsrfField c={c} />
        <Field
          kind="text"
          name="question"
          label={t('dialogue.desk.question')}
          hint={t('dialogue.desk.question-hint')}
          value={values.question}
          dir="auto"
          maxlength={200}
          required
          refusal={refusal('question')}
        />
        <Field
          kind="textarea"
          name="description"
          label={t('dialogue.desk.description')}
          hint={t('dialogue.desk.description-hint')}
          value={values.description}
          dir="auto"
          rows={6}
          optional={optional}
          refusal={refusal('description')}
        />
        {isAddressFixed ? (
          <p class="small muted">{t('dialogue.desk.address-fixed')}</p>
        ) : (
          <Field
            kind="text"
            name="slug"
            label={t('dialogue.desk.slug')}
            hint={t('dialogue.desk.slug-hint', { address: `/${c.var.municipality.slug}/dialog/` })}
            value={values.slug}
            width="medium"
            spellcheck={false}
            optional={optional}
            refusal={refusal('slug')}
          />
        )}
        <Field
          kind="datetime-local"
          name="opensAt"
          label={t('dialogue.desk.opens')}
          hint={t('dialogue.desk.opens-hint')}
          value={values.opensAt}
          width="medium"
          optional={optional}
          refusal={refusal('opensAt')}
        />
        <Field
          kind="datetime-local"
          name="closesAt"
          label={t('dialogue.desk.closes')}
          hint={t('dialogue.desk.closes-hint')}
          value={values.closesAt}
          width="medium"
          optional={optional}
          refusal={refusal('closesAt')}
        />
        <Field
          kind="checkbox"
          name="residentsMayAdd"
          label={t('dialogue.desk.residents-may-add')}
          value="yes"
          checked={values.residentsMayAdd}
        />
        <Field
          kind="radio"
          name="moderation"
          label={t('dialogue.desk.moderation')}
          value={values.moderation}
          options={moderations.map(value => ({ value, label: t(`dialogue.desk.moderation-${value}`) }))}
          refusal={refusal('moderation')}
        />
        <Field
          kind="number"
          name="statementLength"
          label={t('dialogue.desk.length')}
          hint={t('dialogue.desk.length-hint', statementLengthLimits)}
          value={values.statementLength}
          min={String(statementLengthLimits.least)}
          max={String(statementLengthLimits.most)}
          width="short"
          refusal={refusal('statementLength')}
        />
        <Field
          kind="checkboxes"
          name="languages"
          label={t('dialogue.desk.languages')}
          hint={t('dialogue.desk.languages-hint')}
          values={values.languages}
          options={languageOptions(dialogueLanguages(c))}
          refusal={refusal('languages')}
        />
        <Button label={t('dialogue.desk.save')} />
      </Form>
    </>
  )
}

/** Languages in which statements can be written: those of the town. */
export const dialogueLanguages = (c: TownContext) =>
  [...new Set(['de', ...c.var.municipality.languages])].filter(code => !languageOf(code).isEasyForm)

const languageOptions = (codes: readonly string[]) => codes.map(code => ({ value: code, label: languageOf(code).name }))
