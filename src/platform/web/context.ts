import type { Context } from 'hono'
import type { Config } from '../config/index.ts'
import type { Database, Read, Write } from '../db/index.ts'
import type { Language, Translate } from '../languages/index.ts'
import type { Log } from '../log/index.ts'
import type { Municipality, MunicipalityRegistry } from '../municipalities/index.ts'
import type { Assets } from './assets.ts'
import type { Menus } from './page.tsx'

/** What lives as long as the process; one object, made in one place, handed to every request. */
export type Services = {
  readonly config: Config
  readonly database: Database
  readonly secret: Buffer
  readonly log: Log
  readonly municipalities: MunicipalityRegistry
  readonly assets: Assets
  /** Entries of a town's menus, in order; the rooms give them, app-wide. */
  readonly menus: Menus
  readonly now: () => Date
  /** Wakes the worker that does queued jobs; called after a deed that queued one has committed. */
  readonly wakeJobs: () => void
}

/** Somebody of staff who is signed in; `csrf` is the token their forms carry. */
export type SignedIn = { personId: string; sessionId: string; name: string; email: string; isOperator: boolean; csrf: string }
export type Role = 'coordinator' | 'moderator' | 'editor' | 'reader'

/** Every request. */
export type Visit = {
  Variables: {
    services: Services
    requestId: string
    language: Language
    /** what this page can be read in */
    offered: readonly Language[]
    t: Translate
    signedIn: SignedIn | undefined
  }
}

/** A request to an address of a town. */
export type Town = { Variables: Visit['Variables'] & { municipality: Municipality; role: Role | undefined } }

export type Reading = { Variables: { db: Read } }
export type Writing = { Variables: { db: Write } }

/** What a page needs of a request: everything but its path and input types, which differ from route to route. */
type AnyContext = Omit<Context, 'var' | 'set' | 'get'>
export type VisitContext = AnyContext & { readonly var: Visit['Variables'] }
export type TownContext = AnyContext & { readonly var: Town['Variables'] }
