import { CsrfField } from '#platform/people'
import { Breadcrumb, Button, Buttons, Card, Field, Form, Notice, Page, PageHead, Section, Stack } from '#platform/web'
import { type ChapterRefusal, longestChapterTitle, mostChapters } from './chapter.ts'
import { paths } from './paths.ts'
import { isWritable } from './vision.ts'
import type { VisionContext } from './visitor.ts'

type ShownChapter = { id: string; title: string; sentences: number }

export type ChapterDesk = {
  chapters: ShownChapter[]
  /** which chapter was refused, or `new`, what was typed, and why */
  refused?: { chapter: string; title: string; refusal: ChapterRefusal }
  done?: boolean
}

/** The chapters of a vision: add, rename, move, remove. */
export function ChaptersPage({ c, desk: { chapters, refused, done } }: { c: VisionContext; desk: ChapterDesk }) {
  const { t, vision, municipality } = c.var
  const at = { town: municipality.slug, vision: vision.slug }
  const title = t('vision.chapter.title')
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk.title'), href: paths.desk.visions.to(at) },
          { label: vision.title, href: paths.desk.vision.to(at) },
          { label: title },
        ]}
      />
      <PageHead title={title} lead={t('vision.chapter.lead')}>
        <Button label={t('vision.chapter.to-writing')} href={paths.desk.writing.to(at)} kind="secondary" icon="edit" />
      </PageHead>
      <Stack>
        {done && <Notice tone="success" title={t('vision.chapter.done')} live />}
        {refused && !isBesideField(refused.refusal) && <Notice tone="error" title={refusalIn(c, refused.refusal)} live />}
        {!isWritable(vision) && <Notice tone="info" title={t('vision.chapter.refusal.is-adopted')} />}
        {chapters.map((chapter, place) => (
          <ChapterCard c={c} chapter={chapter} isFirst={place === 0} isLast={place === chapters.length - 1} refused={refused} />
        ))}
      </Stack>
      <Section title={t('vision.chapter.add-title')}>
        <Form action={paths.desk.chapters.to(at)}>
          <CsrfField c={c} />
          <Field
            kind="text"
            name="title"
            label={t('vision.chapter.name')}
            value={refused?.chapter === 'new' ? refused.title : ''}
            maxlength={longestChapterTitle}
            dir="auto"
            required
            refusal={refused?.chapter === 'new' && isBesideField(refused.refusal) ? refusalIn(c, refused.refusal) : undefined}
          />
          <Button label={t('vision.chapter.add')} icon="plus" kind="secondary" />
        </Form>
      </Section>
    </Page>
  )
}

type CardProps = { c: VisionContext; chapter: ShownChapter; isFirst: boolean; isLast: boolean; refused: ChapterDesk['refused'] }

function ChapterCard({ c, chapter, isFirst, isLast, refused }: CardProps) {
  const { t, vision, municipality } = c.var
  const own = refused?.chapter === chapter.id ? refused : undefined
  const deed = (name: 'up' | 'down' | 'remove', icon: 'up' | 'down' | 'bin') => (
    <Button
      label={t(`vision.chapter.${name}`)}
      fullLabel={`${t(`vision.chapter.${name}`)}: ${chapter.title}`}
      name="deed"
      value={name}
      icon={icon}
      kind="quiet"
      small
    />
  )
  return (
    <Card meta={t('vision.desk.sentences', { count: chapter.sentences })}>
      <Form
        action={paths.desk.chapter.to({ town: municipality.slug, vision: vision.slug, chapter: chapter.id })}
        hidden={{ seen: chapter.title }}
        label={chapter.title}
      >
        <CsrfField c={c} />
        <Field
          kind="text"
          name="title"
          id={`kapitel-${chapter.id}`}
          label={t('vision.chapter.name')}
          value={own && isBesideField(own.refusal) ? own.title : chapter.title}
          maxlength={longestChapterTitle}
          dir="auto"
          refusal={own && isBesideField(own.refusal) ? refusalIn(c, own.refusal) : undefined}
        />
        <Buttons>
          <Button
            label={t('vision.chapter.rename')}
            fullLabel={`${t('vision.chapter.rename')}: ${chapter.title}`}
            name="deed"
            value="rename"
            kind="secondary"
            small
          />
          {!isFirst && deed('up', 'up')}
          {!isLast && deed('down', 'down')}
          {chapter.sentences === 0 && deed('remove', 'bin')}
        </Buttons>
      </Form>
    </Card>
  )
}

const isBesideField = (refusal: ChapterRefusal) => ['title-missing', 'title-too-long', 'changed-meanwhile'].includes(refusal)

const refusalIn = (c: VisionContext, refusal: ChapterRefusal) =>
  c.var.t(`vision.chapter.refusal.${refusal}`, { most: refusal === 'too-many-chapters' ? mostChapters : longestChapterTitle })
