import type { Child } from 'hono/jsx'
import { Breadcrumb, Page, PageHead, Stack, Tabs, type TownContext } from '#platform/web'
import { type FieldList, type FieldRefusal, fieldLists, longestFieldName, mostFields } from './field.ts'
import { paths } from './paths.ts'

type FrameProps = { c: TownContext; list: FieldList; title: string; lead: string; below?: boolean; children?: Child }

/** The frame of every page about action fields and target groups; `below`: a page under the list. */
export function FieldFrame({ c, list, title, lead, below = false, children }: FrameProps) {
  const { t, municipality } = c.var
  const listTitle = t(`plan.field.title.${list}`)
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('menu.desk-plan'), href: paths.desk.plan.to({ town: municipality.slug }) },
          ...(below ? [{ label: listTitle, href: addressOf(c, list) }] : []),
          { label: title },
        ]}
      />
      <PageHead title={title} lead={lead} />
      {!below && (
        <Tabs
          label={t('plan.field.lists')}
          items={fieldLists.map(each => ({
            label: t(`plan.field.title.${each}`),
            href: addressOf(c, each),
            current: each === list,
          }))}
        />
      )}
      <Stack>{children}</Stack>
    </Page>
  )
}

/** A refusal in words. */
export const refusalIn = (c: TownContext, refusal: FieldRefusal) =>
  c.var.t(`plan.field.refusal.${refusal}`, { most: refusal === 'too-many' ? mostFields : longestFieldName })

/** Where a list stands, or one of its entries. */
export function addressOf(c: TownContext, list: FieldList, field?: { slug: string }, query?: Record<string, string>) {
  const town = c.var.municipality.slug
  const { desk } = paths
  if (!field) return (list === 'field' ? desk.fields : desk.targetGroups).to({ town }, query)
  return list === 'field' ? desk.field.to({ town, field: field.slug }, query) : desk.targetGroup.to({ town, group: field.slug }, query)
}
