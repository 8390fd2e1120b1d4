import type { Child } from 'hono/jsx'
import { Breadcrumb, Button, Buttons, DefinitionList, Notice, Page, PageHead, Prose, Section, Stack, Table } from '#platform/web'
import type { Edition } from './open-data.editions.ts'
import { constants } from './opinion-map.constants.ts'
import { paths } from './paths.ts'
import { formulas, steps } from './results.formulas.page.tsx'
import { constantsOf, type Results } from './results.ts'
import { answersToBeMapped, at, numberIn, votesIn, words } from './results.words.page.tsx'
import type { DialogueContext } from './visitor.ts'
import { dateIn, Question } from './vote.page.tsx'

/** `results` and `edition` are missing while too few have voted. */
type Props = { c: DialogueContext; results: Results | undefined; edition: Edition | undefined }

/** How the results were computed, and how anybody computes them again. */
export function MethodsPage(props: Props) {
  const { t } = props.c.var
  const { c } = props
  return (
    <Page c={c} title={t('dialogue.methods.title')} description={t('dialogue.methods.lead')} width="normal">
      <Breadcrumb
        label={t('dialogue.methods.way')}
        items={[
          { label: <Question c={c} dialogue={c.var.agenda.dialogue} />, href: paths.dialogue.to(at(c)) },
          { label: t('dialogue.methods.results'), href: paths.results.to(at(c)) },
          { label: t('dialogue.methods.title') },
        ]}
      />
      <PageHead
        title={t('dialogue.methods.title')}
        preline={<Question c={c} dialogue={c.var.agenda.dialogue} />}
        lead={t('dialogue.methods.lead')}
      />
      <Facts {...props} />
      <Recompute {...props} />
      <Labels {...props} />
      <Steps {...props} />
      <Constants {...props} />
      <Limits {...props} />
      <Sources {...props} />
    </Page>
  )
}

function Facts({ c, results }: Props) {
  const { t } = c.var
  if (!results) return <Notice tone="info" title={t('dialogue.methods.no-results', { fewest: c.var.municipality.fewestToShow })} />
  const { basis, participation, stability } = results
  const index = (value: number) => value.toLocaleString(c.var.language.code, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (
    <DefinitionList
      items={[
        { term: t('dialogue.methods.fact.computed'), description: dateIn(c, basis.computedAt) },
        { term: t('dialogue.methods.fact.votes'), description: votesIn(c, results) },
        { term: t('dialogue.methods.fact.people'), description: numberIn(c, participation.people) },
        {
          term: t('dialogue.methods.fact.mapped', { answers: answersToBeMapped(basis, participation.statements) }),
          description: participation.mapped === null ? t('dialogue.results.not-shown') : numberIn(c, participation.mapped),
        },
        ...(stability.ari === null ? [] : [{ term: t('dialogue.methods.fact.ari'), description: index(stability.ari) }]),
        ...(stability.fewerVotes === null ? [] : [{ term: t('dialogue.methods.fact.fewer'), description: index(stability.fewerVotes) }]),
        { term: t('dialogue.methods.fact.version'), description: basis.method.version },
        { term: t('dialogue.methods.fact.seed'), description: String(basis.method.seed) },
      ]}
    />
  )
}

// ── Computing it again ──────────────────────────────────────────────────────────────────────────────────────────────────────

function Recompute({ c, edition }: Props) {
  const { t } = c.var
  if (!edition) return null
  const { publication, files, outcome } = edition
  const { name, sha256 } = files.zip
  return (
    <Section id="nachrechnen" title={t('dialogue.methods.recompute')} lead={t('dialogue.methods.recompute-lead')}>
      <Stack>
        <Buttons>
          <Button
            label={t('dialogue.methods.download', { file: name })}
            href={paths.openDataFile.to({ ...at(c), file: name })}
            icon="download"
          />
          <Button label={t('dialogue.methods.open-data')} href={paths.openData.to(at(c))} kind="quiet" />
        </Buttons>
        {publication.until && (
          <p>
            {t('dialogue.methods.as-of', {
              day: dateIn(c, new Date(`${publication.until}T12:00:00Z`), false),
              fewest: c.var.municipality.fewestToShow,
            })}
          </p>
        )}
        <p>{t('dialogue.methods.command')}</p>
        <pre class="command" tabindex={0}>
          <code>{`npm run -s leitbild -- analyse ${name} --json`}</code>
        </pre>
        <p>{t('dialogue.methods.checksum')}</p>
        <pre class="command" tabindex={0}>
          <code>{`${sha256}  ${name}`}</code>
        </pre>
        <p>{t('dialogue.methods.must-come-out')}</p>
        <OutcomeTable c={c} outcome={outcome} />
      </Stack>
    </Section>
  )
}

function OutcomeTable({ c, outcome }: { c: DialogueContext; outcome: Edition['outcome'] }) {
  const { t } = c.var
  const none = t('dialogue.methods.outcome.none')
  const ids = (numbers: readonly number[]) => (numbers.length > 0 ? numbers.map(number => number - 1).join(', ') : none)
  return (
    <Table
      caption={t('dialogue.methods.must-come-out')}
      captionHidden
      columns={[{ label: t('dialogue.methods.outcome.field') }, { label: t('dialogue.methods.outcome.value') }]}
      rows={[
        [<code>k</code>, numberIn(c, Math.max(1, outcome.groups.length))],
        [<code>groups</code>, outcome.groups.map(({ id, size }) => t('dialogue.methods.outcome.group', { id, size })).join('; ') || none],
        [<code>consensus</code>, ids(outcome.unites)],
        [<code>jointlyRejected</code>, ids(outcome.jointlyRejected)],
        [<code>contested</code>, ids(outcome.contested)],
      ]}
    />
  )
}

// ── What the words mean, and where the numbers come from ────────────────────────────────────────────────────────────────────

const labels = ['unites', 'jointly-rejected', 'contested', 'typical', 'unclear', 'too-few-votes', 'bridging', 'core', 'hidden'] as const

function Labels({ c, results }: Props) {
  const { t } = c.var
  const known = results ? constantsOf(results.basis) : constants
  const values = {
    fewestVotes: known.fewestVotesInGroup,
    contested: known.contestedFrom,
    discovery: known.falseDiscoveryRate,
    core: known.coreFrom,
    fewest: c.var.municipality.fewestToShow,
  }
  return (
    <Section id={words} title={t('dialogue.methods.labels')}>
      <DefinitionList
        items={labels.map(label => ({
          term: t(`dialogue.methods.label.${label}.term`),
          description: t(`dialogue.methods.label.${label}.meaning`, values),
        }))}
      />
    </Section>
  )
}

function Steps({ c, results }: Props) {
  const { t } = c.var
  const known = results ? constantsOf(results.basis) : constants
  const values = {
    mostGroups: known.mostGroups,
    shuffles: known.shuffles,
    smallestGroup: known.smallestGroup,
    smallestShare: known.smallestGroupShare,
    resamples: known.resamples,
    threshold: known.stableFrom,
    confidence: known.confidence,
    contested: known.contestedFrom,
    discovery: known.falseDiscoveryRate,
    fewestVotes: known.fewestVotesInGroup,
  }
  return (
    <Section id="schritte" title={t('dialogue.methods.steps')} lead={t('dialogue.methods.steps-lead')}>
      <ol class="method-steps">
        {steps.map(step => (
          <li>
            <h3>{t(`dialogue.methods.step.${step}.title`)}</h3>
            <p>{t(`dialogue.methods.step.${step}.text`, values)}</p>
            {formulas[step]}
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Every one with its reason: what the method fixes shall not be taken for granted. */
function Constants({ c, results }: Props) {
  const { t, language } = c.var
  const known = results ? constantsOf(results.basis) : constants
  const names = Object.keys(constants) as (keyof typeof constants)[]
  return (
    <Section id="festlegungen" title={t('dialogue.methods.constants')} lead={t('dialogue.methods.constants-lead')}>
      <Table
        caption={t('dialogue.methods.constants')}
        captionHidden
        columns={[
          { label: t('dialogue.methods.constant-name') },
          { label: t('dialogue.methods.constant-value'), numeric: true },
          { label: t('dialogue.methods.constant-reason') },
        ]}
        rows={names.map(name => [
          <code>{broken(name)}</code>,
          known[name].toLocaleString(language.code),
          t(`dialogue.methods.constant.${name}`),
        ])}
      />
    </Section>
  )
}

/** A name in one word breaks where its words meet. */
const broken = (name: string): Child =>
  name.split(/(?=[A-Z])/).map(part => (
    <>
      {part}
      <wbr />
    </>
  ))

const limits = ['survey', 'words', 'borders', 'few', 'protection', 'time'] as const

function Limits({ c }: Props) {
  const { t } = c.var
  return (
    <Section id="grenzen" title={t('dialogue.methods.limits')}>
      <Prose>
        <ul>
          {limits.map(limit => (
            <li>{t(`dialogue.methods.limit.${limit}`, { fewest: c.var.municipality.fewestToShow })}</li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

/** Authors, year, and what is taken from them. */
const sources = [
  ['pca', 'M. E. Tipping, C. M. Bishop (1999): Probabilistic Principal Component Analysis'],
  ['response', 'T. S. Jaakkola, M. I. Jordan (2000): Bayesian Parameter Estimation via Variational Methods'],
  ['starts', 'D. Arthur, S. Vassilvitskii (2007): k-means++: The Advantages of Careful Seeding'],
  ['evidence', 'R. E. Kass, A. E. Raftery (1995): Bayes Factors'],
  ['agreement', 'L. Hubert, P. Arabie (1985): Comparing Partitions'],
  ['resampling', 'B. Efron (1979): Bootstrap Methods: Another Look at the Jackknife'],
  ['bounds', 'E. B. Wilson (1927): Probable Inference, the Law of Succession, and Statistical Inference'],
  ['difference', 'R. G. Newcombe (1998): Interval Estimation for the Difference between Independent Proportions'],
  ['discoveries', 'Y. Benjamini, Y. Hochberg (1995): Controlling the False Discovery Rate'],
  ['bridging', 'S. Wojcik et al. (2022): Birdwatch. Crowd Wisdom and Bridging Algorithms can Inform Understanding'],
  ['midway', 'T. W. Ridler, S. Calvard (1978): Picture Thresholding Using an Iterative Selection Method'],
  ['likeness', 'L. R. Dice (1945): Measures of the Amount of Ecologic Association between Species'],
  ['density', 'D. W. Scott (1992): Multivariate Density Estimation'],
  ['polis', 'C. Small et al. (2021): Polis. Scaling Deliberation by Mapping High Dimensional Opinion Spaces'],
] as const

function Sources({ c }: Props) {
  const { t } = c.var
  return (
    <Section id="quellen" title={t('dialogue.methods.sources')}>
      <Table
        caption={t('dialogue.methods.sources')}
        captionHidden
        columns={[{ label: t('dialogue.methods.source-work') }, { label: t('dialogue.methods.source-for') }]}
        rows={sources.map(([name, work]) => [<span lang="en">{work}</span>, t(`dialogue.methods.source.${name}`)])}
      />
    </Section>
  )
}
