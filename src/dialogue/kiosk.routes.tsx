import { randomUUID } from 'node:crypto'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { note } from '#platform/audit'
import type { Read } from '#platform/db'
import { fallbackLanguage, languageOf, translatorFor } from '#platform/languages'
import { asStaff, signOutHere } from '#platform/people'
import {
  isSecure,
  isTooMany,
  languageCookie,
  notFound,
  RateLimit,
  readForm,
  reading,
  type Town,
  type TownContext,
  writing,
} from '#platform/web'
import { findDialogue } from './dialogue.store.ts'
import { isOpen } from './dialogue.ts'
import { KioskSetUpPage } from './kiosk.desk.page.tsx'
import { KioskClosingPage, KioskPage, KioskStartPage } from './kiosk.page.tsx'
import { isKioskCode, type Kiosk, type KioskVisit, kioskCookieName, kioskCookieSeconds, obstacleTo, withoutVisit } from './kiosk.ts'
import { levelAskedIn } from './level.store.ts'
import { cookieName } from './participant.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type DialogueContext, type InDialogue } from './visitor.ts'
import { boothAfter } from './vote.routes.tsx'
import { seenBy, withdrawVote } from './vote.store.ts'
import { codeOf, isAnswer } from './vote.ts'

type AtKiosk = { Variables: InDialogue['Variables'] & { kiosk: Kiosk } }
type KioskContext = DialogueContext & { readonly var: AtKiosk['Variables'] }

/** Ten wrong codes in ten minutes are no slip of the finger. */
const mostCodes = { most: 10, seconds: 600 }

/** Every page of the tablet has one address, so that going back shows whoever is there now, and nothing of anybody before. */
export const kioskRoutes = (room: Room) => {
  const codes = new RateLimit(mostCodes)
  return (
    new Hono<AtKiosk>()
      .get(paths.kiosk.pattern, atKiosk(room), reading, async c => {
        if (c.req.query('ende') !== undefined) return toStart(c, room, 'unbenutzt')
        const { kiosk, agenda, services, db } = c.var
        if (!kiosk.visit) return c.html(<KioskStartPage c={c} languages={languagesOf(c)} end={endOf(c.req.query('fertig'))} />)
        const { participant, last } = kiosk.visit
        const seen = await seenBy(db, agenda.dialogue.id, participant)
        const answered = agenda.statements.find(({ number, id }) => number === last && seen.has(id))
        const booth = boothAfter(c, room, seen, participant, answered)
        if (obstacleTo(agenda.dialogue, agenda.level, services.now())) booth.statement = undefined
        return c.html(<KioskPage c={c} booth={booth} />)
      })

      .post(paths.kioskVisit.pattern, atKiosk(room), async c => {
        const wish = (await readForm(c)).text('language')
        const language = languagesOf(c).find(code => code === wish) ?? fallbackLanguage
        goOn(c, room, { participant: randomUUID(), language, at: c.var.services.now().getTime() })
        return c.redirect(paths.kiosk.to(at(c)), 303)
      })

      // As on the voting page, the ballot box counts many votes in one transaction.
      .post(paths.kioskVote.pattern, atKiosk(room), async c => {
        const { kiosk, agenda, municipality, services } = c.var
        if (!kiosk.visit) return toStart(c, room, 'unbenutzt')
        const form = await readForm(c)
        const statement = agenda.byId.get(form.text('statement'))
        const answer = form.text('answer')
        const { participant } = kiosk.visit
        const isCounted =
          statement &&
          isAnswer(answer) &&
          isOpen(agenda.dialogue, services.now()) &&
          (await room.ballots.cast(municipality.id, agenda.dialogue.id, {
            participant,
            channel: 'kiosk',
            statement: statement.id,
            answer: codeOf[answer],
          }))
        if (isCounted) room.newcomers.arrive(municipality.id, participant, `tablet ${kiosk.id}`)
        else room.agendas.forget(municipality.id)
        goOn(c, room, { ...kiosk.visit, last: isCounted ? statement.number : kiosk.visit.last, at: services.now().getTime() })
        return c.redirect(paths.kiosk.to(at(c)), 303)
      })

      .post(paths.kioskWithdrawal.pattern, atKiosk(room), writing, async c => {
        const { kiosk, agenda, municipality, services, db } = c.var
        if (!kiosk.visit) return toStart(c, room, 'unbenutzt')
        const statement = agenda.byId.get((await readForm(c)).text('statement'))
        if (statement && isOpen(agenda.dialogue, services.now())) {
          await withdrawVote(db, agenda.dialogue.id, kiosk.visit.participant, statement.id)
          db.afterCommit(() => room.maps.refreshSoon(municipality.id, agenda.dialogue.id))
        }
        goOn(c, room, { ...kiosk.visit, last: undefined, at: services.now().getTime() })
        return c.redirect(paths.kiosk.to(at(c)), 303)
      })

      .post(paths.kioskEnd.pattern, atKiosk(room), c => toStart(c, room, 'danke'))

      .get(paths.kioskClosing.pattern, atKiosk(room), c => c.html(<KioskClosingPage c={c} />))
      .post(paths.kioskClosing.pattern, atKiosk(room), async c => {
        const { kiosk, municipality, services, role } = c.var
        if (isTooMany(codes, kiosk.id, services.now())) return c.html(<KioskClosingPage c={c} refusal="too-many-tries" />, 429)
        const isRight = role !== undefined || room.kiosks.isCode((await readForm(c)).text('code'), kiosk)
        if (!isRight) return c.html(<KioskClosingPage c={c} refusal="code-wrong" />, 422)
        deleteCookie(c, kioskCookieName(municipality.slug), { path: '/' })
        return c.redirect(`/${municipality.slug}`, 303)
      })
  )
}

/** Where a coordinator turns the device at hand into a tablet for everybody. */
export const kioskDeskRoutes = (room: Room) =>
  new Hono<Town>()
    .get(paths.desk.kiosk.pattern, asStaff('coordinator'), reading, async c => {
      return c.html(<KioskSetUpPage c={c} {...(await placeOf(c, c.var.db))} />)
    })
    // Not `writing`: signing out is a transaction of the instance.
    .post(paths.desk.kiosk.pattern, asStaff('coordinator'), async c => {
      const { municipality, services, signedIn } = c.var
      const code = (await readForm(c)).text('code')
      const { dialogue, obstacle } = await services.database.reading(municipality.id, db => placeOf(c, db))
      if (!isKioskCode(code) || obstacle) {
        const refusal = isKioskCode(code) ? undefined : 'code-unusable'
        return c.html(<KioskSetUpPage c={c} dialogue={dialogue} obstacle={obstacle} refusal={refusal} />, 422)
      }
      await services.database.writing(municipality.id, db =>
        note(db, { personId: signedIn.personId, deed: 'kiosk-started', subject: dialogue.slug }),
      )
      const id = randomUUID()
      keep(c as unknown as Context, room, { id, dialogue: dialogue.id, codeMark: room.kiosks.markOf(code, id) }, municipality)
      for (const name of [cookieName(municipality.slug), languageCookie]) deleteCookie(c, name, { path: '/' })
      await signOutHere(c, signedIn)
      return c.redirect(paths.kiosk.to({ town: municipality.slug, dialogue: dialogue.slug }), 303)
    })

/** The dialogue a tablet is wanted for, and what stands against it. */
async function placeOf(c: TownContext, db: Read) {
  const dialogue = (await findDialogue(db, c.req.param('dialogue') ?? '')) ?? notFound()
  return { dialogue, obstacle: obstacleTo(dialogue, await levelAskedIn(db, dialogue.id), c.var.services.now()) }
}

/** Knows the tablet by its cookie and speaks the language of whoever is at it; without the cookie this is the dialogue's own page. */
const atKiosk =
  (room: Room): MiddlewareHandler<AtKiosk> =>
  async (c, next) => {
    let kiosk: Kiosk | undefined
    await aboutDialogue(room)(c as unknown as Context<InDialogue>, async () => {
      const { municipality, services, agenda } = c.var
      const opened = room.kiosks.open(getCookie(c, kioskCookieName(municipality.slug)), municipality.id, services.now())
      kiosk = opened?.dialogue === agenda.dialogue.id ? opened : undefined
    })
    if (!kiosk) return c.redirect(paths.dialogue.to(at(c)), 303)
    c.set('kiosk', kiosk)
    const code = kiosk.visit?.language ?? fallbackLanguage
    c.set('language', languageOf(code))
    c.set('t', translatorFor(code))
    c.header('content-language', code)
    await next()
  }

/** The visit goes on: same person, new state. */
const goOn = (c: KioskContext, room: Room, visit: KioskVisit) =>
  keep(c as unknown as Context, room, { ...c.var.kiosk, visit }, c.var.municipality)

/** Whoever was there is forgotten by the tablet. */
function toStart(c: KioskContext, room: Room, end: 'danke' | 'unbenutzt') {
  keep(c as unknown as Context, room, withoutVisit(c.var.kiosk), c.var.municipality)
  return c.redirect(paths.kiosk.to(at(c), { fertig: end }), 303)
}

function keep(c: Context, room: Room, kiosk: Kiosk, { id, slug }: { id: string; slug: string }) {
  setCookie(c, kioskCookieName(slug), room.kiosks.seal(kiosk, id), {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(c as unknown as KioskContext),
    maxAge: kioskCookieSeconds,
  })
}

const endOf = (word: string | undefined) => (word === 'danke' ? 'thanks' : word === 'unbenutzt' ? 'idle' : undefined)
const languagesOf = (c: KioskContext) => c.var.offered.map(({ code }) => code)
const at = (c: { var: { municipality: { slug: string }; agenda: { dialogue: { slug: string } } } }) => ({
  town: c.var.municipality.slug,
  dialogue: c.var.agenda.dialogue.slug,
})
