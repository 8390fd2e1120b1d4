import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export type VoteGiven = { participant: string; statement: string; answer: 'agree' | 'disagree' | 'pass' }

type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

/** Somebody with a browser of their own and one connection: opens the page, votes, gets the next statement with each answer. */
export class Voter {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 })
  private readonly address: string
  private readonly page: string
  private cookie = ''
  private card: { statement: string; ticket: string | undefined } | undefined

  constructor(address: string, page: string) {
    this.address = address
    this.page = page
  }

  /** A new person on the same connection: no cookie. */
  async open() {
    this.cookie = ''
    const { status, body } = await this.send('GET', this.page)
    if (status !== 200) throw new Error(`The voting page was answered with ${status}`)
    this.card = cardIn(body)
  }

  /** Answers the statement at hand; undefined when there is none left. Throws when the vote was not acknowledged. */
  async vote(answer: VoteGiven['answer']): Promise<VoteGiven | undefined> {
    if (!this.card) return undefined
    const { statement, ticket } = this.card
    const fields = new URLSearchParams({ statement, answer, ...(ticket && { ticket }) })
    const { status, headers, body } = await this.send('POST', `${this.page}/stimme`, fields.toString())
    if (status !== 200) throw new Error(`A vote was answered with ${status}`)
    const cookie = headers['set-cookie']?.find(line => line.startsWith('teilnahme-'))?.split(';')[0]
    if (cookie) this.cookie = cookie
    this.card = cardIn(body)
    return { participant: decodeURIComponent(this.cookie.split('=')[1] ?? '').split('.')[0] ?? '', statement, answer }
  }

  close() {
    this.agent.destroy()
  }

  private send(method: string, path: string, body?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = {
        'sec-fetch-site': 'same-origin',
        'accept-language': 'de',
        ...(this.cookie && { cookie: this.cookie }),
        ...(body !== undefined && {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-fragment': 'booth',
        }),
      }
      const outgoing = request(this.address + path, { method, agent: this.agent, headers }, incoming => {
        const parts: Buffer[] = []
        incoming.on('data', part => parts.push(part))
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(parts).toString() }),
        )
        incoming.on('error', reject)
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

function cardIn(html: string) {
  const form = /<form action="[^"]*\/stimme"[\s\S]*?<\/form>/.exec(html)?.[0]
  const statement = form && /name="statement" value="([^"]*)"/.exec(form)?.[1]
  if (!form || !statement) return undefined
  return { statement, ticket: /name="ticket" value="([^"]*)"/.exec(form)?.[1] }
}
