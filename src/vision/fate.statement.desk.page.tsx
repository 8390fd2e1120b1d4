import type { Results } from '#dialogue'
import { CsrfField } from '#platform/people'
import { Button, Buttons, Card, ErrorSummary, Field, Form, Notice, Page, PageHead, Stack, Statements } from '#platform/web'
import { FateSaid, FateWays } from './fate.desk.page.tsx'
import { type FatedStatement, type FateRefusal, type FateWish, longestDepartment, longestFateReason } from './fate.ts'
import { newOne } from './issue.frame.desk.page.tsx'
import { paths } from './paths.ts'
import { VoiceRow } from './support.page.tsx'
import { supportOf } from './support.ts'
import type { VisionContext } from './visitor.ts'

type FatePageProps = {
  c: VisionContext
  statement: FatedStatement
  results: Results | undefined
  refused?: { refusal: FateRefusal; wish: FateWish }
}

/** One statement: how it has fared, what has become of it, and the decision where no sentence came from it. */
export function FatePage({ c, statement, results, refused }: FatePageProps) {
  const { t } = c.var
  const title = t('vision.fate.statement', { number: statement.number })
  const [voice] = supportOf([{ ...statement, use: 'taken-over' }], new Map(results ? [[statement.dialogue.id, results]] : []))
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <FateWays c={c} label={title} />
      {refused && <Refused c={c} refusal={refused.refusal} />}
      <PageHead title={title} lead={statement.dialogue.question} />
      <Stack>
        <Statements>
          <VoiceRow c={c} voice={voice!} badges={<FateSaid c={c} statement={statement} />} />
        </Statements>
        {statement.issues.length === 0 && (
          <Buttons>
            <Button label={t('vision.writing.to-issue')} href={issueFrom(c, statement)} kind="secondary" icon="forward" small />
          </Buttons>
        )}
        <Card title={t('vision.fate.decide')} level={2}>
          {statement.sentences.length > 0 ? (
            <p>{t('vision.fate.in-text')}</p>
          ) : (
            <DecisionForm c={c} statement={statement} refused={refused} />
          )}
        </Card>
      </Stack>
    </Page>
  )
}

/** A new issue with this statement already chosen. */
const issueFrom = ({ var: { municipality, vision } }: VisionContext, { dialogue, number }: FatedStatement) =>
  paths.desk.issue.to({ town: municipality.slug, vision: vision.slug, issue: newOne }, { aussage: `${dialogue.slug}/${number}` })

function DecisionForm({ c, statement, refused }: Omit<FatePageProps, 'results'>) {
  const { t, municipality, vision } = c.var
  const { decision, dialogue, number } = statement
  const typed = refused?.wish ?? { fate: decision?.fate ?? '', reason: decision?.reason ?? '', department: departmentIn(decision) }
  const beside = (field: keyof FateWish) => (refused && fieldOf[refused.refusal] === field ? refusalIn(c, refused.refusal) : undefined)
  const place = { stand: c.req.query('stand'), seite: c.req.query('seite') }
  return (
    <Form
      action={paths.desk.fate.to({ town: municipality.slug, vision: vision.slug, dialogue: dialogue.slug, statement: number }, place)}
      hidden={{ seen: decision?.fate ?? '' }}
    >
      <CsrfField c={c} />
      <Field
        kind="radio"
        name="fate"
        label={t('vision.fate.field.fate')}
        value={typed.fate}
        refusal={beside('fate')}
        options={[
          { value: 'department', label: t('vision.fate.choice.department'), hint: t('vision.fate.choice.department-hint') },
          { value: 'declined', label: t('vision.fate.choice.declined'), hint: t('vision.fate.choice.declined-hint') },
        ]}
      />
      <Field
        kind="text"
        name="department"
        label={t('vision.fate.field.department')}
        hint={t('vision.fate.field.department-hint')}
        value={typed.department}
        maxlength={longestDepartment}
        refusal={beside('department')}
      />
      <Field
        kind="textarea"
        name="reason"
        label={t('vision.fate.field.reason')}
        hint={t('vision.fate.field.reason-hint')}
        value={typed.reason}
        refusal={beside('reason')}
      />
      <Buttons>
        <Button label={t('vision.fate.save')} />
        {decision && <Button label={t('vision.fate.take-back')} kind="secondary" icon="undo" name="takeBack" value="1" />}
      </Buttons>
    </Form>
  )
}

const departmentIn = (decision: FatedStatement['decision']) => (decision?.fate === 'department' ? decision.department : '')

function Refused({ c, refusal }: { c: VisionContext; refusal: FateRefusal }) {
  const field = fieldOf[refusal]
  if (!field) return <Notice tone="error" title={refusalIn(c, refusal)} live />
  return <ErrorSummary title={c.var.t('vision.fate.refused')} refusals={[{ field, text: refusalIn(c, refusal) }]} />
}

/** Beside which field a refusal stands; those of the statement itself stand above the form. */
const fieldOf: Partial<Record<FateRefusal, 'fate' | 'department' | 'reason'>> = {
  'fate-missing': 'fate',
  'department-missing': 'department',
  'department-too-long': 'department',
  'reason-missing': 'reason',
  'reason-too-long': 'reason',
}

const refusalIn = (c: VisionContext, refusal: FateRefusal) =>
  c.var.t(`vision.fate.refusal.${refusal}`, { most: refusal === 'department-too-long' ? longestDepartment : longestFateReason })
