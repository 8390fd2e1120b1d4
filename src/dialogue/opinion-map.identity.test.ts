import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carriedOver, type GroupIdentity, identified, letterOf, noIdentity } from './opinion-map.identity.ts'

describe('letters of groups', () => {
  test('go by size at first: the map numbers its groups by size', () => {
    expect(lettersAfter('aaabb')).toBe('AB')
  })

  test('stay with the people when the other group becomes the larger one', () => {
    expect(lettersAfter('aaaabbb', 'bbbbaaaaaaa')).toBe('BA')
  })

  test('stay with a group that newcomers make ten times as large', () => {
    expect(lettersAfter('aaabb', `bbbaa${'a'.repeat(30)}${'b'.repeat(20)}`)).toBe('BA')
  })

  test('a new group gets the next letter, and a group that splits keeps its letter with most of its people', () => {
    expect(lettersAfter('aaaaaaaabbbbbb', 'aaaaacccbbbbbb')).toBe('ABC')
    expect(lettersAfter('aaaaaaaabbbbbb', 'cccccaaabbbbbb')).toBe('CBA')
  })

  test('a letter that is gone comes back with its people, and with nobody else', () => {
    const three = 'aaaaaabbbbbcccc'
    const two = 'aaaaaabbbbbbbbb'
    expect(lettersAfter(three, two)).toBe('AB')
    expect(lettersAfter(three, two, two, three)).toBe('ABC')
    expect(lettersAfter(three, two, 'ccaaaaabbbbbbbb')).toBe('ABD')
  })

  test('come back after a time without stable groups', () => {
    expect(lettersAfter('aaabb', 'zzzzz')).toBe('')
    expect(lettersAfter('aaabb', 'zzzzz', 'zzzzzzzz', 'bbbaabb')).toBe('BA')
  })

  test('people who left the map, or were forgotten, take no letter with them', () => {
    const first = identified(groupingOf('aaabb'), noIdentity)
    const carried = carriedOver(first, ['p', 'q', 'r', 's', 't'], ['t', 's', 'new', 'r'])
    expect(carried.memberships).toEqual(['BB-A'])
    expect(identified(groupingOf('aabb'), carried).labels).toEqual([1, 0])
  })

  test('no two groups ever have the same letter, none is given to another new group, and one map twice changes nothing', () => {
    const partition = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '.'), { minLength: 12, maxLength: 12 }).map(all => all.join(''))
    fc.assert(
      fc.property(fc.array(partition, { minLength: 1, maxLength: 6 }), partitions => {
        let identity: GroupIdentity = noIdentity
        for (const grouping of partitions.map(groupingOf)) {
          const next = identified(grouping, identity)
          expect(new Set(next.labels).size).toBe(next.labels.length)
          expect(next.labels.length).toBe(grouping.k < 2 ? 0 : grouping.k)
          expect(next.given).toBeGreaterThanOrEqual(identity.given)
          for (const label of next.labels) expect(label).toBeLessThan(next.given)
          expect(next.memberships.length).toBeLessThanOrEqual(Math.max(1, next.given))
          const likely = grouping.k < 2 ? next : identified(grouping, next)
          expect(likely.given).toBe(next.given)
          identity = next
        }
      }),
    )
  })

  test('go on after Z', () => {
    expect([0, 25, 26, 51, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA'])
  })
})

/** Letters of the last of these maps, by the id of the group; one sign a person, 'z' alone: no groups. Newcomers come last. */
function lettersAfter(...maps: string[]): string {
  let identity: GroupIdentity = noIdentity
  let people: string[] = []
  for (const map of maps) {
    const now = [...map].map((_, person) => String(person))
    identity = identified(groupingOf(map), carriedOver(identity, people, now))
    people = now
  }
  return identity.labels.map(letterOf).join('')
}

/** Signs are group ids from 'a'; '.' is outside of groups. */
function groupingOf(signs: string) {
  const ids = [...new Set(signs.replaceAll('.', ''))].sort()
  return { k: ids.length, assignments: [...signs].map(sign => (sign === '.' ? null : ids.indexOf(sign))) }
}
