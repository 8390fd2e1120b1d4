import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { projectRoot } from '../config/index.ts'
import type { Document, Printed } from './press.ts'

/** The compiler is a native package that not every machine has, and that knows PDF/UA from its version 0.7 on. */
async function load(compiler: string) {
  try {
    return (await import(compiler)) as typeof import('@myriaddreamin/typst-ts-node-compiler')
  } catch {
    return undefined
  }
}

const fonts = join(projectRoot, 'src/platform/documents/fonts')
const readFonts = () => readdirSync(fonts).flatMap(name => (name.endsWith('.ttf') ? [readFileSync(join(fonts, name))] : []))

async function printed({ template, data, images }: Document, compilerName: string): Promise<Printed> {
  const typst = await load(compilerName)
  if (!typst) return { refusal: 'press-missing' }
  const compiler = typst.NodeCompiler.create({ fontArgs: [{ fontBlobs: readFonts() }], workspace: projectRoot })
  for (const [name, image] of Object.entries(images)) compiler.mapShadow(join(projectRoot, name), Buffer.from(image))
  const compiled = compiler.compile({ mainFileContent: template, inputs: { data: JSON.stringify(data) } })
  if (!compiled.result) return refusalIn(JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics))
  try {
    return { pdf: new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: 'ua-1' })) }
  } catch (error) {
    return refusalIn((error as Error).message)
  }
}

function refusalIn(said: string): Printed {
  if (said.includes('does-not-fit')) return { refusal: 'does-not-fit' }
  if (said.includes('could not be displayed with font')) return { refusal: 'unprintable' }
  if (/unknown (variant|pdf standard)/i.test(said)) return { refusal: 'press-missing' }
  throw new Error(`The document could not be set: ${said}`)
}

const { document, compiler } = workerData as { document: Document; compiler: string }
parentPort?.postMessage(await printed(document, compiler))
