import { Button, Figure, Section, Stack } from '#platform/web'
import { OpinionMapPicture, placeInWords } from './opinion-picture.page.tsx'
import { haloOf, type OpinionPicture } from './opinion-picture.ts'
import type { OwnPosition } from './own-position.ts'
import { paths } from './paths.ts'
import { Directions, refsOf } from './results.groups.page.tsx'
import type { Results } from './results.ts'
import { at } from './results.words.page.tsx'
import type { DialogueContext } from './visitor.ts'

export type ShownPosition = { position: OwnPosition; results: Results | undefined; picture: OpinionPicture | undefined }

/** Where the person who is looking stands on the map. */
export function OwnPositionSection({ c, shown: { position, results, picture } }: { c: DialogueContext; shown: ShownPosition }) {
  const { t } = c.var
  const isPlaced = position.state === 'placed' && results && picture
  return (
    <Section title={t('dialogue.own.title')} lead={t('dialogue.own.lead')}>
      {isPlaced ? (
        <Placed c={c} position={position} results={results} picture={picture} />
      ) : position.state === 'too-few-answers' ? (
        <p>{t('dialogue.own.too-few-answers', { answers: position.answers, missing: position.missing })}</p>
      ) : (
        <p>{t('dialogue.own.no-map')}</p>
      )}
    </Section>
  )
}

type PlacedProps = { c: DialogueContext; position: OwnPosition & { state: 'placed' }; results: Results; picture: OpinionPicture }

function Placed({ c, position, results, picture }: PlacedProps) {
  const { t } = c.var
  const halo = haloOf(picture, position.place)
  const where = t('dialogue.own.place', { place: placeInWords(c, halo.place) })
  return (
    <Stack>
      <p>
        <strong class="finding">{nearestIn(c, position, results) ?? where}</strong>
      </p>
      <p>
        {where} {halo.isOutside && t('dialogue.own.outside')}{' '}
        {t(`dialogue.own.precision.${position.precision}`, { answers: position.answers })}
      </p>
      <Figure
        caption={
          <Stack>
            <p>{t('dialogue.own.caption')}</p>
            <Directions c={c} results={results} picture={picture} />
          </Stack>
        }
      >
        <OpinionMapPicture picture={picture} groups={refsOf(c, results)} label={`${t('dialogue.own.label')} ${where}`} own={halo} />
      </Figure>
      <p>
        <Button label={t('dialogue.own.results')} href={paths.results.to(at(c))} kind="quiet" />
      </p>
    </Stack>
  )
}

/** Undefined where there are no groups, or the newest map does not know this person yet. */
function nearestIn(c: DialogueContext, { group }: PlacedProps['position'], { groups }: Results): string | undefined {
  const own = group && groups.find(({ id }) => id === group.id)
  return own ? c.var.t(`dialogue.own.belonging.${group.belonging}`, { letter: own.letter }) : undefined
}
