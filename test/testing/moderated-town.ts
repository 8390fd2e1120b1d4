import { randomUUID } from 'node:crypto'
import type { Municipality } from '#platform/municipalities'
import { putDialogue } from '../../src/dialogue/dialogue.store.ts'
import type { Dialogue } from '../../src/dialogue/dialogue.ts'
import type { Browser } from './browser.ts'
import { inTown, openTestInstance, type TestInstance } from './instance.ts'
import type { StaffBrowser } from './staff.ts'

export const moderatedDialogue = '/musterstadt/dialog/zusammenleben'
export const moderatedDesk = '/musterstadt/verwaltung/dialoge/zusammenleben'

/** A town with an open dialogue, two moderators, and residents who write statements through the form. */
export type ModeratedTown = {
  instance: TestInstance
  town: Municipality
  dialogue: Dialogue
  mia: StaffBrowser
  /** Writes a statement; answers with its number. */
  propose(text: string, author?: Browser): Promise<number>
  decide(number: number, state: string, more?: Record<string, string>, by?: StaffBrowser): Promise<Response>
  second(): Promise<StaffBrowser>
  daysLater(days: number): void
}

export async function openModeratedTown(environment: Record<string, string> = {}): Promise<ModeratedTown> {
  const instance = await openTestInstance(environment)
  const town = await instance.addTown()
  const dialogue: Dialogue = {
    id: randomUUID(),
    slug: 'zusammenleben',
    question: 'Wie wollen wir zusammenleben?',
    description: '',
    phase: 'open',
    opensAt: null,
    closesAt: null,
    residentsMayAdd: true,
    moderation: 'before',
    statementLength: 140,
    languages: ['de', 'uk', 'ar'],
    licence: 'CC-BY-4.0',
    sourceNote: '',
    importDigest: null,
  }
  await inTown(instance, town, db => putDialogue(db, dialogue))
  const mia = await instance.staff(town, 'moderator', { name: 'Mia', email: 'mia@musterstadt.example' })
  const form = `${moderatedDialogue}/aussage`
  return {
    instance,
    town,
    dialogue,
    mia: mia as StaffBrowser,
    propose: async (text, author = instance.visitor()) => {
      const answered = await author.submit(form, form, { text, language: 'de' })
      const number = Number(/eingereicht=(\d+)/.exec(answered.headers.get('location') ?? '')?.[1])
      if (!number) throw new Error(`The statement was answered with ${answered.status}`)
      return number
    },
    decide: (number, state, more = {}, by = mia as StaffBrowser) =>
      by.post(`${moderatedDesk}/moderation/${number}`, { csrf: by.csrf, state, seen: 'pending', ...more }),
    second: () => instance.staff(town, 'moderator', { name: 'Max', email: 'max@musterstadt.example' }) as Promise<StaffBrowser>,
    daysLater: days => {
      instance.clock.now = new Date(instance.clock.now.getTime() + days * 86_400_000)
    },
  }
}
