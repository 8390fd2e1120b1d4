import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { departments, departmentUses } from './department.store.ts'
import { type Department, inTree, isWithin } from './department.ts'

const list = '/musterstadt/verwaltung/plan/aemter'

let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  editor = await instance.staff(town, 'editor')
})
afterEach(() => instance.close())

const post = (slug: string, fields: Record<string, string>) => editor.post(`${list}/${slug}`, { csrf: editor.csrf, ...fields })
const seenIn = async (slug: string) => /name="seen" value="([^"]+)"/.exec(await editor.page(`${list}/${slug}`))![1]!
const change = async (slug: string, fields: Record<string, string>) => post(slug, { seen: await seenIn(slug), ...fields })
const stored = () => inTown(instance, town, departments)
const named = async (slug: string) => (await stored()).find(department => department.slug === slug)!

describe('a department', () => {
  test('is added with its address made from its name, and changed', async () => {
    const added = await post('neu', { name: 'Jugend und Kita', shortName: '51', mail: 'Jugend@Musterstadt.example' })
    expect(added.headers.get('location')).toBe(`${list}/jugend-und-kita?fertig=angelegt`)
    await change('jugend-und-kita', { name: 'Jugendamt', headRole: 'Leitung Jugendamt' })
    expect(await named('jugend-und-kita')).toMatchObject({ name: 'Jugendamt', headRole: 'Leitung Jugendamt', mail: '' })
    expect(await editor.page(list)).toContain('Leitung Jugendamt')
  })

  test('keeps its address when another of the same name comes after it was renamed', async () => {
    await post('neu', { name: 'Jugendamt' })
    await change('jugendamt', { name: 'Amt für junge Menschen' })
    await post('neu', { name: 'Jugendamt' })
    expect((await stored()).map(({ slug }) => slug).sort()).toEqual(['jugendamt', 'jugendamt-2'])
  })

  test.each([
    [{ name: '' }, 'Bitte geben Sie einen Namen an.'],
    [{ name: 'x'.repeat(121) }, 'höchstens 120 Zeichen'],
    [{ name: ' JUGENDAMT ' }, 'Ein Amt mit diesem Namen gibt es schon.'],
    [{ mail: 'jugendamt' }, 'Das ist keine E-Mail-Adresse.'],
    [{ parent: 'gibt-es-nicht' }, 'Dieses Amt gibt es nicht.'],
  ])('with %j is refused, and what was typed stays', async (typed, words) => {
    await post('neu', { name: 'Jugendamt' })
    const refused = await post('neu', { name: 'Sozialamt', headName: 'Ursula Brandt', ...typed })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain(words)
    expect(page).toContain('Ursula Brandt')
    expect(await stored()).toHaveLength(1)
  })

  test('belongs to another, but never to itself over any number of steps', async () => {
    await post('neu', { name: 'Dezernat' })
    await post('neu', { name: 'Amt', parent: 'dezernat' })
    await post('neu', { name: 'Stelle', parent: 'amt' })
    for (const parent of ['dezernat', 'amt', 'stelle']) {
      const refused = await change('dezernat', { name: 'Dezernat', parent })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain('weder zu sich selbst')
    }
    expect((await named('dezernat')).parentId).toBeNull()
    expect(await editor.page(`${list}/dezernat`)).not.toContain('<option value="stelle"')
  })

  test('is not overwritten where a colleague has changed it since', async () => {
    await post('neu', { name: 'Jugendamt' })
    const seen = await seenIn('jugendamt')
    await change('jugendamt', { name: 'Jugendamt', mail: 'jugend@musterstadt.example' })
    const refused = await post('jugendamt', { seen, name: 'Amt für Jugend' })
    expect(refused.status).toBe(409)
    const page = await refused.text()
    expect(page).toContain('Das wurde inzwischen geändert.')
    expect(page).toContain('value="Amt für Jugend"')
    expect(await named('jugendamt')).toMatchObject({ name: 'Jugendamt', mail: 'jugend@musterstadt.example' })
  })

  test('that was dissolved stays, takes in no others, and can be used again', async () => {
    await post('neu', { name: 'Dezernat' })
    await post('neu', { name: 'Amt', parent: 'dezernat' })
    expect(await (await post('dezernat', { deed: 'close' })).text()).toContain('gehören noch andere')
    await post('amt', { deed: 'close' })
    await post('dezernat', { deed: 'close' })
    expect((await stored()).every(({ isClosed }) => isClosed)).toBe(true)
    expect(await (await post('neu', { name: 'Stelle', parent: 'amt' })).text()).toContain('Dieses Amt ist aufgelöst.')
    expect(await (await post('amt', { deed: 'reopen' })).text()).toContain('gehört zu einem aufgelösten')
    await post('dezernat', { deed: 'reopen' })
    expect((await post('amt', { deed: 'reopen' })).status).toBe(303)
  })

  test('is removed only while nothing names it', async () => {
    await post('neu', { name: 'Dezernat' })
    await post('neu', { name: 'Amt', parent: 'dezernat' })
    const refused = await post('dezernat', { deed: 'remove' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Sie können es auflösen, aber nicht entfernen.')
    await post('amt', { deed: 'remove' })
    await post('dezernat', { deed: 'remove' })
    expect(await stored()).toEqual([])
  })

  test('is seen by all of staff and written by coordinator and editors', async () => {
    await post('neu', { name: 'Jugendamt' })
    for (const role of ['moderator', 'reader'] as const) {
      const browser = await instance.staff(town, role)
      const page = await browser.page(list)
      expect(page).toContain('Jugendamt')
      expect(page).not.toContain(`href="${list}/`)
      expect((await browser.post(`${list}/neu`, { csrf: browser.csrf, name: 'Sozialamt' })).status).toBe(403)
    }
    expect((await instance.visitor().get(list)).headers.get('location')).toContain('/anmelden')
    expect(await inTown(instance, town, departmentUses)).toEqual(new Map())
  })
})

const tree = fc.array(fc.nat(), { minLength: 1, maxLength: 20 }).map(parents =>
  parents.map((parent, place): Department => {
    const parentId = place === 0 || parent % 3 === 0 ? null : String(parent % place)
    return {
      id: String(place),
      slug: `amt-${place}`,
      name: '',
      shortName: '',
      headRole: '',
      headName: '',
      mail: '',
      parentId,
      isClosed: false,
    }
  }),
)

test('every department stands in the tree once, after the one it belongs to', () =>
  fc.assert(
    fc.property(tree, all => {
      const order = inTree(all).map(({ department }) => department.id)
      expect([...order].sort()).toEqual(all.map(({ id }) => id).sort())
      for (const { id, parentId } of all) if (parentId) expect(order.indexOf(parentId)).toBeLessThan(order.indexOf(id))
    }),
  ))

test('whoever stands below somebody has nobody below them who stands above', () =>
  fc.assert(
    fc.property(tree, fc.nat(), fc.nat(), (all, one, other) => {
      const [a, b] = [all[one % all.length]!, all[other % all.length]!]
      expect(isWithin(all, a, b.id) && isWithin(all, b, a.id)).toBe(a === b)
    }),
  ))
