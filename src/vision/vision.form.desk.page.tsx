import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, ErrorSummary, Field, Form, type TownContext } from '#platform/web'
import { longestInVision, type VisionChoices, type VisionRefusals, type VisionValues } from './vision.values.ts'

type VisionFormProps = {
  c: TownContext
  action: string
  values: VisionValues
  choices: VisionChoices
  refusals?: VisionRefusals
  /** what the form was made from, for one that changes a vision */
  seen?: { seenTitle: string; seenPreamble: string }
  isPublished?: boolean
}

/** Title, preamble, language and dialogues of a vision. */
export function VisionForm({ c, action, values, choices, refusals = {}, seen, isPublished = false }: VisionFormProps) {
  const { t, municipality } = c.var
  const refusal = (name: keyof VisionValues) => {
    const found = refusals[name]
    return found && t(`vision.desk.refusal.${found}`, { most: name in longestInVision ? longestInVision[name as 'title'] : 0 })
  }
  const refused = (Object.keys(refusals) as (keyof VisionValues)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  return (
    <>
      {refused.length > 0 && <ErrorSummary title={t('vision.desk.refused')} refusals={refused} />}
      <Form action={action} hidden={seen}>
        <CsrfField c={c} />
        <Field
          kind="text"
          name="title"
          label={t('vision.desk.field.title')}
          hint={t('vision.desk.hint.title')}
          value={values.title}
          maxlength={longestInVision.title}
          dir="auto"
          required
          refusal={refusal('title')}
        />
        <Field
          kind="textarea"
          name="preamble"
          label={t('vision.desk.field.preamble')}
          hint={t('vision.desk.hint.preamble')}
          value={values.preamble}
          rows={6}
          dir="auto"
          optional={t('vision.desk.optional')}
          refusal={refusal('preamble')}
        />
        <Field
          kind="checkboxes"
          name="dialogues"
          label={t('vision.desk.field.dialogues')}
          hint={t(choices.dialogues.length > 0 ? 'vision.desk.hint.dialogues' : 'vision.desk.hint.no-dialogues')}
          values={values.dialogues}
          options={choices.dialogues.map(({ slug, question }) => ({ value: slug, label: question }))}
          refusal={refusal('dialogues')}
        />
        {isPublished ? (
          <p class="small muted">{t('vision.desk.fixed')}</p>
        ) : (
          <>
            <Field
              kind="select"
              name="language"
              label={t('vision.desk.field.language')}
              hint={t('vision.desk.hint.language')}
              value={values.language}
              options={choices.languages.map(code => ({ value: code, label: languageOf(code).name }))}
              width="medium"
              refusal={refusal('language')}
            />
            <Field
              kind="text"
              name="slug"
              label={t('vision.desk.field.slug')}
              hint={t('vision.desk.hint.slug', { address: `/${municipality.slug}/leitbild/` })}
              value={values.slug}
              width="medium"
              spellcheck={false}
              optional={t('vision.desk.optional')}
              refusal={refusal('slug')}
            />
          </>
        )}
        <Button label={t('vision.desk.save')} />
      </Form>
    </>
  )
}
