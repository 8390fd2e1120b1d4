import { apiPaths } from './api.paths.ts'
import { type answers, componentSchemas } from './api.schema.ts'

/** A kind of question to the API; `answer`: the name of what it answers with. Rooms above add theirs. */
export type ApiOperation = { path: string; id: string; answer: string; summary: string; missing?: string }

const componentOf = {
  municipalities: 'Municipalities',
  municipality: 'Municipality',
  dialogues: 'Dialogues',
  dialogue: 'Dialogue',
  statements: 'Statements',
  results: 'ResultsAnswer',
} as const satisfies Record<keyof typeof answers, string>

const operations: ApiOperation[] = [
  { path: apiPaths.municipalities.pattern, id: 'municipalities', answer: componentOf.municipalities, summary: 'All municipalities' },
  {
    path: apiPaths.municipality.pattern,
    id: 'municipality',
    answer: componentOf.municipality,
    summary: 'One municipality',
    missing: 'There is no such municipality.',
  },
  {
    path: apiPaths.dialogues.pattern,
    id: 'dialogues',
    answer: componentOf.dialogues,
    summary: 'Its public dialogues, newest first',
    missing: 'There is no such municipality.',
  },
  {
    path: apiPaths.dialogue.pattern,
    id: 'dialogue',
    answer: componentOf.dialogue,
    summary: 'One dialogue',
    missing: 'There is no such public dialogue.',
  },
  {
    path: apiPaths.statements.pattern,
    id: 'statements',
    answer: componentOf.statements,
    summary: 'Its approved statements',
    missing: 'There is no such public dialogue.',
  },
  {
    path: apiPaths.results.pattern,
    id: 'results',
    answer: componentOf.results,
    summary: 'What it has brought, small numbers hidden',
    missing: 'There is no such public dialogue.',
  },
]

/** The description of the API for programs and for those who write them. */
export const openApiDocument = (address: string, above: readonly ApiOperation[]) => ({
  openapi: '3.1.0',
  jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
  info: {
    title: 'Leitbild',
    version: '1',
    summary: 'What municipalities ask their people, and what they answer.',
    description:
      'Read-only, without a key. Nothing here tells of a person: counts below what the municipality shows (five unless it says otherwise, never below three) are null, and so is whatever would give them away. ' +
      'Answers and statements are open data; each dialogue names its licence and whom to attribute. Votes themselves are in the files ' +
      'that `links.openData` of a dialogue leads to. Fields may be added; those that are there stay as they are.',
    license: { name: 'CC BY 4.0, unless the dialogue names another', identifier: 'CC-BY-4.0' },
  },
  servers: [{ url: address }],
  paths: Object.fromEntries([...operations, ...above].map(operation => [inBraces(operation.path), { get: described(operation) }])),
  components: { schemas: componentSchemas() },
})

const described = ({ path, id, answer, summary, missing }: ApiOperation) => ({
  operationId: id,
  summary,
  parameters: [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    ...parameters[name!],
  })),
  responses: {
    '200': { description: summary, content: contentOf(answer) },
    '304': { description: 'Unchanged since the answer with this ETag.' },
    ...(missing && { '404': { description: missing, content: contentOf('Failure') } }),
  },
})

const parameters: Record<string, { description: string; schema: { type: string } }> = {
  town: { description: 'Slug of the municipality.', schema: { type: 'string' } },
  dialogue: { description: 'Slug of the dialogue.', schema: { type: 'string' } },
  statement: { description: 'Number of the statement within its dialogue.', schema: { type: 'integer' } },
  vision: { description: 'Slug of the vision.', schema: { type: 'string' } },
  version: { description: 'Number of the version.', schema: { type: 'integer' } },
  sentence: { description: 'Number of the sentence; it stays with it in every version.', schema: { type: 'integer' } },
  measure: { description: 'The town’s own number of the measure.', schema: { type: 'string' } },
  goal: { description: 'Number of the goal.', schema: { type: 'integer' } },
}

const contentOf = (schema: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } })
const inBraces = (pattern: string) => pattern.replace(/:(\w+)/g, '{$1}')
