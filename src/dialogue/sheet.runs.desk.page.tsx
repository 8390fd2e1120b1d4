import { languageOf, type MessageKey } from '#platform/languages'
import { CsrfField } from '#platform/people'
import { Button, Disclosure, Field, Form, Section, Stack, Table, type TownContext } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import type { RunFigures } from './sheet.ts'

/** What was printed and what has come back. */
export function Runs({ c, dialogue, runs, mayEnd }: { c: TownContext; dialogue: Dialogue; runs: RunFigures[]; mayEnd: boolean }) {
  const { t, language } = c.var
  const day = new Intl.DateTimeFormat(language.locale, { timeZone: 'UTC', dateStyle: 'medium' })
  const column = (label: MessageKey, numeric = false) => ({ label: t(label), numeric })
  const unused = runs.filter(({ sheets, entered, ended }) => sheets > entered + ended)
  return (
    <Section title={t('dialogue.paper.runs')} id="stapel">
      <Stack>
        <Table
          caption={t('dialogue.paper.runs')}
          captionHidden
          columns={[
            column('dialogue.paper.run'),
            column('dialogue.paper.run-printed'),
            column('dialogue.paper.format'),
            column('dialogue.paper.run-languages'),
            column('dialogue.paper.run-sheets', true),
            column('dialogue.paper.run-entered', true),
            column('dialogue.paper.run-checked', true),
            column('dialogue.paper.run-ended', true),
          ]}
          rows={runs.map(run => [
            t('dialogue.paper.run-number', { number: run.number }),
            day.format(new Date(run.printedOn)),
            `${t(`dialogue.paper.format-${run.format}`)}${run.channel === 'table' ? ` (${t('dialogue.paper.channel-table')})` : ''}`,
            run.languages.map(code => languageOf(code).name).join(', '),
            ...[run.sheets, run.entered, run.checked, run.ended].map(String),
          ])}
        />
        {mayEnd && unused.length > 0 && (
          <Disclosure label={t('dialogue.paper.end-open')}>
            <Stack>
              <p>{t('dialogue.paper.end-text')}</p>
              <Form action={paths.desk.sheetRun.to({ town: c.var.municipality.slug, dialogue: dialogue.slug })}>
                <CsrfField c={c} />
                <Field
                  kind="select"
                  name="run"
                  label={t('dialogue.paper.run')}
                  width="medium"
                  options={unused.map(({ number, sheets, entered, ended }) => ({
                    value: String(number),
                    label: t('dialogue.paper.end-run', { number, count: sheets - entered - ended }),
                  }))}
                />
                <Button label={t('dialogue.paper.end')} kind="danger" />
              </Form>
            </Stack>
          </Disclosure>
        )}
      </Stack>
    </Section>
  )
}
