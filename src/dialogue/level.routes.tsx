import { Hono } from 'hono'
import type { Write } from '#platform/db'
import { forgetProvenSubject, judgeEmail, participantDoor, provenSubject, readEmail } from '#platform/people'
import { isTooMuch, RateLimit, readForm, reading, signerFor, type Writing, writing } from '#platform/web'
import { isOpen } from './dialogue.ts'
import { readCode } from './letter.code.ts'
import { linkHours, mailConfirmation, raiseByCode, raiseByProof } from './level.actions.ts'
import { ArrivalPage, doorRefusals, type LevelDesk, LevelPage } from './level.page.tsx'
import type { Proof } from './level.store.ts'
import { type LevelRefusal, proofHash, type Raised } from './level.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { questionText } from './translation.page.tsx'
import { aboutDialogue, type DialogueContext, type InDialogue, participantOf, remember } from './visitor.ts'

/** Attempts of one network: a whole library may stand behind it. One address is not written to again and again. */
const limits = () => ({ network: new RateLimit({ most: 30, seconds: 15 * 60 }), address: new RateLimit({ most: 3, seconds: 3600 }) })

type WritingContext = DialogueContext & { readonly var: Writing['Variables'] }

export function levelRoutes(room: Room) {
  const { network, address } = limits()
  return new Hono<InDialogue>()
    .get(paths.level.pattern, aboutDialogue(room), reading, async c => {
      const { agenda, db } = c.var
      if (agenda.level === 'anonymous') return c.redirect(paths.dialogue.to(at(c)), 303)
      const door = agenda.level === 'oidc' ? await participantDoor(c, db, paths.levelAccount.to(at(c))) : undefined
      const doorRefusal = doorRefusals.find(refusal => refusal === c.req.query('konto'))
      return c.html(<LevelPage c={c} desk={{ ...deskOf(c), isSent: c.req.query('gesendet') !== undefined, door, doorRefusal }} />)
    })

    .post(paths.level.pattern, aboutDialogue(room), writing, async c => {
      const { agenda, services } = c.var
      const form = await readForm(c)
      const typed = form.text(agenda.level === 'letter' ? 'code' : 'email')
      const refused = (refusal: LevelRefusal) =>
        c.html(<LevelPage c={c} desk={{ ...deskOf(c), typed, refusal }} />, refusal === 'too-many-at-once' ? 429 : 422)
      if (agenda.level !== 'letter' && agenda.level !== 'email') return c.redirect(paths.level.to(at(c)), 303)
      if (!isOpen(agenda.dialogue, services.now())) return refused('dialogue-closed')
      if (isTooMuch(c, network)) return refused('too-many-at-once')
      if (agenda.level === 'letter') {
        const raised = await raiseByTypedCode(c, room, typed)
        return 'refusal' in raised ? refused(raised.refusal) : arrived(c, room, raised)
      }
      const refusal = judgeEmail(typed)
      if (refusal) return refused(refusal)
      const email = readEmail(typed) ?? typed
      if (isMailedTooOften(c, address, email)) return refused('too-many-at-once')
      await sendLink(c, email)
      return c.redirect(paths.level.to(at(c), { gesendet: 1 }), 303)
    })

    .get(paths.levelLink.pattern, aboutDialogue(room), c =>
      c.html(<ArrivalPage c={c} action={c.req.path} state={linkedProof(c) ? 'ready' : 'gone'} />, linkedProof(c) ? 200 : 410),
    )
    .post(paths.levelLink.pattern, aboutDialogue(room), writing, c => arriveWith(c, room, linkedProof(c)))

    .get(paths.levelAccount.pattern, aboutDialogue(room), c => {
      const said = c.req.query('konto')
      if (said) return c.redirect(paths.level.to(at(c), { konto: said }), 303)
      return c.html(
        <ArrivalPage c={c} action={paths.levelAccount.to(at(c))} state={shownProof(c) ? 'ready' : 'gone'} />,
        shownProof(c) ? 200 : 410,
      )
    })
    .post(paths.levelAccount.pattern, aboutDialogue(room), writing, c => arriveWith(c, room, shownProof(c)))
}

async function raiseByTypedCode(c: WritingContext, room: Room, typed: string): Promise<Raised<LevelRefusal>> {
  const { agenda, services, db } = c.var
  const code = readCode(typed)
  if (typed === '') return { refusal: 'code-missing' }
  if (!code) return { refusal: 'code-mistyped' }
  const hash = proofHash(services.secret, 'letter', agenda.dialogue.id, code)
  return raiseByCode(db, agenda.dialogue.id, hash, { participant: participantOf(c, room), now: services.now() })
}

/** The button behind a link or an account. */
async function arriveWith(c: WritingContext, room: Room, proof: Proof | undefined) {
  const { agenda, services, db } = c.var
  const mayMove = (await readForm(c)).text('umziehen') === 'ja'
  const refused = (refusal: LevelRefusal) => c.html(<LevelPage c={c} desk={{ ...deskOf(c), refusal }} />, 422)
  if (!proof || proof.level !== agenda.level) return c.html(<ArrivalPage c={c} action={c.req.path} state="gone" />, 410)
  if (!isOpen(agenda.dialogue, services.now())) return refused('dialogue-closed')
  const raised = await raiseByProof(db, agenda.dialogue.id, proof, { participant: participantOf(c, room), mayMove, now: services.now() })
  if (!('refusal' in raised)) return arrived(c, room, raised)
  if (raised.refusal === 'used-elsewhere') return c.html(<ArrivalPage c={c} action={c.req.path} state="elsewhere" />, 409)
  return refused('voice-given')
}

function arrived(c: WritingContext, room: Room, { participant }: { participant: string }) {
  const { agenda, municipality, db } = c.var
  remember(c, room, participant)
  forgetProvenSubject(c)
  db.afterCommit(() => room.maps.refreshSoon(municipality.id, agenda.dialogue.id))
  return c.redirect(paths.dialogue.to(at(c)), 303)
}

// ── Links in mails: signed, for one dialogue, naming a hash alone ────────────────────────────────────────────────────────────

async function sendLink(c: WritingContext, email: string) {
  const { agenda, municipality, services, t, db } = c.var
  const hash = proofHash(services.secret, 'email', agenda.dialogue.id, email)
  const until = services.now().getTime() + linkHours * 3600_000
  const token = signerFor(services.secret, 'level').sign([agenda.dialogue.id, hash, until].join('.'))
  const url = services.config.http.address + paths.levelLink.to({ ...at(c), token })
  await mailConfirmation(db as Write, municipality, { ...agenda.dialogue, question: questionText(c, agenda.dialogue) }, { email, url, t })
  db.afterCommit(services.wakeJobs)
}

function linkedProof(c: DialogueContext): Proof | undefined {
  const { agenda, services } = c.var
  const [dialogue, hash, until] = signerFor(services.secret, 'level').open(c.req.param('token'))?.split('.') ?? []
  const isGood = dialogue === agenda.dialogue.id && Number(until) > services.now().getTime() && agenda.level === 'email'
  return isGood && hash ? { level: 'email', hash } : undefined
}

/** Issuer and subject as one, hashed for this dialogue alone; neither is stored. */
function shownProof(c: DialogueContext): Proof | undefined {
  const { agenda, services } = c.var
  const shown = agenda.level === 'oidc' ? provenSubject(c) : undefined
  return (
    shown && { level: 'oidc', hash: proofHash(services.secret, 'oidc', agenda.dialogue.id, JSON.stringify([shown.issuer, shown.subject])) }
  )
}

function isMailedTooOften(c: DialogueContext, limit: RateLimit, email: string): boolean {
  try {
    limit.count(email, c.var.services.now())
    return false
  } catch {
    return true
  }
}

const deskOf = (c: DialogueContext): LevelDesk => ({
  level: c.var.agenda.level === 'anonymous' ? 'letter' : c.var.agenda.level,
  typed: '',
  canSend: c.var.services.config.mail !== undefined,
})
const at = (c: DialogueContext) => ({ town: c.var.municipality.slug, dialogue: c.var.agenda.dialogue.slug })
