import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { progressOn } from './progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('on a terminal one line is written over, never longer than the window, and cleared in the end', () => {
  const { stream, written } = aStream({ isTTY: true, columns: 11 })
  const progress = progressOn(stream)
  let percent = 1
  progress.show(() => `Reading ${percent} % of it`)
  percent = 2
  vi.advanceTimersByTime(100)
  progress.end()
  vi.advanceTimersByTime(1000)
  expect(written).toEqual(['\r\x1b[KReading 1 ', '\r\x1b[KReading 2 ', '\r\x1b[K'])
})

test('elsewhere a line is written every few seconds, and none for a short run', () => {
  const { stream, written } = aStream({ isTTY: false, columns: 0 })
  const progress = progressOn(stream)
  progress.show(() => 'Reading')
  vi.advanceTimersByTime(2900)
  expect(written).toEqual([])
  progress.show(() => 'Computing')
  vi.advanceTimersByTime(3100)
  progress.end()
  vi.advanceTimersByTime(10_000)
  expect(written).toEqual(['Computing\n', 'Computing\n'])
})

function aStream(kind: { isTTY: boolean; columns: number }) {
  const written: string[] = []
  const stream = { ...kind, on: () => stream, write: (text: string) => written.push(text) > 0 }
  return { stream: stream as unknown as Parameters<typeof progressOn>[0], written }
}
