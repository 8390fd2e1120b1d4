import { CsrfField } from '#platform/people'
import { Button, ErrorSummary, Field, Form, type TownContext } from '#platform/web'
import { type Department, type DepartmentRefusals, type DepartmentValues, inTree, isWithin, longestInDepartment } from './department.ts'
import { paths } from './paths.ts'

type FormProps = {
  c: TownContext
  department?: Department
  all: Department[]
  values: DepartmentValues
  /** what the form was made from, where it changes a department */
  seen?: string
  refusals?: DepartmentRefusals
}

/** What a department is called, whom it belongs to, who heads it, and where it is written to. */
export function DepartmentForm({ c, department, all, values, seen, refusals = {} }: FormProps) {
  const { t, municipality } = c.var
  const refusal = (field: keyof DepartmentValues) => {
    const found = refusals[field]
    return found && t(`plan.department.refusal.${found}`, { most: field === 'parent' ? 0 : longestInDepartment[field] })
  }
  const refused = (Object.keys(refusals) as (keyof DepartmentValues)[]).map(field => ({ field, text: refusal(field) ?? '' }))
  const text = (name: Exclude<keyof DepartmentValues, 'parent'>, rest: { hint?: string; width?: 'short' | 'medium' } = {}) => (
    <Field
      kind={name === 'mail' ? 'email' : 'text'}
      name={name}
      label={t(`plan.department.field.${name}`)}
      value={values[name]}
      maxlength={longestInDepartment[name]}
      dir="auto"
      optional={name === 'name' ? undefined : t('plan.desk.optional')}
      required={name === 'name'}
      refusal={refusal(name)}
      {...rest}
    />
  )
  return (
    <>
      {refused.length > 0 && <ErrorSummary title={t('plan.desk.refused')} refusals={refused} />}
      <Form
        action={paths.desk.department.to({ town: municipality.slug, department: department?.slug ?? newOne })}
        hidden={seen === undefined ? {} : { seen }}
      >
        <CsrfField c={c} />
        {text('name')}
        {text('shortName', { hint: t('plan.department.hint.shortName'), width: 'short' })}
        <Field
          kind="select"
          name="parent"
          label={t('plan.department.field.parent')}
          value={values.parent}
          options={[{ value: '', label: t('plan.department.no-parent') }, ...parentsFor(all, department)]}
          refusal={refusal('parent')}
        />
        {text('headRole', { hint: t('plan.department.hint.headRole') })}
        {text('headName', { hint: t('plan.department.hint.headName') })}
        {text('mail', { hint: t('plan.department.hint.mail') })}
        <Button label={t('plan.desk.save')} />
      </Form>
    </>
  )
}

/** Open departments that do not belong to this one, and the one it belongs to now. */
const parentsFor = (all: Department[], own?: Department) =>
  inTree(all)
    .filter(({ department: each }) => !own || !isWithin(all, each, own.id))
    .filter(({ department: each }) => !each.isClosed || each.id === own?.parentId)
    .map(({ department: each, depth }) => ({ value: each.slug, label: `${'\u2003'.repeat(depth)}${each.name}` }))

/** Stands in the address for a department there is not yet. */
export const newOne = 'neu'
