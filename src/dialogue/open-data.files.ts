import { createHash } from 'node:crypto'
import { type Zippable, zip } from 'fflate'
import { csvFiles } from './open-data.csv.ts'
import { readme } from './open-data.readme.ts'
import { attributionOf, licenceOf, type Publication } from './open-data.ts'
import { commentIdOf } from './polis-import.ts'

export type DataFile = { name: string; type: string; bytes: Uint8Array; sha256: string }

/** The files of a dialogue: the same publication, the same bytes. */
export async function filesOf(publication: Publication): Promise<{ zip: DataFile; json: DataFile; sums: DataFile }> {
  const { slug } = publication.dialogue
  const zipped = fileOf(`${slug}.zip`, 'application/zip', await zipOf(publication))
  const json = fileOf(`${slug}.json`, 'application/json; charset=utf-8', await bytesOf(jsonLines(publication)))
  const sums = [zipped, json].map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
  return { zip: zipped, json, sums: fileOf(sumsName, 'text/plain; charset=utf-8', new TextEncoder().encode(sums)) }
}

export const sumsName = 'sha256sums.txt'

const fileOf = (name: string, type: string, bytes: Uint8Array): DataFile => ({
  name,
  type,
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})

async function zipOf(publication: Publication): Promise<Uint8Array> {
  const files: Zippable = { 'README.txt': [new TextEncoder().encode(readme(publication)), { mtime: always }] }
  for (const { name, lines } of csvFiles(publication)) files[name] = [await bytesOf(lines()), { mtime: always }]
  // away from the thread that answers requests
  return new Promise((resolve, reject) => {
    zip(files, (error, bytes) => (error ? reject(error) : resolve(bytes)))
  })
}

/** An archive keeps local times without a zone, so this one reads the same everywhere. */
const always = new Date(2000, 0, 1)

/** Lines as UTF-8, made in portions so that requests come in between. */
async function bytesOf(lines: Iterable<string>): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let portion: string[] = []
  for (const line of lines) {
    if (portion.push(line) < linesAtOnce) continue
    parts.push(Buffer.from(`${portion.join('\n')}\n`))
    portion = []
    await new Promise(resolve => setImmediate(resolve))
  }
  if (portion.length > 0) parts.push(Buffer.from(`${portion.join('\n')}\n`))
  return new Uint8Array(Buffer.concat(parts))
}

const linesAtOnce = 1000

export const jsonFormat = 'leitbild-dialogue/1'

/** One JSON document, one person and one statement a line. */
function* jsonLines(publication: Publication) {
  const { municipality, dialogue, url, until, k, statements, voters, votes } = publication
  const head = {
    format: jsonFormat,
    municipality,
    dialogue: {
      slug: dialogue.slug,
      question: dialogue.question,
      description: dialogue.description,
      language: publication.language,
      translations: publication.translations,
      phase: dialogue.phase,
      url,
    },
    licence: { code: dialogue.licence, ...licenceOf(dialogue.licence) },
    attribution: attributionOf(publication),
    sign: { '1': 'agree', '0': 'pass', '-1': 'disagree' },
    until,
    counts: { people: voters.length, statements: statements.length, votes, groups: k },
  }
  yield `${JSON.stringify(head).slice(0, -1)},`
  yield '"statements":['
  for (const [i, { number, ...statement }] of statements.entries())
    yield `${i > 0 ? ',' : ''}${JSON.stringify({ number, 'comment-id': commentIdOf(number), ...statement })}`
  yield '],"voters":['
  for (const [i, { id, day, group, numbers, answers }] of voters.entries()) {
    const given = Object.fromEntries(numbers.map((number, place) => [number, answers[place]]))
    yield `${i > 0 ? ',' : ''}${JSON.stringify({ id, day, group, votes: given })}`
  }
  yield ']}'
}
