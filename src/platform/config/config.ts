import { join, resolve } from 'node:path'
import { type ProtocolName, protocolNames } from '../translation/protocols.ts'
import { projectRoot } from './root.ts'

export type Config = {
  readonly database: { kind: 'embedded'; directory: string } | { kind: 'postgres'; url: string; connections: number }
  /** The key that signs and hashes: given, or else kept in this file. */
  readonly key: { given: Buffer | undefined; file: string }
  readonly http: { host: string; port: number; address: string; trustedProxies: number }
  readonly mail: { server: string; from: string } | undefined
  /** `charactersPerMonth`: that each municipality may have translated */
  readonly translation: { protocol: ProtocolName; address: string; key: string | undefined; charactersPerMonth: number } | undefined
  /** Origin of a council information system that may stand in a private network. */
  readonly councilSystem: string | undefined
  readonly log: LogLevel
  readonly staticDirectory: string
  /** Started by a script of npm, with a shell in between. */
  readonly isUnderNpm: boolean
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export class ConfigMistakes extends Error {
  constructor(mistakes: string[]) {
    super(
      `The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map(m => `  ${m}`).join('\n')}`,
    )
    this.name = 'ConfigMistakes'
  }
}

/** Reads the whole configuration once; throws ConfigMistakes naming every variable that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const mistakes: string[] = []
  const mistake = (name: string, why: string) => void mistakes.push(`${name}: ${why}`)
  const text = (name: string) => environment[name]?.trim() || undefined

  const wholeNumber = (name: string, fallback: number, from: number, to: number) => {
    const given = text(name)
    if (given === undefined) return fallback
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN
    if (number >= from && number <= to) return number
    mistake(name, `must be a whole number from ${from} to ${to}, not "${given}"`)
    return fallback
  }
  const url = (name: string, protocols: string[]) => {
    const given = text(name)
    if (given === undefined) return undefined
    if (URL.canParse(given) && protocols.includes(new URL(given).protocol)) return given
    mistake(name, `must be an address beginning with ${protocols.map(p => `${p}//`).join(' or ')}`)
    return undefined
  }

  const port = wholeNumber('LEITBILD_PORT', 3000, 0, 65535)
  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:'])
  const connections = wholeNumber('LEITBILD_DATABASE_CONNECTIONS', 10, 2, 200)
  const mailServer = url('LEITBILD_SMTP', ['smtp:', 'smtps:'])
  const mailFrom = text('LEITBILD_MAIL_FROM')
  if (mailServer && !mailFrom) mistake('LEITBILD_MAIL_FROM', 'is needed when LEITBILD_SMTP is set')
  if (mailFrom && !mailFrom.includes('@')) mistake('LEITBILD_MAIL_FROM', 'must be an e-mail address')
  const translation = () => {
    const address = url('LEITBILD_TRANSLATION', ['http:', 'https:'])?.replace(/\/+$/, '')
    const [name, key, characters] = [text(protocolVariable), text(keyVariable), text(charactersVariable)]
    if (!address) {
      for (const [variable, given] of [
        [protocolVariable, name],
        [keyVariable, key],
        [charactersVariable, characters],
      ] as const)
        if (given) mistake(variable, 'means nothing without LEITBILD_TRANSLATION')
      return undefined
    }
    const protocol = protocolNames.find(known => known === name)
    if (!protocol) mistake(protocolVariable, `must be one of ${protocolNames.join(', ')} when LEITBILD_TRANSLATION is set`)
    if (protocol === 'deepl' && !key) mistake(keyVariable, 'is needed for deepl')
    if (characters === undefined) mistake(charactersVariable, 'is needed when LEITBILD_TRANSLATION is set')
    const charactersPerMonth = wholeNumber(charactersVariable, 0, 0, 1_000_000_000)
    return protocol && Object.freeze({ protocol, address, key, charactersPerMonth })
  }
  const translationService = translation()
  const councilSystem = url('LEITBILD_COUNCIL_SYSTEM', ['http:', 'https:'])
  const log = text('LEITBILD_LOG') ?? 'info'
  if (!logLevels.includes(log as LogLevel)) mistake('LEITBILD_LOG', `must be one of ${logLevels.join(', ')}, not "${log}"`)
  const secret = text('LEITBILD_SECRET')
  if (secret && secret.length < 32) mistake('LEITBILD_SECRET', 'must have at least 32 characters, drawn at random')
  const directory = resolve(text('LEITBILD_DATA') ?? 'data')
  const address = url('LEITBILD_ADDRESS', ['http:', 'https:']) ?? `http://localhost:${port}`
  const trustedProxies = wholeNumber('LEITBILD_TRUSTED_PROXIES', 0, 0, 10)
  for (const name of Object.keys(environment))
    if (name.startsWith('LEITBILD_') && !known.has(name)) mistake(name, `is not known; known are ${[...known].join(', ')}`)

  if (mistakes.length > 0) throw new ConfigMistakes(mistakes)
  return Object.freeze({
    database: databaseUrl ? ({ kind: 'postgres', url: databaseUrl, connections } as const) : ({ kind: 'embedded', directory } as const),
    key: Object.freeze({ given: secret ? Buffer.from(secret) : undefined, file: join(directory, 'secret.key') }),
    http: Object.freeze({ host: text('LEITBILD_HOST') ?? 'localhost', port, address: address.replace(/\/+$/, ''), trustedProxies }),
    mail: mailServer && mailFrom ? Object.freeze({ server: mailServer, from: mailFrom }) : undefined,
    translation: translationService,
    councilSystem: councilSystem && new URL(councilSystem).origin,
    log: log as LogLevel,
    staticDirectory: join(projectRoot, 'dist', 'static'),
    isUnderNpm: environment.npm_lifecycle_event !== undefined,
  })
}

const [protocolVariable, keyVariable, charactersVariable] = [
  'LEITBILD_TRANSLATION_PROTOCOL',
  'LEITBILD_TRANSLATION_KEY',
  'LEITBILD_TRANSLATION_CHARACTERS',
]

const known = new Set([
  'LEITBILD_ADDRESS',
  'LEITBILD_COUNCIL_SYSTEM',
  'LEITBILD_DATA',
  'LEITBILD_DATABASE_CONNECTIONS',
  'LEITBILD_HOST',
  'LEITBILD_LOG',
  'LEITBILD_MAIL_FROM',
  'LEITBILD_PORT',
  'LEITBILD_POSTGRES_BIN',
  'LEITBILD_SECRET',
  'LEITBILD_SHARED_DATA',
  'LEITBILD_SMTP',
  'LEITBILD_TRANSLATION',
  'LEITBILD_TRANSLATION_CHARACTERS',
  'LEITBILD_TRANSLATION_KEY',
  'LEITBILD_TRANSLATION_PROTOCOL',
  'LEITBILD_TRUSTED_PROXIES',
])
