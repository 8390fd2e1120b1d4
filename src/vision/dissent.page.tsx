import { Written } from '#dialogue'
import { Section, Stack } from '#platform/web'
import { Wording } from './contribution.page.tsx'
import type { Contribution } from './contribution.ts'
import { dissentLetter } from './dissent.ts'
import type { Issue } from './issue.ts'
import type { VisionContext } from './visitor.ts'

/** The words of those who do not agree, as they are on record; or why there are none. */
export function RecordedDissent({ c, issue, proposals }: { c: VisionContext; issue: Issue; proposals: readonly Contribution[] }) {
  const { t, vision } = c.var
  const kept = proposals.filter(({ number }) => issue.keptDissents.includes(number))
  if (kept.length === 0 && issue.noDissentReason === '') return null
  return (
    <Section title={t('vision.dissent.recorded')} id="gegenstimmen">
      <Stack>
        {kept.map(dissent => (
          <blockquote id={`festgehalten-${dissent.number}`}>
            <Wording c={c} text={dissent.text} language={dissent.language} />
            <footer class="small muted">{saidBy(c, issue, dissent)}</footer>
          </blockquote>
        ))}
        {kept.length === 0 && (
          <p>
            {t('vision.dissent.none-recorded')} <Written c={c} text={issue.noDissentReason} language={vision.language} />
          </p>
        )}
      </Stack>
    </Section>
  )
}

function saidBy({ var: { t } }: VisionContext, { result }: Issue, { number, signedName }: Contribution) {
  const found = result?.dissents.find(dissent => dissent.number === number)
  const letter = found ? dissentLetter(found) : null
  const words = letter ? t('vision.dissent.group', { letter }) : t('vision.dissent.unsigned')
  return signedName ? `${words} · ${t('vision.dissent.signed', { name: signedName })}` : words
}
