import { ConfigMistakes, readConfig } from '#platform/config'
import { DataDirectoryInUse, DataDirectoryUnusable, KeyUnusable, MigrationRefused, ServerUnusable } from '#platform/db'
import { AddressUnusable } from './commands/listen.ts'

const usage = `Leitbild

  serve [--demo]                                   starts the server (npm start)
  import polis DIR --municipality SLUG [--slug S] [--replace] [--source TEXT] [--licence NAME] [--language CODE]
                                                   takes over a Pol.is export
  analyse VOTES.csv|DIR|FILE.zip [--json]          computes the opinion map of a file; no database
  audit verify                                     checks that nobody has changed the audit log`

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const isExpected = [
    ConfigMistakes,
    DataDirectoryInUse,
    DataDirectoryUnusable,
    KeyUnusable,
    MigrationRefused,
    ServerUnusable,
    AddressUnusable,
  ].some(kind => error instanceof kind)
  console.error(isExpected ? (error as Error).message : error)
  process.exit(1)
}

async function run([command, ...rest]: string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return (await import('./commands/serve.ts')).serve(readConfig(process.env), rest)
    case 'import':
      return (await import('./commands/import.ts')).importData(readConfig(process.env), rest)
    case 'analyse':
      return (await import('./commands/analyse.ts')).analyseFile(rest)
    case 'audit':
      return (await import('./commands/audit.ts')).checkAudit(readConfig(process.env), rest)
    default:
      console.error(usage)
      return command === undefined || command === 'help' || command === '--help' ? 0 : 2
  }
}
