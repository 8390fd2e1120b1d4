import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import type { Municipality } from '#platform/municipalities'
import { notFound, type Services, type Visit } from '#platform/web'
import type { Agenda } from './agenda.ts'
import { dialogueAnswer, municipalityAnswer, resultsAnswer, statementsAnswer } from './api.answers.ts'
import { type ApiOperation, openApiDocument } from './api.document.ts'
import { apiPaths } from './api.paths.ts'
import type { Answers } from './api.schema.ts'
import { allDialogues } from './dialogue.store.ts'
import { isPublic } from './dialogue.ts'
import { isOfThisMethod } from './map-snapshot.store.ts'
import { peopleVoting } from './results.store.ts'
import type { Results } from './results.ts'
import type { Room } from './room.ts'
import { townTranslationsOf } from './translation.store.ts'

type About = { Variables: Visit['Variables'] & { municipality: Municipality } }
type AboutDialogue = { Variables: About['Variables'] & { agenda: Agenda } }

/** Read-only, for programs anywhere: what the pages show, as JSON. */
export const apiRoutes = (room: Room, above: readonly ApiOperation[]) =>
  new Hono<Visit>()
    .use('/api/v1/*', cors({ origin: '*', allowMethods: ['GET', 'HEAD'] }), shortlyKept, etag())
    .get(apiPaths.document.pattern, c => c.json(openApiDocument(c.var.services.config.http.address, above)))

    .get(apiPaths.municipalities.pattern, c => {
      const { config, municipalities } = c.var.services
      const answer = municipalities.all().map(each => municipalityAnswer(config.http.address, each))
      return c.json<Answers['municipalities']>({ municipalities: answer })
    })
    .get(apiPaths.municipality.pattern, aboutTown, c =>
      c.json<Answers['municipality']>(municipalityAnswer(c.var.services.config.http.address, c.var.municipality)),
    )

    .get(apiPaths.dialogues.pattern, aboutTown, async c => {
      const { municipality, services } = c.var
      const dialogues = await services.database.reading(municipality.id, async db => {
        const told = []
        for (const dialogue of (await allDialogues(db)).filter(isPublic))
          told.push({ dialogue, translations: await townTranslationsOf(db, dialogue) })
        return told
      })
      const answer = dialogues.map(({ dialogue, translations }) =>
        dialogueAnswer(services.config.http.address, municipality, dialogue, translations, services.now()),
      )
      return c.json<Answers['dialogues']>({ dialogues: answer })
    })
    .get(apiPaths.dialogue.pattern, aboutTown, aboutPublicDialogue(room), c => {
      const { municipality, services, agenda } = c.var
      return c.json<Answers['dialogue']>(
        dialogueAnswer(services.config.http.address, municipality, agenda.dialogue, agenda.translations, services.now()),
      )
    })

    .get(apiPaths.statements.pattern, aboutTown, aboutPublicDialogue(room), c =>
      c.json<Answers['statements']>(
        statementsAnswer(c.var.municipality, c.var.agenda.dialogue, c.var.agenda.statements, c.var.agenda.translations),
      ),
    )
    .get(apiPaths.results.pattern, aboutTown, aboutPublicDialogue(room), async c => {
      const { municipality, services, agenda } = c.var
      const results = await resultsIn(room, services, municipality, agenda)
      return c.json<Answers['results']>(resultsAnswer(municipality, agenda.dialogue, results))
    })

const shortlyKept: MiddlewareHandler<Visit> = async (c, next) => {
  await next()
  if (c.res.status === 200 || c.res.status === 304) c.header('cache-control', 'public, max-age=60')
  c.header('cross-origin-resource-policy', 'cross-origin')
}

const aboutTown: MiddlewareHandler<About> = async (c, next) => {
  c.set('municipality', c.var.services.municipalities.bySlug(c.req.param('town') ?? '') ?? notFound())
  await next()
}

/** A draft is not there, whoever asks. */
const aboutPublicDialogue =
  (room: Room): MiddlewareHandler<AboutDialogue> =>
  async (c, next) => {
    const agenda = (await room.agendas.of(c.var.municipality, c.req.param('dialogue') ?? '')) ?? notFound()
    c.set('agenda', isPublic(agenda.dialogue) ? agenda : notFound())
    await next()
  }

/** As the results page has them; undefined while nothing is computed, null while too few have voted. */
const resultsIn = (room: Room, { database }: Services, { id, fewestToShow }: Municipality, { dialogue, statements }: Agenda) =>
  database.reading(id, async (db): Promise<Results | undefined | null> => {
    const shown = await room.shown.of(db, dialogue.id, statements, fewestToShow)
    if (!shown || !isOfThisMethod(shown.stamp)) room.maps.refreshSoon(id, dialogue.id)
    return shown?.results ?? ((await peopleVoting(db, dialogue.id)) >= fewestToShow ? undefined : null)
  })
