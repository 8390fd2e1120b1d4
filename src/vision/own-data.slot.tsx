import type { OwnDataSlot } from '#dialogue'
import { OwnVisions } from './own-data.page.tsx'
import { forgetAuthor, ownVisions, voters } from './own-data.store.ts'

/** What the visions keep of pseudonyms, for the page of one's own data. */
export const ownContributions = (secret: Buffer): OwnDataSlot => ({
  of: async (db, participant) => {
    const visions = await ownVisions(db, participant, secret)
    return visions.length === 0 ? undefined : { copy: { visions }, section: c => <OwnVisions c={c} visions={visions} /> }
  },
  forget: (db, participant) => forgetAuthor(db, participant, secret),
  held: voters,
})
