import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Posted, TownContext } from '#platform/web'
import type { ChannelComparison } from './channel.results.ts'
import { putParticipant } from './proposal.store.ts'
import type { Results } from './results.ts'
import type { Room } from './room.ts'
import { ShownResults } from './shown-results.ts'
import { participantOf, remember } from './visitor.ts'

/** What the rooms above may ask of the dialogues while they run. */
export type DialogueDoor = {
  /** What a dialogue has brought, as everybody may know it; undefined while too few people take part. */
  resultsOf(db: Read, dialogue: string, fewest: number): Promise<Results | undefined>
  /** How many have come in by each channel, as everybody may know it; empty where that cannot be told. */
  channelsOf(db: Read, dialogue: string, fewest: number): Promise<ChannelComparison['channels']>
  participants: Participants
}

/** The pseudonyms of a town's visitors: one and the same in everything they take part in. */
export type Participants = {
  /** The pseudonym of this browser, if it has one. */
  known(c: TownContext): string | undefined
  /** Stands as `ticket` in the forms of somebody who has no pseudonym yet. */
  newTicket(c: TownContext): string
  /** The pseudonym of this browser, that of the ticket in the form, or a new one. */
  ofForm(c: TownContext, form: Posted): string
  /** Remembers the pseudonym in the browser alone: somebody who writes something has cast no vote yet. */
  remember(c: TownContext, participant: string): void
  /** Stores a pseudonym that takes part for the first time, and remembers it in the browser. */
  welcome(c: TownContext, db: Write, participant: string): Promise<void>
}

/** Results alone, for whoever has not opened the dialogues. */
export const openResults = (shown = new ShownResults()): Pick<DialogueDoor, 'resultsOf'> => ({
  resultsOf: async (db, dialogue, fewest) => (await shown.ofDialogue(db, dialogue, fewest))?.results,
})

export const openDoor = (room: Room): DialogueDoor => ({
  ...openResults(room.shown),
  channelsOf: async (db, dialogue, fewest) => (await room.shown.ofDialogue(db, dialogue, fewest))?.channels?.channels ?? [],
  participants: {
    known: c => participantOf(c, room),
    newTicket: c => room.pseudonyms.newTicket(c.var.municipality.id, c.var.services.now()),
    ofForm: (c, form) =>
      participantOf(c, room) ??
      room.pseudonyms.fromTicket(form.text('ticket'), c.var.municipality.id, c.var.services.now()) ??
      crypto.randomUUID(),
    remember: (c, participant) => remember(c, room, participant),
    welcome: async (c, db, participant) => {
      await putParticipant(db, participant, 'online', c.var.services.now())
      remember(c, room, participant)
    },
  },
})

/**
 * To which group of a dialogue's newest map each participant belongs, by the letter's number (0 is A); people without a place are left out.
 * For a computing function alone: nothing that names a participant may leave it.
 */
export async function groupsOfParticipants(db: Read, dialogue: string, participants: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.rows<{ id: string; label: number }>(sql`
    select person.id, (identity -> 'labels' ->> person.group_id)::integer as label
    from map_snapshot
    join map_people on map_people.municipality_id = map_snapshot.municipality_id and map_people.dialogue_id = map_snapshot.dialogue_id
      and map_people.map_id = map_snapshot.map_id
    cross join lateral unnest(map_people.participant_ids, map_people.group_ids) as person (id, group_id)
    where map_snapshot.municipality_id = ${db.municipality} and map_snapshot.dialogue_id = ${dialogue}
      and (map_snapshot.map ->> 'k')::integer > 1 and person.group_id is not null and person.id = any(${participants}::uuid[])`)
  return new Map(rows.map(({ id, label }) => [id, label]))
}

/** Who of these has answered at least one statement of one of the dialogues. */
export async function votersAmong(db: Read, dialogues: readonly string[], participants: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from unnest(${participants}::uuid[]) as asked (id)
    where exists (select from vote where vote.municipality_id = ${db.municipality} and vote.participant_id = asked.id
      and vote.dialogue_id = any(${dialogues}::uuid[]))`)
  return new Set(rows.map(({ id }) => id))
}
