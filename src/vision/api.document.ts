import type { ApiOperation } from '#dialogue'
import { apiPaths } from './api.paths.ts'
import { componentOf } from './api.schema.ts'

const noVision = 'There is no such vision, or nothing of it is published.'

/** What the API answers about visions; the dialogues' document lists it with their own. */
export const visionOperations: ApiOperation[] = [
  {
    path: apiPaths.visions.pattern,
    id: 'visions',
    answer: componentOf.visions,
    summary: 'Its visions of which something is published, newest first',
    missing: 'There is no such municipality.',
  },
  { path: apiPaths.vision.pattern, id: 'vision', answer: componentOf.vision, summary: 'One vision with its versions', missing: noVision },
  {
    path: apiPaths.version.pattern,
    id: 'visionVersion',
    answer: componentOf.version,
    summary: 'A published version as it was on that day',
    missing: 'There is no such version.',
  },
  {
    path: apiPaths.sentence.pattern,
    id: 'sentence',
    answer: componentOf.sentence,
    summary: 'A sentence: how it reads in each version, the voices behind it, dissent and resolution',
    missing: 'No version has this sentence.',
  },
  {
    path: apiPaths.fates.pattern,
    id: 'statementFates',
    answer: componentOf.fates,
    summary: 'What became of a statement, by vision',
    missing: 'There is no such statement that everybody can read.',
  },
]
