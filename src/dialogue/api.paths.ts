import { path } from '#platform/web'

export const apiPaths = {
  document: path('/api/v1/openapi.json'),
  municipalities: path('/api/v1/municipalities'),
  municipality: path('/api/v1/municipalities/:town'),
  dialogues: path('/api/v1/municipalities/:town/dialogues'),
  dialogue: path('/api/v1/municipalities/:town/dialogues/:dialogue'),
  statements: path('/api/v1/municipalities/:town/dialogues/:dialogue/statements'),
  results: path('/api/v1/municipalities/:town/dialogues/:dialogue/results'),
}
