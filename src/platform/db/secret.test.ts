import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyDatabase } from '#testing'
import { instanceSecret, KeyUnusable } from './index.ts'

let folder: string
const place = (given?: string) => ({ given: given === undefined ? undefined : Buffer.from(given), file: join(folder, 'secret.key') })
const settings = async () => (await emptyOnce).readingInstance(db => db.selectFrom('instance_setting').selectAll().execute())
let emptyOnce: ReturnType<typeof emptyDatabase>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leitbild-key-'))
  emptyOnce = emptyDatabase()
  await emptyOnce
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the key is made once, for its owner alone, and the database does not hold it', async () => {
  const key = await instanceSecret(await emptyOnce, place())
  expect(await instanceSecret(await emptyOnce, place())).toEqual(key)
  expect([key.length, statSync(place().file).mode & 0o777]).toEqual([32, 0o600])
  const held = JSON.stringify(await settings())
  for (const form of ['base64', 'base64url', 'hex'] as const) expect(held).not.toContain(key.toString(form).slice(0, 20))
})

test('a key that an earlier version kept in the database moves out of it', async () => {
  const old = Buffer.alloc(32, 7)
  await (await emptyOnce).writingInstance(db =>
    db
      .insertInto('instance_setting')
      .values({ name: 'secret', value: old.toString('base64') })
      .execute(),
  )
  expect(await instanceSecret(await emptyOnce, place())).toEqual(old)
  expect((await settings()).map(({ name }) => name)).toEqual(['key-mark'])
})

test('a database is not opened with another key than the one it was used with', async () => {
  await instanceSecret(await emptyOnce, place('a key that somebody has drawn at random'))
  await expect(instanceSecret(await emptyOnce, place())).rejects.toThrow(KeyUnusable)
})
