import { type AnalysisProgress, analyse } from '#dialogue'
import { progressOn } from './progress.ts'

export async function analyseFile(options: string[]): Promise<number> {
  const paths = options.filter(option => !option.startsWith('--'))
  const unknown = options.find(option => option.startsWith('--') && option !== '--json')
  if (unknown || paths.length !== 1) {
    console.error(
      unknown ? `analyse does not know ${unknown}` : 'analyse needs one file or directory: analyse VOTES.csv|DIR|FILE.zip [--json]',
    )
    return 2
  }
  const result = await analysed(paths[0] as string, options.includes('--json'))
  if ('refusal' in result) {
    console.error(result.refusal)
    return 1
  }
  process.stdout.on('error', endWithReader)
  process.stdout.write(result.output)
  return 0
}

/** Tells on standard error what it is doing. Ctrl-C ends it before anything stands on standard output. */
async function analysed(path: string, json: boolean) {
  const progress = progressOn(process.stderr)
  const interrupt = () => {
    progress.end()
    process.exit(128 + sigint)
  }
  process.once('SIGINT', interrupt)
  try {
    const begun = performance.now()
    return await analyse(path, { json }, done => progress.show(progressText(done, begun)))
  } finally {
    progress.end()
    process.off('SIGINT', interrupt)
  }
}

const sigint = 2

function progressText(progress: AnalysisProgress, begun: number): () => string {
  const since = performance.now()
  if (progress.step === 'computing') return () => `Computing the map of ${whole(progress.votes)} votes: ${seconds(since)} s`
  const { file, bytesRead, bytes } = progress
  if (bytes > 0 && bytesRead >= bytes) return () => `Sorting the votes of ${file}: ${seconds(since)} s`
  const rate = bytesRead / 1e3 / (since - begun)
  const read = bytes > 0 ? `${Math.floor((100 * bytesRead) / bytes)} % of ${whole(bytes / 1e6)} MB` : `${whole(bytesRead / 1e6)} MB`
  return () => `Reading ${file}: ${read}, ${whole(rate)} MB/s`
}

const seconds = (since: number) => Math.floor((performance.now() - since) / 1000)
const whole = (value: number) => Math.round(value).toLocaleString('en')

/** `analyse … | head` has seen enough. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
}
