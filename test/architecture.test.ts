import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#platform/config'
import { instanceTables } from '#platform/db'

/** Which rooms a room may use. Rooms that are not built yet are named already, so that their arrows are settled. */
const mayUse: Record<string, readonly string[]> = {
  platform: ['platform'],
  dialogue: ['platform'],
  vision: ['platform', 'dialogue'],
  funding: ['platform'],
  plan: ['platform', 'vision', 'funding', 'dialogue'],
  monitor: ['platform', 'plan'],
  network: ['platform', 'plan'],
  welcome: ['platform', 'dialogue', 'vision', 'funding', 'plan', 'monitor', 'network'],
}

const source = join(projectRoot, 'src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name) && !/\.d\.ts$/.test(name))
  .map(name => ({
    name,
    room: name.includes('/') ? (name.split('/')[0] as string) : 'app',
    text: readFileSync(join(source, name), 'utf8'),
  }))
const program = files.filter(({ name }) => !/\.test\.tsx?$/.test(name))

const importsOf = (text: string) => [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] as string)

test('a room imports only the rooms above it, and only through their doors', () => {
  const wrong = program.flatMap(({ name, room, text }) =>
    importsOf(text).flatMap(specifier => {
      const target = specifier.startsWith('#') ? specifier.slice(1).split('/')[0] : undefined
      const isAllowed = !target || room === 'app' || room === 'commands' || mayUse[room]?.includes(target)
      return isAllowed ? [] : [`${name} imports ${specifier}`]
    }),
  )
  expect(wrong).toEqual([])
})

test('no file reaches into another room past its door', () => {
  const wrong = program.flatMap(({ name, room, text }) =>
    importsOf(text).flatMap(specifier => {
      if (!specifier.startsWith('.')) return []
      const target = relative(source, resolve(source, name, '..', specifier)).split('/')[0]
      const isInside = target === room || room === 'app' || room === 'commands' || target?.endsWith('.json') || target === '..'
      return isInside ? [] : [`${name} imports ${specifier}`]
    }),
  )
  expect(wrong).toEqual([])
})

/** In a slice, which roles a role must not import: rules know nothing of pages, pages nothing of the database. */
const forbidden: Record<string, RegExp> = {
  rules: /\.(store|actions|routes|page|source|client)\.tsx?$/,
  store: /\.(actions|routes|page|client)\.tsx?$/,
  source: /\.(store|actions|routes|page|client)\.tsx?$/,
  actions: /\.(routes|page|client)\.tsx?$/,
  page: /\.(store|actions|routes|client)\.tsx?$/,
  client: /\.(store|actions|routes|page|source)\.tsx?$/,
}
const roleOf = (name: string) => /\.(store|actions|routes|page|source|client)\.tsx?$/.exec(name)?.[1]

test('within a slice, rules know no database, stores no pages, pages no stores', () => {
  const wrong = program
    .filter(({ room }) => room !== 'platform' && room in mayUse)
    .flatMap(({ name, text }) => {
      const role = roleOf(name)
      const rule = role && forbidden[role]
      if (!rule) return []
      const values = [...text.matchAll(/import (?!type )([^'"]*?) from '(\.[^']+)'/g)].filter(
        match => !/^\{\s*(type [^,}]+,?\s*)+\}$/.test(match[1] as string),
      )
      return values
        .map(match => match[2] as string)
        .filter(path => rule.test(path))
        .map(path => `${name} imports ${path}`)
    })
  expect(wrong).toEqual([])
})

test('no drawer without a name: utils, helpers, common, manager, service', () => {
  expect(
    files.map(({ name }) => name).filter(name => /(^|[/.-])(utils?|helpers?|common|misc|manager|service)(\.|\/|$)/.test(name)),
  ).toEqual([])
})

test('only the configuration reads the environment', () => {
  const readers = program.filter(({ text }) => /process\.env\b/.test(text)).map(({ name }) => name)
  expect(readers.filter(name => !['main.ts', 'platform/testing/postgres.ts'].includes(name))).toEqual([])
})

test('every table of a town has the municipality first in its primary key and in every unique key', () => {
  const sql = readdirSync(join(projectRoot, 'migrations'))
    .map(name => readFileSync(join(projectRoot, 'migrations', name), 'utf8'))
    .join('\n')
  const tables = [...sql.matchAll(/create table (\w+) \(([\s\S]*?)\n\);/g)].map(match => ({
    name: match[1] as string,
    body: match[2] as string,
  }))
  expect(tables.length).toBeGreaterThan(10)
  const wrong = tables
    .filter(({ name }) => !instanceTables.has(name))
    .filter(({ body }) => {
      const keys = [...body.matchAll(/(?:primary key|unique) \(([^)]*)\)/g)].map(match => match[1] as string)
      const isKeyedByTown = /municipality_id uuid primary key/.test(body)
      return !(
        keys.every(key => key.startsWith('municipality_id')) &&
        (isKeyedByTown || keys.length > 0) &&
        !/\bunique\b(?! \()/.test(body)
      )
    })
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('every table says what it holds', () => {
  const sql = readdirSync(join(projectRoot, 'migrations'))
    .map(name => readFileSync(join(projectRoot, 'migrations', name), 'utf8'))
    .join('\n')
  const tables = [...sql.matchAll(/create table (\w+)/g)].map(match => match[1] as string)
  expect(tables.filter(name => !sql.includes(`comment on table ${name} is`))).toEqual([])
})
