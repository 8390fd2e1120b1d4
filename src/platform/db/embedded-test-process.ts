import { writeSync } from 'node:fs'
import { openEmbedded } from './embedded.ts'

/** For tests: opens the directory it is given, says how that went in one line of JSON, and then commits number after number. */
try {
  const { pool } = await openEmbedded(process.argv[2]!)
  await pool.query('create table if not exists counted (number integer primary key)')
  say({ opened: true })
  for (;;) {
    const { rows } = await pool.query('insert into counted select coalesce(max(number), 0) + 1 from counted returning number')
    say({ committed: rows[0].number })
  }
} catch (error) {
  say({ name: (error as Error).name, message: (error as Error).message })
  process.exitCode = 1
}

function say(line: object) {
  writeSync(1, `${JSON.stringify(line)}\n`)
}
