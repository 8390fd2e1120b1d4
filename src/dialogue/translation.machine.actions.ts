import { note } from '#platform/audit'
import type { Database, Read, Write } from '#platform/db'
import type { JobHandlers } from '#platform/jobs'
import { charactersIn, openTranslationService, type TranslationService } from '#platform/translation'
import { BadRequest, type Services, type SignedIn } from '#platform/web'
import { findDialogueById } from './dialogue.store.ts'
import { type Dialogue, isPublic } from './dialogue.ts'
import {
  charactersUsed,
  checkedStatements,
  countCharacters,
  findOrder,
  isServiceOn,
  lockCharacters,
  putOrder,
  queueOrder,
  switchService,
} from './translation.machine.store.ts'
import {
  batchOf,
  isForMachine,
  isForMachines,
  isUnderWay,
  type MachineDesk,
  mostAttempts,
  type Order,
  type OrderRefusal,
} from './translation.machine.ts'
import { lockTranslations, putTranslation, translationPairs } from './translation.store.ts'
import { judgeTranslation, type Original, tidiedFor } from './translation.ts'

/** Somebody of staff asks for everything that is missing in a language. Asking twice is asking once. */
export async function orderTranslation(db: Write, by: SignedIn, dialogue: Dialogue, language: string, now: Date) {
  if (!isForMachines(language) || !isPublic(dialogue) || !(await isServiceOn(db))) throw new BadRequest('value-unknown') // no page offers it
  await lockTranslations(db, dialogue)
  if (isUnderWay(await findOrder(db, dialogue.id, language), now)) return
  await queueOrder(db, dialogue.id, language, now)
  await note(db, { personId: by.personId, deed: 'translation-ordered', subject: dialogue.slug, details: { language } })
}

/** A municipality lets its published texts be translated by the service of the instance, or no longer. */
export async function switchTranslationService(db: Write, by: SignedIn, isOn: boolean, host: string) {
  await switchService(db, isOn)
  await note(db, { personId: by.personId, deed: isOn ? 'translation-service-on' : 'translation-service-off', subject: host })
}

type Machine = { database: Database; service: TranslationService | undefined; charactersPerMonth: number; now: () => Date }

/** Does the queue's orders, one request at a time; what is left is queued again, so that no job lasts long. */
export function translationHandlers(
  { config, database, now }: Pick<Services, 'config' | 'database' | 'now'>,
  service = config.translation && openTranslationService(config.translation),
): JobHandlers {
  const machine: Machine = { database, service, charactersPerMonth: config.translation?.charactersPerMonth ?? 0, now }
  return { translation: payload => doOrder(machine, payload as Order) }
}

/** Characters are counted and committed before anything is sent: a crash may waste some of them, and never exceeds them. */
async function doOrder(machine: Machine, order: Order) {
  const { database, service } = machine
  const batch = await database.writing(order.municipality, db => takeBatch(db, machine, order))
  if (batch.length === 0 || !service) return
  const texts = batch.map(({ text }) => text)
  const answer = await service.translate(texts, batch[0]!.language, order.language)
  const trouble = await database.writing(order.municipality, async db => {
    if ('texts' in answer) return settle(db, machine, order, batch, answer.texts)
    if (!answer.isBilled) await countCharacters(db, -charactersIn(texts), machine.now())
    if ('trouble' in answer) return putOff(db, machine, order, answer.trouble)
    await refuse(db, machine, order, answer.refusal)
  })
  if (trouble) throw new ServiceUnavailable(trouble)
}

/** What can be sent now, already counted; empty where there is nothing to do or nothing may be done, which the order then says. */
async function takeBatch(db: Write, machine: Machine, { dialogue: id, language }: Order): Promise<Original[]> {
  const order = { dialogue: id, language }
  const dialogue = await findDialogueById(db, id)
  if (!dialogue) return []
  if (!machine.service || !(await isServiceOn(db))) return refuse(db, machine, order, 'switched-off')
  if (!isPublic(dialogue)) return refuse(db, machine, order, 'not-public')
  const checked = await checkedStatements(db, id)
  const { pairs } = await translationPairs(db, dialogue, language)
  const wanted = pairs.filter(isForMachine).map(({ original }) => original)
  const sendable = wanted.filter(({ item }) => !/^\d+$/.test(item) || checked.has(Number(item)))
  if (sendable.length === 0) {
    await putOrder(db, id, { language, state: 'done', reason: null, attempts: 0, changedAt: machine.now() })
    return []
  }
  const batch = batchOf(sendable, machine.charactersPerMonth - (await lockCharacters(db, machine.now())))
  if (batch.length === 0) return refuse(db, machine, order, 'budget-used-up')
  await countCharacters(db, charactersIn(batch.map(({ text }) => text)), machine.now())
  return batch
}

/** Stores what came back as drafts by a machine, unless somebody has written a translation meanwhile, and queues what is left. */
async function settle(db: Write, machine: Machine, order: Order, batch: readonly Original[], answered: readonly string[]) {
  const { dialogue: id, language } = order
  const dialogue = await findDialogueById(db, id)
  if (!dialogue) return
  await lockTranslations(db, dialogue)
  const { pairs } = await translationPairs(db, dialogue, language)
  const open = new Set(pairs.filter(isForMachine).map(({ original }) => original.item))
  const drafts = batch.map(({ item, ...of }, place) => ({ item, of, text: tidiedFor(item, answered[place]!) }))
  if (drafts.some(({ item, text }) => judgeTranslation(item, text))) return void (await refuse(db, machine, order, 'answer-unusable'))
  for (const draft of drafts)
    if (open.has(draft.item)) await putTranslation(db, id, { ...draft, language, origin: 'machine', state: 'draft' }, machine.now())
  await queueOrder(db, id, language, machine.now())
}

async function putOff(db: Write, machine: Machine, order: Order, trouble: OrderRefusal): Promise<OrderRefusal | undefined> {
  const attempts = ((await findOrder(db, order.dialogue, order.language))?.attempts ?? 0) + 1
  const isOver = attempts >= mostAttempts
  const { language } = order
  await putOrder(db, order.dialogue, {
    language,
    state: isOver ? 'refused' : 'waiting',
    reason: trouble,
    attempts,
    changedAt: machine.now(),
  })
  return isOver ? undefined : trouble
}

async function refuse(
  db: Write,
  machine: Machine,
  { dialogue, language }: Omit<Order, 'municipality'>,
  reason: OrderRefusal,
): Promise<never[]> {
  await putOrder(db, dialogue, { language, state: 'refused', reason, attempts: 0, changedAt: machine.now() })
  return []
}

/** Lets the queue try again, later and later. */
class ServiceUnavailable extends Error {
  override name = 'ServiceUnavailable'
}

/** What the desk says about the machine; undefined where the instance has none. */
export async function machineDeskOf(db: Read, { config, now }: Pick<Services, 'config' | 'now'>): Promise<MachineDesk | undefined> {
  if (!config.translation) return undefined
  return {
    host: new URL(config.translation.address).host,
    isOn: await isServiceOn(db),
    used: await charactersUsed(db, now()),
    most: config.translation.charactersPerMonth,
  }
}
