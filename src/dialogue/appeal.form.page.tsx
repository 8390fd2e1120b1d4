import { Button, Buttons, ErrorSummary, Field, Form, Notice, type TownContext } from '#platform/web'
import { type AppealRefusal, longestAppeal } from './appeal.ts'

type Props = { c: TownContext; action: string; label: string; text: string; refusal?: AppealRefusal; back: { label: string; href: string } }

/** In which an author says why their text should be looked at again. */
export function AppealForm({ c, action, label, text, refusal, back }: Props) {
  const { t } = c.var
  const isBeside = refusal === 'text-missing' || refusal === 'text-too-long'
  const beside = isBeside ? t(`dialogue.appeal.refusal.${refusal}`, { most: longestAppeal }) : undefined
  return (
    <>
      {beside && <ErrorSummary title={t('dialogue.appeal.refused')} refusals={[{ field: 'text', text: beside }]} />}
      {refusal === 'too-many-at-once' && <Notice tone="error" title={t('dialogue.appeal.refusal.too-many-at-once')} live />}
      <Form action={action}>
        <Field
          kind="textarea"
          name="text"
          label={label}
          hint={t('dialogue.appeal.text-hint', { most: longestAppeal })}
          value={text}
          rows={5}
          dir="auto"
          required
          refusal={beside}
        />
        <Buttons>
          <Button label={t('dialogue.appeal.submit')} />
          <Button {...back} kind="quiet" icon="back" />
        </Buttons>
      </Form>
    </>
  )
}
