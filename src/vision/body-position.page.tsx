import { Written } from '#dialogue'
import { Card, Section, Stack } from '#platform/web'
import type { BodyPosition } from './body-position.ts'
import { dayIn } from './sequence.page.tsx'
import type { VisionContext } from './visitor.ts'

/** What integration council and steering group have stated, with their votes. */
export function BodyPositions({ c, positions }: { c: VisionContext; positions: readonly BodyPosition[] }) {
  const { t, vision } = c.var
  if (positions.length === 0) return null
  return (
    <Section title={t('vision.body-position.title')} id="stellungnahmen">
      <Stack>
        {positions.map(({ body, text, statedOn, votes }) => (
          <Card
            title={t(`vision.body-position.body.${body}`)}
            meta={[t('vision.body-position.stated', { date: dayIn(c, statedOn) }), votes && t('vision.body-position.votes', votes)]
              .filter(Boolean)
              .join(' · ')}
          >
            <p>
              <Written c={c} text={text} language={vision.language} />
            </p>
          </Card>
        ))}
      </Stack>
    </Section>
  )
}
