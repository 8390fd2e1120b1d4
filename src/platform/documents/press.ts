import { Worker } from 'node:worker_threads'

/**
 * Something to print: a Typst template, the data it reads as `json(bytes(sys.inputs.data))`, and pictures it names, such as `crest.webp`.
 * Words of people stand in the data alone, so none of them is ever read as part of the template.
 */
export type Document = { template: string; data: unknown; images: Record<string, Uint8Array> }

/**
 * `press-missing`: this machine has no compiler that makes accessible PDF. `does-not-fit`: the template said so by
 * its panic. `unprintable`: it has characters our fonts do not have.
 */
export type PrintRefusal = 'press-missing' | 'does-not-fit' | 'unprintable'
export type Printed = { pdf: Uint8Array } | { refusal: PrintRefusal }

/**
 * Sets a document as tagged PDF (PDF/UA-1), with our own fonts embedded. It takes a tenth of a second and up to some seconds, so it has a
 * thread of its own, which ends with it and gives its memory back; documents wait for each other. `compiler`: its package.
 */
export function printDocument(document: Document, compiler = '@myriaddreamin/typst-ts-node-compiler'): Promise<Printed> {
  const printed = last.then(() => printInThread(document, compiler))
  last = printed.catch(() => {})
  return printed
}
export type Press = (document: Document) => Promise<Printed>
let last: Promise<unknown> = Promise.resolve()

function printInThread(document: Document, compiler: string): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), { workerData: { document, compiler } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`The press ended with code ${code} before the document was set.`)))
  })
}

/** The bundle has the worker as a file of its own beside it. */
const workerFile = () => new URL(import.meta.url.endsWith('.ts') ? './document.worker.ts' : './document.worker.js', import.meta.url)
