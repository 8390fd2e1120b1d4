import type { Generated } from 'kysely'

/** Tables of a town. A slice adds its own: `declare module '#platform/db' { interface TownTables { vote: VoteTable } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: slices merge their tables into it
export interface TownTables {}

/** Tables of the instance, shared by all towns. */
export interface InstanceTables {
  schema_migration: { number: number; name: string; sha256: string; applied_at: Generated<Date> }
  instance_setting: { name: string; value: string }
}

export { type Database, databaseOn, type OpenPool, openDatabase } from './database.ts'
export { DatabaseBroken, DataDirectoryInUse, DataDirectoryUnusable } from './embedded.ts'
export type { Id, InstanceRead, InstanceWrite, Read, Write } from './handle.ts'
export { MigrationRefused } from './migrate.ts'
export { instanceTables } from './municipality-guard.ts'
export { ServerUnusable } from './postgres-server.ts'
export { instanceSecret, KeyUnusable } from './secret.ts'
