import { DocumentPreview, type PrintRefusal, type TextDocument, unprintableInDocument } from '#platform/documents'
import { Breadcrumb, Button, Buttons, Notice, Page, Stack, type TownContext } from '#platform/web'
import { PaperFiles, type PaperPlace } from './paper.desk.page.tsx'

type PreviewProps = { c: TownContext; place: PaperPlace; document: TextDocument; refusal?: PrintRefusal }

/** The decision paper as it will read on paper; `refusal`: why there is no PDF of it. */
export function PaperPreviewPage({ c, place, document, refusal }: PreviewProps) {
  const { t } = c.var
  return (
    <Page c={c} title={document.title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[...place.way, { label: t('vision.paper.title'), href: place.form }, { label: t('vision.paper.view') }]}
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
          <Button label={t('vision.paper.edit')} href={place.form} kind="secondary" icon="edit" />
          <PaperFiles c={c} place={place} />
        </Buttons>
        <DocumentPreview document={document} />
      </Stack>
    </Page>
  )
}
