import type { RawBuilder, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { InstanceTables, TownTables } from './index.ts'

export type Id = string

/** Every table: those of a town carry municipality_id first in their key, those of the instance do not. */
export type AllTables = TownTables & InstanceTables

type Reads = 'selectFrom' | 'fn'
type Writes = 'insertInto' | 'updateTable' | 'deleteFrom'

/** A handle that can read one municipality's rows in one read-only transaction. */
export type Read = Pick<Transaction<AllTables>, Reads> & {
  readonly municipality: Id
  /** For what the query builder cannot say; the statement must name municipality_id. */
  rows<Row>(statement: RawBuilder<Row>): Promise<Row[]>
}

/** A handle that can also write one municipality's rows; everything it does commits or fails together. */
export type Write = Read & Pick<Transaction<AllTables>, Writes> & AfterCommit

/** What memory has to learn of a deed, such as forgetting a list it keeps: done once the deed has committed, never if it failed. */
type AfterCommit = { afterCommit(work: () => void): void }

/** A handle on the tables of the instance alone: no row of a town can be reached with it. */
export type InstanceRead = Pick<Transaction<InstanceTables>, Reads>
export type InstanceWrite = InstanceRead & Pick<Transaction<InstanceTables>, Writes> & AfterCommit

export function townHandle(transaction: Transaction<AllTables>, municipality: Id, afterCommit: AfterCommit['afterCommit']): Write {
  return {
    ...instanceHandle(transaction as never, afterCommit),
    municipality,
    rows: async <Row>(statement: RawBuilder<Row>) => (await statement.execute(transaction)).rows,
  } as unknown as Write
}

export function instanceHandle(transaction: Transaction<InstanceTables>, afterCommit: AfterCommit['afterCommit']): InstanceWrite {
  return {
    fn: transaction.fn,
    selectFrom: transaction.selectFrom.bind(transaction),
    insertInto: transaction.insertInto.bind(transaction),
    updateTable: transaction.updateTable.bind(transaction),
    deleteFrom: transaction.deleteFrom.bind(transaction),
    afterCommit,
  } as InstanceWrite
}

export const readOnly = sql`set transaction read only`
