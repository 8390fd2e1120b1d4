import { Written } from '#dialogue'
import { Badge, Breadcrumb, Button, Card, Cards, Page, PageHead, Section } from '#platform/web'
import { paths } from './paths.ts'
import { VisionPhase } from './vision.desk.page.tsx'
import type { VisionFigures } from './vision.desk.store.ts'
import { VisionForm } from './vision.form.desk.page.tsx'
import { isWritable } from './vision.ts'
import type { VisionChoices, VisionRefusals, VisionValues } from './vision.values.ts'
import type { VisionContext } from './visitor.ts'

type Room = { name: RoomName; href: string; open?: number }
type RoomName =
  | 'writing'
  | 'chapters'
  | 'fates'
  | 'findings'
  | 'issues'
  | 'contributions'
  | 'amendments'
  | 'translations'
  | 'publication'
  | 'phase'
  | 'positions'
  | 'sequence'
  | 'paper'
  | 'adoption'

/** One vision at the desk: its rooms in the order of the work, each with how much waits there. */
export function VisionRoomsPage({ c, figures, done }: { c: VisionContext; figures: VisionFigures; done?: string }) {
  const { t, vision, municipality, role } = c.var
  const at = { town: municipality.slug, vision: vision.slug }
  const mayEdit = role === 'coordinator' || role === 'editor'
  const notices = done === 'angelegt' ? [{ tone: 'success' as const, text: t('vision.desk.done-created') }] : []
  return (
    <Page c={c} title={vision.title} noIndex notices={notices}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[{ label: t('vision.desk.title'), href: paths.desk.visions.to(at) }, { label: vision.title }]}
      />
      <PageHead
        title={<Written c={c} text={vision.title} language={vision.language} />}
        preline={<VisionPhase c={c} phase={vision.phase} />}
        lead={t('vision.desk.sentences', { count: figures.sentences })}
      >
        {mayEdit && isWritable(vision) && <Button label={t('vision.desk.write')} href={paths.desk.writing.to(at)} icon="edit" />}
        {mayEdit && <Button label={t('vision.desk.settings')} href={paths.desk.settings.to(at)} kind="secondary" />}
        {figures.versions > 0 && <Button label={t('vision.desk.view')} href={paths.vision.to(at)} kind="secondary" />}
      </PageHead>
      {stagesOf(at, figures, role === 'coordinator').map(({ stage, rooms }) => (
        <Section title={t(`vision.desk.stage.${stage}`)}>
          <Cards>
            {rooms.map(room => (
              <RoomCard c={c} room={room} />
            ))}
          </Cards>
        </Section>
      ))}
    </Page>
  )
}

const RoomCard = ({ c, room: { name, href, open = 0 } }: { c: VisionContext; room: Room }) => (
  <Card
    title={c.var.t(`vision.desk.room.${name}`)}
    href={href}
    badge={open > 0 && <Badge label={c.var.t('vision.desk.open', { count: open })} tone="warning" />}
  >
    <p class="muted">{c.var.t(`vision.desk.room-text.${name}`)}</p>
  </Card>
)

function stagesOf(at: { town: string; vision: string }, figures: VisionFigures, isCoordinator: boolean) {
  const { desk } = paths
  const writing: Room[] = [
    { name: 'writing', href: desk.writing.to(at) },
    { name: 'chapters', href: desk.chapters.to(at) },
    { name: 'fates', href: desk.fates.to(at), open: figures.fates },
    { name: 'findings', href: desk.findings.to(at) },
  ]
  const talking: Room[] = [
    { name: 'issues', href: desk.issues.to(at), open: figures.issues },
    { name: 'contributions', href: desk.contributions.to(at), open: figures.contributions },
    { name: 'amendments', href: desk.amendments.to(at), open: figures.amendments },
    { name: 'positions', href: desk.bodyPositions.to(at) },
  ]
  const publishing: Room[] = [
    { name: 'translations', href: desk.translations.to(at) },
    { name: 'publication', href: desk.publication.to(at) },
  ]
  const deciding: Room[] = [
    { name: 'sequence', href: desk.sequence.to(at) },
    { name: 'paper', href: desk.paper.to(at) },
  ]
  if (isCoordinator) {
    publishing.push({ name: 'phase', href: desk.phase.to(at) })
    deciding.push({ name: 'adoption', href: desk.adoption.to(at) })
  }
  return [
    { stage: 'writing' as const, rooms: writing },
    { stage: 'talking' as const, rooms: talking },
    { stage: 'publishing' as const, rooms: publishing },
    { stage: 'deciding' as const, rooms: deciding },
  ]
}

type SettingsProps = {
  c: VisionContext
  values: VisionValues
  seen: { seenTitle: string; seenPreamble: string }
  choices: VisionChoices
  refusals?: VisionRefusals
  isPublished: boolean
  done?: boolean
}

export function VisionSettingsPage({ c, values, seen, choices, refusals, isPublished, done }: SettingsProps) {
  const { t, vision, municipality } = c.var
  const at = { town: municipality.slug, vision: vision.slug }
  const title = t('vision.desk.settings')
  return (
    <Page c={c} title={title} width="narrow" noIndex notices={done ? [{ tone: 'success', text: t('vision.desk.done-changed') }] : []}>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk.title'), href: paths.desk.visions.to(at) },
          { label: vision.title, href: paths.desk.vision.to(at) },
          { label: title },
        ]}
      />
      <PageHead title={title} />
      <VisionForm
        c={c}
        action={paths.desk.settings.to(at)}
        values={values}
        choices={choices}
        refusals={refusals}
        seen={seen}
        isPublished={isPublished}
      />
    </Page>
  )
}
