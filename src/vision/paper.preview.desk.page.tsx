import { DocumentPreview, type PrintRefusal, type TextDocument, unprintableInDocument } from '#platform/documents'
import { Breadcrumb, Button, Buttons, Notice, Page, Stack, type TownContext } from '#platform/web'
import { PaperFiles } from './paper.desk.page.tsx'
import { paths } from './paths.ts'
import type { Vision } from './vision.ts'

/** The decision paper as it will read on paper; `refusal`: why there is no PDF of it. */
export function PaperPreviewPage({
  c,
  vision,
  document,
  refusal,
}: {
  c: TownContext
  vision: Vision
  document: TextDocument
  refusal?: PrintRefusal
}) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  return (
    <Page c={c} title={document.title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: vision.title, href: paths.desk.vision.to(at) },
          { label: t('vision.paper.title'), href: paths.desk.paper.to(at) },
          { label: t('vision.paper.view') },
        ]}
      />
      <Stack>
        {refusal && (
          <Notice
            tone="error"
            live
            title={t(`vision.paper.not-printed.${refusal}`, { characters: [...unprintableInDocument(document)].join(' ') })}
          />
        )}
        <Buttons>
          <Button label={t('vision.paper.edit')} href={paths.desk.paper.to(at)} kind="secondary" icon="edit" />
          <PaperFiles c={c} vision={vision} />
        </Buttons>
        <DocumentPreview document={document} />
      </Stack>
    </Page>
  )
}
