import { languageOf } from '#platform/languages'
import { charactersIn, type ServiceRefusal, type ServiceTrouble } from '#platform/translation'
import type { Original, Pair } from './translation.ts'

/** A dialogue to be translated into a language, as it waits in the queue. */
export type Order = { municipality: string; dialogue: string; language: string }

export type OrderRefusal = ServiceRefusal | ServiceTrouble | 'switched-off' | 'not-public' | 'budget-used-up'

/** What became of an order; while it waits, `reason` says why it takes so long. */
export type OrderStanding = {
  language: string
  state: 'waiting' | 'done' | 'refused'
  reason: OrderRefusal | null
  /** how often in a row the service could not be reached */
  attempts: number
  changedAt: Date
}

/** Then somebody has to look: the queue waits twice as long after every attempt, two hours in all. */
export const mostAttempts = 7

/** Whether the machine is at it. An order that has said nothing for a day is lost, and can be given again. */
export const isUnderWay = (order: OrderStanding | undefined, now: Date) =>
  order?.state === 'waiting' && now.getTime() - order.changedAt.getTime() < 86_400_000

/** `used` and `most`: characters of this month. */
export type MachineDesk = { host: string; isOn: boolean; used: number; most: number }

/** A request stays well below what the services take (DeepL: 50 texts), and below the two minutes a job may last. */
const textsAtOnce = 20
const charactersAtOnce = 5000

/** No machine is asked to make a text easy. */
export const isForMachines = (language: string) => !languageOf(language).isEasyForm

/** What a machine may translate: what is missing, and its own work where the text has changed. What a person wrote stays. */
export const isForMachine = ({ standing, translation }: Pair) =>
  standing === 'missing' || (standing === 'stale' && translation?.origin === 'machine')

/** Texts in one language, as many as fit into one request and into what is `left` of the month's characters. */
export function batchOf(originals: readonly Original[], left: number): Original[] {
  const batch: Original[] = []
  let room = Math.min(charactersAtOnce, left)
  for (const original of originals) {
    const characters = charactersIn([original.text])
    const fits = characters <= room || (batch.length === 0 && characters <= left)
    if (!fits || original.language !== (batch[0]?.language ?? original.language)) continue
    batch.push(original)
    room -= characters
    if (batch.length === textsAtOnce) break
  }
  return batch
}
