import { get } from './oparl.request.source.ts'
import {
  type Arrived,
  type CouncilFinding,
  type CouncilReading,
  type CouncilRefusal,
  findingFrom,
  isObject,
  kindOf,
  listIn,
  mostFindings,
  publicPart,
  textIn,
} from './oparl.ts'
import { isWebAddress } from './sequence.ts'

type Limits = { patienceMilliseconds: number; bytes: number; redirects: number; links: number }
/** Somebody waits for the page: everything together takes five seconds at most. An agenda with its files has some 100 KB. */
export const usualLimits: Limits = { patienceMilliseconds: 5000, bytes: 2 * 1024 * 1024, redirects: 3, links: 40 }

/**
 * Reads what a council information system says under an address. Never throws: whatever goes wrong has a name.
 *
 * Staff give the address, and what it leads to gives more: a way to make this server ask for what only it can reach (a router, a database,
 * the metadata of a cloud). So it goes to public addresses alone, judged after the name was looked up and by the very address that is then
 * connected to; `internal` is the one origin the operator has named that may be elsewhere. Links are followed within the same host.
 */
export async function readCouncil(
  address: string,
  internal: string | undefined,
  limits = usualLimits,
): Promise<CouncilReading | { refusal: CouncilRefusal }> {
  if (!isWebAddress(address)) return { refusal: 'address-unreadable' }
  const council = new Council(new URL(address).hostname, internal, limits)
  const found = await council.ask(new URL(address))
  if (!('object' in found)) return found
  const { object } = found
  const kind = kindOf(object)
  if (object.deleted === true) return { refusal: 'deleted' }
  if (!kind) return { refusal: 'kind-unknown' }
  switch (kind) {
    case 'Paper':
      return { kind, ...headOf(object), findings: await council.consultations(listIn(object.consultation).slice(0, mostFindings)) }
    case 'Consultation': {
      const paper = (await council.follow(object.paper)) ?? {}
      return { kind, ...headOf(paper), findings: await council.consultations([object]) }
    }
    case 'AgendaItem': {
      const consultation = await council.follow(object.consultation)
      return { kind, ...headOf(publicPart(object)), findings: [await council.finding(consultation, object)] }
    }
    case 'Meeting':
      return { kind, ...headOf(object), findings: await council.agenda(object) }
  }
}

const headOf = (object: Arrived) => ({ name: textIn(object, 'name', 300), reference: textIn(object, 'reference', 60) })

/** One visit to a council information system: how much of it is left, and what it has already said. */
class Council {
  private readonly host: string
  private readonly internal: string | undefined
  private readonly limits: Limits
  private readonly deadline: AbortSignal
  private readonly known = new Map<string, Promise<Arrived | undefined>>()

  constructor(host: string, internal: string | undefined, limits: Limits) {
    this.host = host
    this.internal = internal
    this.limits = limits
    this.deadline = AbortSignal.timeout(limits.patienceMilliseconds)
  }

  consultations(of: unknown[]): Promise<CouncilFinding[]> {
    return Promise.all(
      of.map(async each => {
        const consultation = (await this.follow(each)) ?? {}
        return this.finding(consultation, await this.follow(consultation.agendaItem))
      }),
    )
  }

  /** What is on the agenda of a meeting in public. */
  async agenda(meeting: Arrived): Promise<CouncilFinding[]> {
    const organization = await this.follow(listIn(meeting.organization)[0])
    return listIn(meeting.agendaItem)
      .filter(isObject)
      .filter(item => item.public !== false)
      .slice(0, mostFindings)
      .map(item => findingFrom({ item, meeting, organization }))
  }

  async finding(consultation: Arrived | undefined, item: Arrived | undefined): Promise<CouncilFinding> {
    const meeting = await this.follow(consultation?.meeting ?? item?.meeting)
    const organization = await this.follow(listIn(consultation?.organization)[0] ?? listIn(meeting?.organization)[0])
    return findingFrom({ consultation, item, meeting, organization })
  }

  /** What stands there, or what its address leads to; undefined where that is nothing: a broken link spoils no reading. */
  async follow(link: unknown): Promise<Arrived | undefined> {
    if (isObject(link)) return link
    if (typeof link !== 'string' || !isWebAddress(link) || new URL(link).hostname !== this.host) return undefined
    const known = this.known.get(link)
    if (known) return known
    if (this.known.size >= this.limits.links) return undefined
    const asked = this.ask(new URL(link)).then(found => ('object' in found ? found.object : undefined))
    this.known.set(link, asked)
    return asked
  }

  async ask(url: URL, redirects = this.limits.redirects): Promise<{ object: Arrived } | { refusal: CouncilRefusal }> {
    const answer = await get(url, this.internal, this.deadline, this.limits.bytes)
    if ('refusal' in answer) return answer
    if ('location' in answer) {
      if (redirects === 0) return { refusal: 'too-many-redirects' }
      const next = URL.canParse(answer.location, url.href) ? new URL(answer.location, url.href) : undefined
      return next && isWebAddress(next.href) ? this.ask(next, redirects - 1) : { refusal: 'answered-otherwise' }
    }
    try {
      const object: unknown = JSON.parse(answer.text)
      return isObject(object) ? { object } : { refusal: 'kind-unknown' }
    } catch {
      return { refusal: 'no-json' }
    }
  }
}
