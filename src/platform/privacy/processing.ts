import type { Read } from '#platform/db'
import type { MessageKey, MessageValues, Translate } from '#platform/languages'
import type { Municipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import type { Ground, RetentionKind } from './retention.ts'

/** What follows `processing.activity.` and stands before `.title`, `.text`, `.data`. */
export type ProcessingKey = MessageKey extends infer Key ? (Key extends `processing.activity.${infer Name}.title` ? Name : never) : never

/** Whom the data are about. */
export type Subjects = 'visitors' | 'participants' | 'subscribers' | 'staff' | 'everybody'

/** One thing that is done with personal data. `Facts`: what a room knows of what is switched on. */
export type Processing<Facts> = {
  key: ProcessingKey
  /** Whether it is done now; what is not done is told nowhere. */
  activeWhen: (facts: Facts) => boolean
  basis: Ground
  subjects: Subjects
  retention: readonly RetentionKind[]
  /** Who receives the data besides the town's own staff, by name, such as the host of a mail server. */
  recipients?: (facts: Facts) => readonly string[]
  /** What its text names, in the language of the page. */
  values?: (facts: Facts, t: Translate) => MessageValues
}

export type ActiveProcessing = Omit<Processing<unknown>, 'activeWhen' | 'recipients' | 'values'> & {
  recipients: readonly string[]
  values: (t: Translate) => MessageValues
}

/** Finds what a room does with personal data in a town as it is configured now. */
export type ProcessingRoom = (db: Read, town: Municipality, services: Services) => Promise<ActiveProcessing[]>

/** A room's processing: one entry for each thing it may do, and how it learns what of it is switched on. */
export const processingOf =
  <Facts>(
    factsOf: (db: Read, town: Municipality, services: Services) => Promise<Facts>,
    processings: readonly Processing<Facts>[],
  ): ProcessingRoom =>
  async (db, town, services) => {
    const facts = await factsOf(db, town, services)
    return processings
      .filter(({ activeWhen }) => activeWhen(facts))
      .map(({ activeWhen: _, recipients, values, ...rest }) => ({
        ...rest,
        recipients: recipients?.(facts) ?? [],
        values: t => values?.(facts, t) ?? {},
      }))
  }
