import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  EmptyState,
  Form,
  Notice,
  Page,
  PageHead,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { allowedVerdicts, type Leaning, type Quarantine, type QuarantineRefusal, type QuarantineState, type Verdict } from './quarantine.ts'
import { dateIn, Question } from './vote.page.tsx'

export type ShownQuarantine = Quarantine & { leanings: Leaning[] }

type Props = {
  c: TownContext
  dialogue: Dialogue
  quarantines: ShownQuarantine[]
  /** what has just been decided */
  done?: Verdict
  refusal?: QuarantineRefusal
}

export function QuarantinesPage({ c, dialogue, quarantines, done, refusal }: Props) {
  const { t } = c.var
  const at = { town: c.var.municipality.slug, dialogue: dialogue.slug }
  return (
    <Page c={c} title={t('dialogue.quarantine.title')} noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('dialogue.desk.title'), href: paths.desk.dialogues.to(at) },
          { label: <Question c={c} dialogue={dialogue} />, href: paths.desk.dialogue.to(at) },
          { label: t('dialogue.quarantine.title') },
        ]}
      />
      <PageHead title={t('dialogue.quarantine.title')} lead={t('dialogue.quarantine.lead')} />
      <Stack>
        {refusal && <Notice tone="error" title={t(`dialogue.quarantine.refusal.${refusal}`)} live />}
        {done && <Notice tone="success" title={t(`dialogue.quarantine.done.${done}`)} live />}
        {quarantines.length === 0 && <EmptyState title={t('dialogue.quarantine.none-title')}>{t('dialogue.quarantine.none')}</EmptyState>}
        {quarantines.map(quarantine => (
          <QuarantineCard c={c} dialogue={dialogue} quarantine={quarantine} />
        ))}
      </Stack>
    </Page>
  )
}

const tones: Record<QuarantineState, BadgeTone> = { alert: 'warning', quarantined: 'danger', released: 'neutral', dismissed: 'neutral' }

function QuarantineCard({ c, dialogue, quarantine }: { c: TownContext; dialogue: Dialogue; quarantine: ShownQuarantine }) {
  const { t } = c.var
  const { number, state, pseudonyms, networks, equalShare, usualShare, raisedAt, decidedAt } = quarantine
  const address = paths.desk.quarantine.to({ town: c.var.municipality.slug, dialogue: dialogue.slug, quarantine: number })
  return (
    <Card
      level={2}
      title={t('dialogue.quarantine.number', { number })}
      badge={<Badge label={t(`dialogue.quarantine.state.${state}`)} tone={tones[state]} />}
      meta={
        decidedAt
          ? t('dialogue.quarantine.noticed-decided', { noticed: dateIn(c, raisedAt), decided: dateIn(c, decidedAt) })
          : t('dialogue.quarantine.noticed', { noticed: dateIn(c, raisedAt) })
      }
    >
      <p>
        {t('dialogue.quarantine.finding', { pseudonyms, networks, equal: equalShare })}{' '}
        {usualShare === null ? t('dialogue.quarantine.usual-unknown') : t('dialogue.quarantine.usual', { usual: usualShare })}
      </p>
      {quarantine.leanings.length > 0 && <Leanings c={c} quarantine={quarantine} />}
      <p class="muted">{t(`dialogue.quarantine.consider.${state}`)}</p>
      <Form action={address} hidden={{ seen: state }}>
        <CsrfField c={c} />
        <Buttons>
          {allowedVerdicts[state].map((verdict, place) => (
            <Button
              label={t(`dialogue.quarantine.decide.${verdict}`)}
              fullLabel={`${t(`dialogue.quarantine.decide.${verdict}`)}: ${t('dialogue.quarantine.number', { number })}`}
              name="verdict"
              value={verdict}
              kind={place === 0 && state === 'alert' ? 'primary' : 'secondary'}
            />
          ))}
        </Buttons>
      </Form>
    </Card>
  )
}

function Leanings({ c, quarantine: { leanings, number } }: { c: TownContext; quarantine: ShownQuarantine }) {
  const { t } = c.var
  const percent = (share: number) => t('dialogue.quarantine.share', { share })
  return (
    <Table
      caption={t('dialogue.quarantine.leanings', { number })}
      columns={[
        { label: t('dialogue.quarantine.statement') },
        { label: t('dialogue.quarantine.theirs'), numeric: true },
        { label: t('dialogue.quarantine.others'), numeric: true },
      ]}
      rows={leanings.map(({ text, language, theirs, others }) => {
        const { code, direction } = languageOf(language)
        return [
          <span lang={code} dir={direction}>
            {text}
          </span>,
          percent(theirs),
          percent(others),
        ]
      })}
    />
  )
}
