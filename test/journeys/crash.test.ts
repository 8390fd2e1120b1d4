import { expect, test } from 'vitest'
import { temporaryDirectory } from '../testing/server.ts'
import { crashAgainAndAgain } from './crash.ts'

test('killed at 50 random moments under load, the server starts again each time and no acknowledged vote is lost', {
  timeout: 600_000,
}, async () => {
  const { acknowledged, lost } = await crashAgainAndAgain(temporaryDirectory('crash'), 50)
  expect(lost).toEqual([])
  expect(acknowledged).toBeGreaterThan(500) // the load was real
})
