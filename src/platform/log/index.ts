import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from '../config/index.ts'

/**
 * One JSON line a happening. What may stand in it is decided where it is called: never a vote, a statement's text, an e-mail address
 * or a full network address. Links are told by the pattern of their route, because an address can hold a one-time token.
 */
export type Log = Logger

export const openLog = (level: LogLevel, to?: DestinationStream): Log =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: label => ({ level: label }) } },
    to as DestinationStream,
  )
