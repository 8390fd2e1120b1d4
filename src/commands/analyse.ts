import { analyse } from '#dialogue'

export async function analyseFile(options: string[]): Promise<number> {
  const paths = options.filter(option => !option.startsWith('--'))
  const unknown = options.find(option => option.startsWith('--') && option !== '--json')
  if (unknown || paths.length !== 1) {
    console.error(unknown ? `analyse does not know ${unknown}` : 'analyse needs one file or directory: analyse VOTES.csv|DIR [--json]')
    return 2
  }
  const result = await analyse(paths[0] as string, { json: options.includes('--json') })
  if ('refusal' in result) {
    console.error(result.refusal)
    return 1
  }
  process.stdout.write(result.output)
  return 0
}
