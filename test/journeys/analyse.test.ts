import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '#platform/config'
import { temporaryDirectory } from '../testing/server.ts'

const command = [process.execPath, join(projectRoot, 'dist', 'main.js'), 'analyse'] as const
const analyse = (...options: string[]) => spawnSync(command[0], [...command.slice(1), ...options], { encoding: 'utf8' })

describe('what is wrong with the input is told in one line', () => {
  const header = 'timestamp,datetime,comment-id,voter-id,vote\n'
  const row = '1500000100000,Fri,0,7,1\n'
  test.each([
    ['an empty file', '', ': The file is empty.'],
    ['a packed file', gzipSync(header), ', line 1: The line is not UTF-8 text.'],
    ['a file of zeros', Buffer.alloc(5_000_000), ', line 1: The line does not end; perhaps a quotation mark is never closed.'],
    ['other columns', 'a,b,c\n1,2,3\n', ', line 1: Columns are missing. (“comment-id, voter-id, vote”)'],
    ['a vote of 2', `${header}${row}1,Fri,0,8,2\n`, ', line 3: A vote is 1 (agree), −1 (disagree) or 0 (pass). (“2”)'],
    ['a ragged row', `${header}${row}${row}1,Fri,0\n`, ', line 4: The line has too few or too many fields.'],
  ])('%s', (_, content, told) => {
    const path = join(temporaryDirectory('wrong'), 'votes.csv')
    writeFileSync(path, content)
    expect(analyse(path, '--json')).toMatchObject({ status: 1, stdout: '', stderr: `${path}${told}\n` })
  })

  test('a path where nothing is, a directory without votes', () => {
    const directory = temporaryDirectory('empty')
    mkdirSync(directory, { recursive: true })
    const missing = join(directory, 'votes.csv')
    expect(analyse(missing)).toMatchObject({ status: 1, stdout: '', stderr: `${missing}: There is no such file.\n` })
    const comments = join(directory, 'comments.csv')
    expect(analyse(directory)).toMatchObject({ status: 1, stdout: '', stderr: `${comments}: There is no such file.\n` })
    writeFileSync(comments, 'comment-id,comment-body\n0,Bänke\n')
    expect(analyse(directory)).toMatchObject({ status: 1, stdout: '', stderr: `${missing}: There is no such file.\n` })
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a file that may not be read', () => {
    const path = join(temporaryDirectory('locked'), 'votes.csv')
    writeFileSync(path, header)
    chmodSync(path, 0)
    expect(analyse(path)).toMatchObject({ status: 1, stdout: '', stderr: `${path}: The file cannot be read. (“EACCES”)\n` })
  })
})

test('what is read may stop early: a closed pipe is no mistake', async () => {
  const path = join(temporaryDirectory('pipe'), 'votes.csv')
  writeFileSync(path, votesOf(20_000, 5))
  const child = spawn(command[0], [...command.slice(1), path, '--json'])
  const errors = textOf(child.stderr)
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await ended(child)).toBe(0)
  expect(errors()).toBe('')
})

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  test('while reading ends the run, with nothing on standard output', async () => {
    const pipe = join(temporaryDirectory('fifo'), 'votes.csv')
    spawnSync('mkfifo', [pipe])
    const child = spawn(command[0], [...command.slice(1), pipe, '--json'])
    const [output, errors] = [textOf(child.stdout), textOf(child.stderr)]
    const votes = createWriteStream(pipe)
    votes.write(votesOf(1000, 10))
    await expect.poll(errors, { timeout: 30_000 }).toContain('Reading votes.csv')
    child.kill('SIGINT')
    votes.on('error', () => {}).end()
    expect(await ended(child)).toBe(130)
    expect(output()).toBe('')
    expect(errors()).toMatch(/^(Reading votes\.csv: \d+ MB, \d+ MB\/s\n)+$/)
  })

  const hasTerminal = spawnSync('script', ['-qec', 'exit 7', '/dev/null']).status === 7
  test.skipIf(!hasTerminal)('on a terminal, while the map is computed, ends the run at once and clears the line', async () => {
    const directory = temporaryDirectory('terminal')
    const [path, output] = [join(directory, 'votes.csv'), join(directory, 'output')]
    writeFileSync(path, votesOf(30_000, 30))
    const line = [...command, path, '--json'].map(word => `'${word}'`).join(' ')
    const terminal = spawn('script', ['-qefc', `${line} > '${output}'`, '/dev/null'])
    const shown = textOf(terminal.stdout)
    await expect.poll(shown, { timeout: 30_000, interval: 5 }).toContain('Computing the map of 900,000 votes')
    terminal.stdin.write(controlC)
    expect(await ended(terminal)).toBe(130)
    expect(shown().replaceAll('^C', '').endsWith('\r\x1b[K')).toBe(true)
    expect(readFileSync(output, 'utf8')).toBe('')
  })
})

function votesOf(people: number, each: number): string {
  const rows = ['timestamp,datetime,comment-id,voter-id,vote']
  for (let vote = 0; vote < people * each; vote++) {
    const [person, turn] = [Math.floor(vote / each), vote % each]
    rows.push(`${1500000000000 + vote},Fri,${(person * 7 + turn * 3) % 300},${person},${((person + turn) % 3) - 1}`)
  }
  return `${rows.join('\n')}\n`
}

const controlC = '\x03'

const ended = (child: ChildProcess) => new Promise<number | null>(resolve => child.once('close', code => resolve(code)))

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', part => {
    text += part
  })
  return () => text
}
