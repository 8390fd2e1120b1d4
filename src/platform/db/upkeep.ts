import type pg from 'pg'

/**
 * What autovacuum does on a server, which the embedded database has not: vacuums and analyses the tables that changed a lot.
 * One statement per table, so that requests come in between.
 */
export async function vacuumWhatChanged(pool: pg.Pool) {
  const { rows } = await pool.query<{ table: string; vacuum: boolean; analyze: boolean }>(changedTables)
  for (const { table, vacuum, analyze } of rows) {
    if (vacuum) await pool.query(`vacuum (analyze ${analyze}) ${table}`)
    else await pool.query(`analyze ${table}`)
  }
}

/**
 * Counts anew what changed a lot. A server's autovacuum does so within a minute; what reads a whole import right after it would be planned by
 * numbers from before (a query over 30,000 votes then took minutes).
 */
export async function analyseWhatChanged(pool: pg.Pool) {
  const { rows } = await pool.query<{ table: string; analyze: boolean }>(changedTables)
  for (const { table, analyze } of rows) if (analyze) await pool.query(`analyze ${table}`)
}

// The thresholds are PostgreSQL's own defaults for autovacuum. The counters are lost in a crash, and on a server they come some seconds late: a
// table never analysed, or grown to twice its pages of 8 kB, is taken anyway.
const changedTables = `
  select * from (
    select format('%I.%I', space.nspname, relation.relname) as "table",
      changes.n_dead_tup > 50 + 0.2 * greatest(relation.reltuples, 0)
        or changes.n_ins_since_vacuum > 1000 + 0.2 * greatest(relation.reltuples, 0)
        or age(relation.relfrozenxid) > current_setting('autovacuum_freeze_max_age')::integer as "vacuum",
      changes.n_mod_since_analyze > 50 + 0.1 * greatest(relation.reltuples, 0)
        or (relation.reltuples < 0 and pg_relation_size(relation.oid) > 0)
        or pg_relation_size(relation.oid) / 8192 > 10 + 2 * relation.relpages as "analyze"
    from pg_class relation
      join pg_namespace space on space.oid = relation.relnamespace
      join pg_stat_all_tables changes on changes.relid = relation.oid
    where relation.relkind in ('r', 'm') and relation.relpersistence = 'p' and pg_has_role(relation.relowner, 'usage')
  ) tables
  where "vacuum" or "analyze"
  order by "table"`
