import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { testTown } from '#testing'
import { keepFresh, openRegistry, putMunicipality } from '../municipalities/index.ts'
import { lockMunicipality } from '../municipalities/municipality.store.ts'
import { type Database, openDatabase } from './database.ts'
import { ServerUnusable } from './postgres-server.ts'

const server = inject('postgresUrl') as string | undefined

test('a server that does not answer is named without its password', async () => {
  const opened = openDatabase({ kind: 'postgres', url: 'postgres://leitbild:geheim@127.0.0.1:1/leitbild', connections: 2 })
  await expect(opened).rejects.toThrow(/DATABASE_URL: the PostgreSQL at 127\.0\.0\.1:1\/leitbild does not answer: .*ECONNREFUSED/)
  await expect(opened).rejects.not.toThrow('geheim')
})

describe.runIf(server)('on a PostgreSQL server', () => {
  let admin: pg.Client
  let name: string
  let open: Database[]

  beforeEach(async () => {
    admin = new pg.Client({ connectionString: server })
    await admin.connect()
    name = `test_${randomUUID().replaceAll('-', '')}`
    open = []
    await admin.query(`create role ${name} login password 'geheim'`)
  })
  afterEach(async () => {
    await Promise.all(open.map(database => database.close()))
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`drop role ${name}`)
    await admin.end()
  })

  const urlFor = (user: string, password: string) =>
    Object.assign(new URL(server as string), { username: user, password, pathname: `/${name}` }).href
  const openAsOwner = async () => {
    const database = await openDatabase({ kind: 'postgres', url: urlFor(name, 'geheim'), connections: 3 })
    open.push(database)
    return database
  }
  const breakConnections = () => admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)

  test('an ordinary user who owns the database can make the schema, and two processes may do so at once', async () => {
    await admin.query(`create database ${name} owner ${name}`)
    const [one, two] = await Promise.all([openAsOwner(), openAsOwner()])
    const applied = (database: Database) =>
      database.readingInstance(db => db.selectFrom('schema_migration').select('number').orderBy('number').execute())
    expect(await applied(one)).toEqual(await applied(two))
    expect((await applied(one)).length).toBeGreaterThan(0)
  })

  test('a user who may not create tables is told what to do', async () => {
    await admin.query(`create database ${name}`)
    await expect(openAsOwner()).rejects.toThrow(/may not create tables.*alter database/)
  })

  test('a database in another encoding is refused', async () => {
    await admin.query(`create database ${name} owner ${name} encoding 'LATIN1' locale 'C' template template0`)
    const refused = openAsOwner()
    await expect(refused).rejects.toThrow(ServerUnusable)
    await expect(refused).rejects.toThrow('encoded in LATIN1')
  })

  test('a connection that breaks in the middle of a transaction fails that one alone; the next one works', async () => {
    await admin.query(`create database ${name} owner ${name}`)
    const database = await openAsOwner()
    const setting = { name: 'test', value: 'half' }
    const broken = database.writingInstance(async db => {
      await db.insertInto('instance_setting').values(setting).execute()
      await breakConnections() // nothing is being asked at this moment: the end of the connection comes as an event
      await new Promise(resolve => setTimeout(resolve, 50))
    })
    await expect(broken).rejects.toThrow()
    await database.writingInstance(db =>
      db
        .insertInto('instance_setting')
        .values({ ...setting, value: 'whole' })
        .execute(),
    )
    expect(await database.readingInstance(db => db.selectFrom('instance_setting').select('value').execute())).toEqual([{ value: 'whole' }])
  })

  test('a town that one process adds is soon known to the other', async () => {
    await admin.query(`create database ${name} owner ${name}`)
    const database = await openAsOwner()
    const other = await openRegistry(database)
    const fresh = keepFresh({ database, municipalities: other, log: { warn: () => {} } as never }, 20)
    await database.writingInstance(db => putMunicipality(db, testTown()))
    await expect.poll(() => other.bySlug('musterstadt')?.name).toBe('Musterstadt')
    fresh.stop()
  })

  test('a settings form that is being stored does not keep votes waiting', async () => {
    await admin.query(`create database ${name} owner ${name}`)
    const [town, database] = [testTown(), await openAsOwner()]
    await database.writingInstance(db => putMunicipality(db, town))
    await database.writing(town.id, async db => {
      await lockMunicipality(db)
      const voter = new pg.Client({ connectionString: urlFor(name, 'geheim') })
      await voter.connect()
      await voter.query(`set lock_timeout = '500ms'`)
      await voter.query(`insert into participant values ($1, $2, '2026-10-01', 'online')`, [town.id, randomUUID()])
      await voter.end()
    })
  })
})
