import { crashAgainAndAgain } from '../test/journeys/crash.ts'
import { temporaryDirectory } from '../test/testing/server.ts'
import type { Row } from './table.ts'

/** The long run of the crash test: 200 kills. `npm run bench -- crash` */
export async function benchCrash(): Promise<Row[]> {
  const report = await crashAgainAndAgain(temporaryDirectory('crash-long'), 200, done => process.stderr.write(`\r${done} of 200 kills`))
  process.stderr.write('\n')
  return [
    {
      bench: 'crash',
      kills: report.kills,
      acknowledged: report.acknowledged,
      lost: report.lost.length,
      'slowest start ms': Math.round(report.slowestStart),
    },
  ]
}
