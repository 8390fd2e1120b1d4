import { languageOf } from '#platform/languages'
import {
  Badge,
  Button,
  DefinitionList,
  EmptyState,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Prose,
  Section,
  Stack,
  Table,
  type TownContext,
} from '#platform/web'
import type { OwnElsewhere } from './own-data.slot.ts'
import type { OwnData, OwnDialogue } from './own-data.ts'
import { paths } from './paths.ts'
import { categoryIn } from './voluntary.page.tsx'
import { questionNames } from './voluntary.ts'
import { Question } from './vote.page.tsx'

type Props = {
  c: TownContext
  own: (OwnData & { elsewhere: OwnElsewhere | undefined }) | undefined
  isErased: boolean
  isNotUnderstood?: boolean
  wish?: string
}

/** Everything stored under this browser's pseudonym, a copy of it to take away, and its erasure (GDPR Articles 15, 17 and 20). */
export function OwnDataPage({ c, own, isErased, isNotUnderstood, wish }: Props) {
  const { t, municipality } = c.var
  const at = { town: municipality.slug }
  return (
    <Page c={c} title={t('dialogue.own-data.title')} noIndex>
      <PageHead title={t('dialogue.own-data.title')} lead={own && t('dialogue.own-data.lead', { town: municipality.name })}>
        {own && <Button label={t('dialogue.own-data.download')} href={paths.ownDataFile.to(at)} kind="secondary" />}
      </PageHead>
      {isErased && <Notice tone="success" title={t('dialogue.own-data.erased')} live />}
      {own ? (
        <>
          <DefinitionList
            items={[
              { term: t('dialogue.own-data.number'), description: <bdi>{own.pseudonym}</bdi> },
              ...(own.firstSeen ? [{ term: t('dialogue.own-data.since'), description: dayIn(c, own.firstSeen) }] : []),
            ]}
          />
          {own.dialogues.map(dialogue => (
            <OwnDialogueSection c={c} dialogue={dialogue} />
          ))}
          {own.elsewhere?.section(c)}
        </>
      ) : (
        <EmptyState title={t('dialogue.own-data.none-title')}>
          <p>{t('dialogue.own-data.none')}</p>
        </EmptyState>
      )}
      <Section title={t('dialogue.own-data.elsewhere-title')}>
        <Prose>
          <p>{t('dialogue.own-data.elsewhere')}</p>
        </Prose>
      </Section>
      {own && <Erasure c={c} isNotUnderstood={isNotUnderstood} wish={wish} />}
    </Page>
  )
}

function OwnDialogueSection({ c, dialogue }: { c: TownContext; dialogue: OwnDialogue }) {
  const { t } = c.var
  const { votes, statements, voluntary, level } = dialogue
  const answered = questionNames.filter(name => voluntary[name] !== undefined)
  return (
    <Section title={<Question c={c} dialogue={dialogue} />}>
      <Stack>
        {level && (
          <p>
            {t('dialogue.own-data.level')}: {t(`dialogue.own-data.levels.${level}`)}
          </p>
        )}
        {votes.some(({ isSetAside }) => isSetAside) && <Notice tone="info" title={t('dialogue.own-data.set-aside')} />}
        {votes.length > 0 && (
          <Table
            caption={t('dialogue.own-data.votes')}
            columns={[
              { label: t('dialogue.own-data.text') },
              { label: t('dialogue.own-data.answer') },
              { label: t('dialogue.own-data.day') },
            ]}
            rows={votes.map(({ text, language, answer, day }) => [
              <Foreign text={text} language={language} />,
              <Badge label={t(`dialogue.own-votes.${answer}`)} icon={answer} />,
              dayIn(c, day),
            ])}
          />
        )}
        {statements.length > 0 && (
          <Table
            caption={t('dialogue.own-data.statements')}
            columns={[
              { label: t('dialogue.own-data.text') },
              { label: t('dialogue.own-data.state') },
              { label: t('dialogue.own-data.day') },
            ]}
            rows={statements.map(({ text, language, state, day, reason, note, appeal }) => [
              <Foreign text={text} language={language} />,
              [t(`dialogue.own-data.states.${state}`), reason && t(`dialogue.rejection.${reason}`), note, appeal]
                .filter(Boolean)
                .join(' · '),
              dayIn(c, day),
            ])}
          />
        )}
        {answered.length > 0 && (
          <div>
            <h3>{t('dialogue.own-data.voluntary')}</h3>
            <DefinitionList
              items={answered.map(name => ({
                term: t(`dialogue.voluntary.question.${name}`),
                description: categoryIn(c, name, voluntary[name] ?? ''),
              }))}
            />
          </div>
        )}
      </Stack>
    </Section>
  )
}

function Erasure({ c, isNotUnderstood, wish = 'go' }: Pick<Props, 'c' | 'isNotUnderstood' | 'wish'>) {
  const { t, municipality } = c.var
  return (
    <Section title={t('dialogue.own-data.erase-title')} lead={t('dialogue.own-data.erase')} id="loeschen">
      <Form action={paths.erasure.to({ town: municipality.slug })}>
        <Field
          kind="radio"
          name="votes"
          label={t('dialogue.own-votes.votes-label')}
          value={wish}
          options={[
            { value: 'go', label: t('dialogue.own-votes.votes-go') },
            { value: 'stay', label: t('dialogue.own-votes.votes-stay') },
          ]}
        />
        <Field
          kind="checkbox"
          name="understood"
          value="yes"
          label={t('dialogue.own-data.understood')}
          refusal={isNotUnderstood ? t('dialogue.own-data.not-understood') : undefined}
          required
        />
        <Button label={t('dialogue.own-data.erase-button')} kind="danger" icon="bin" />
      </Form>
    </Section>
  )
}

function Foreign({ text, language }: { text: string; language: string }) {
  const { code, direction } = languageOf(language)
  return (
    <span lang={code} dir={direction}>
      {text}
    </span>
  )
}

/** A calendar day has no zone. */
const dayIn = ({ var: { language } }: TownContext, day: string) =>
  new Intl.DateTimeFormat(language.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
