import { lookup as lookUp } from 'node:dns'
import * as http from 'node:http'
import * as https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { CouncilRefusal } from './oparl.ts'

type Answer = { text: string } | { location: string } | { refusal: CouncilRefusal }

/**
 * Asks a public address, or the one origin that may be elsewhere. Judged is the address that is then connected to, so that a name cannot
 * point elsewhere a moment later.
 */
export function get(url: URL, internal: string | undefined, signal: AbortSignal, mostBytes: number): Promise<Answer> {
  const mayBePrivate = url.origin === internal
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // a number is connected to without being looked up
  if (!mayBePrivate && isIP(host) && isPrivate(host)) return Promise.resolve({ refusal: 'address-private' })
  return new Promise(resolve => {
    const fail = (error: Error) =>
      resolve({ refusal: error instanceof PrivateAddress ? 'address-private' : signal.aborted ? 'too-slow' : 'unreachable' })
    const request = (url.protocol === 'https:' ? https : http).get(
      url,
      {
        agent: false, // no connection is kept on which a later name would not be looked up
        signal,
        lookup: mayBePrivate ? undefined : lookUpPublic,
        headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Leitbild' },
      },
      response => {
        const { statusCode = 0, headers } = response
        if (statusCode >= 300 && statusCode < 400 && headers.location) return leave({ location: headers.location })
        if (statusCode === 404 || statusCode === 410) return leave({ refusal: 'nothing-there' })
        if (statusCode !== 200) return leave({ refusal: 'answered-otherwise' })
        const parts: Buffer[] = []
        let bytes = 0
        response.on('data', (part: Buffer) => {
          bytes += part.byteLength
          if (bytes > mostBytes) return leave({ refusal: 'too-large' })
          parts.push(part)
        })
        response.on('end', () => resolve({ text: Buffer.concat(parts).toString('utf8') }))
        response.on('error', fail)
      },
    )
    const leave = (answer: Answer) => {
      resolve(answer)
      request.destroy()
    }
    request.on('error', fail)
  })
}

class PrivateAddress extends Error {}

/** Every address of a name has to be public: which one is taken is not ours to say. */
const lookUpPublic: LookupFunction = (name, options, found) =>
  lookUp(name, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error || !first) return found(error ?? new Error(`${name} has no address`), '', 0)
    if (addresses.some(({ address }) => isPrivate(address))) return found(new PrivateAddress(), '', 0)
    return options.all ? found(null, addresses) : found(null, first.address, first.family)
  })

/** Addresses that are not anybody's on the internet (https://www.iana.org/assignments/iana-ipv4-special-registry and …-ipv6-…). */
export function isPrivate(address: string): boolean {
  if (isIP(address) === 4) return notPublic.check(address, 'ipv4')
  const mapped = /^::ffff:/i.test(address)
  return mapped || !globalUnicast.check(address, 'ipv6') || notPublic.check(address, 'ipv6')
}

const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

const notPublic = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv6')
