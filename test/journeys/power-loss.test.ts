import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, test } from 'vitest'
import { openEmbedded } from '../../src/platform/db/embedded.ts'
import { temporaryDataDirectory } from '../../src/platform/testing/embedded-template.ts'
import type { NameEntry } from './power-loss-process.ts'

const place = mkdtempSync(join(tmpdir(), 'leitbild-power-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

describe('A power loss', () => {
  test.each([
    { after: 20 + Math.floor(Math.random() * 100), seed: Math.floor(Math.random() * 2 ** 31) },
    { after: 250 + Math.floor(Math.random() * 400), seed: Math.floor(Math.random() * 2 ** 31) },
  ])('after $after acknowledged commits loses none of them and halves none (seed $seed)', async ({ after, seed }) => {
    const cutOff = await loadUntilPowerLoss('syncing', after)
    const nothingUnsynced = await deedsIn(imageOf(cutOff, () => false))
    expectAcknowledged(nothingUnsynced, cutOff.acknowledged)
    const random = randomNumbers(seed)
    const someUnsynced = await deedsIn(imageOf(cutOff, () => random() < 0.5))
    expectAcknowledged(someUnsynced, cutOff.acknowledged)
  })

  test('would lose acknowledged commits if the database did not sync (so this test can fail)', async () => {
    const cutOff = await loadUntilPowerLoss('forgetful', 200)
    const deeds = await deedsIn(imageOf(cutOff, () => false)).catch(() => [])
    expect(deeds.length).toBeLessThan(200)
  })
})

type CutOff = { acknowledged: number; cluster: string; shadow: string }

/** A process commits deed after deed until it is killed at some moment after so many; what it had synced by then is in the shadow. */
async function loadUntilPowerLoss(disk: 'syncing' | 'forgetful', commits: number): Promise<CutOff> {
  const directory = await temporaryDataDirectory()
  const moved = mkdtempSync(join(place, 'run-'))
  renameSync(directory, join(moved, 'data'))
  const shadow = join(moved, 'shadow')
  const script = join(import.meta.dirname, 'power-loss-process.ts')
  const child = spawn(process.execPath, [script, join(moved, 'data'), shadow, disk], { stdio: ['ignore', 'pipe', 'inherit'] })
  let acknowledged = 0
  createInterface({ input: child.stdout }).on('line', line => {
    acknowledged = Number(line)
    if (acknowledged === commits) setTimeout(() => child.kill('SIGKILL'), Math.random() * 10)
  })
  const [code] = await once(child, 'close')
  if (code !== null) throw new Error(`The process that commits ended with ${code}`)
  return { acknowledged, cluster: join(moved, 'data', 'database'), shadow }
}

/**
 * The cluster as it is found after the power loss: what was synced and, of what was not, the blocks that happen to have reached the
 * disk; they reach it in any order, and half a page of PostgreSQL is possible.
 */
function imageOf({ cluster, shadow }: CutOff, hasReachedDisk: () => boolean): string {
  const data = mkdtempSync(join(place, 'image-'))
  const present = new Map<number, string>()
  const kept = new Map<string, Extract<NameEntry, { kept: string }>>()
  for (const entry of journal(shadow)) {
    if ('present' in entry) present.set(entry.id, entry.present)
    else if ('kept' in entry) kept.set(entry.kept, entry)
    else kept.delete(entry.lost)
  }
  for (const { kept: path, id } of kept.values()) {
    const target = join(data, 'database', relative(cluster, path))
    mkdirSync(id === 'directory' ? target : dirname(target), { recursive: true, mode: 0o700 })
    if (id !== 'directory') writeMixed(target, join(shadow, String(id)), present.get(id) ?? '', hasReachedDisk)
  }
  return data
}

function journal(shadow: string): NameEntry[] {
  const lines = readFileSync(join(shadow, 'names'), 'utf8').split('\n')
  return lines.slice(0, -1).map(line => JSON.parse(line)) // the kill may have cut the last one
}

const block = 4096

function writeMixed(target: string, synced: string, written: string, hasReachedDisk: () => boolean) {
  if (!existsSync(synced)) writeFileSync(target, '')
  else copyFileSync(synced, target)
  if (!existsSync(written)) return
  const before = readFileSync(target)
  const after = readFileSync(written)
  if (before.equals(after)) return
  const isLonger = after.length > before.length && hasReachedDisk()
  const mixed = Buffer.alloc(isLonger ? after.length : before.length)
  before.copy(mixed)
  for (let at = 0; at < mixed.length; at += block) if (hasReachedDisk()) after.copy(mixed, at, at, Math.min(at + block, mixed.length))
  writeFileSync(target, mixed)
}

type Deed = { number: number; parts: number }

async function deedsIn(data: string): Promise<Deed[]> {
  const { pool, close } = await openEmbedded(data)
  try {
    await pool.query('set enable_indexscan = off; set enable_bitmapscan = off')
    const { rows } = await pool.query<Deed>('select number, count(text)::integer as parts from deed group by number order by number')
    await pool.query(`insert into deed values (0, 1, 'and it goes on')`)
    return rows
  } finally {
    await close()
    rmSync(data, { recursive: true })
  }
}

/** One more than was acknowledged may be there: committed, but killed before it could say so. */
function expectAcknowledged(deeds: Deed[], acknowledged: number) {
  expect(deeds.length).toBeGreaterThanOrEqual(acknowledged)
  expect(deeds).toEqual(deeds.map((_, i) => ({ number: i + 1, parts: 3 })))
}

/** mulberry32: so that a failed run can be repeated with its seed. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
