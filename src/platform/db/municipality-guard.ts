import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs, RootOperationNode } from 'kysely'

/**
 * Refuses a query that touches rows of a town without naming municipality_id once for each of its tables.
 * Tables of the instance are those listed here; every other table belongs to a town.
 */
export class MunicipalityGuard implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    const { townTables, mentions } = countsOf(node)
    if (mentions < townTables.length)
      throw new Error(
        `A query on ${townTables.join(', ')} names municipality_id ${mentions} times; a town's rows must never be read without it`,
      )
    return node
  }
  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }
}

export const instanceTables = new Set([
  'schema_migration',
  'instance_setting',
  'municipality',
  'person',
  'session',
  'passkey',
  'passkey_challenge',
  'sign_in_link',
  'unsent_link',
  'job',
  'instance_audit_entry',
  'instance_audit_head',
])

function countsOf(node: unknown, counts = { townTables: [] as string[], mentions: 0 }) {
  if (Array.isArray(node)) for (const child of node) countsOf(child, counts)
  else if (typeof node === 'object' && node !== null) {
    const { kind } = node as { kind?: string }
    if (kind === 'TableNode') {
      const name = (node as { table: { identifier: { name: string } } }).table.identifier.name
      // a column's own table reference (statement.id) is not a new use of the table
      if (!instanceTables.has(name)) counts.townTables.push(name)
      return counts
    }
    if (kind === 'ColumnNode' && (node as { column: { name: string } }).column.name === 'municipality_id') counts.mentions++
    if (kind === 'RawNode')
      for (const fragment of (node as { sqlFragments: string[] }).sqlFragments)
        counts.mentions += fragment.split('municipality_id').length - 1
    for (const [key, child] of Object.entries(node)) if (!(kind === 'ReferenceNode' && key === 'table')) countsOf(child, counts)
  }
  return counts
}
