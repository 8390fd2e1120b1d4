import { path } from '#platform/web'

export const apiPaths = {
  visions: path('/api/v1/municipalities/:town/visions'),
  vision: path('/api/v1/municipalities/:town/visions/:vision'),
  version: path('/api/v1/municipalities/:town/visions/:vision/versions/:version'),
  sentence: path('/api/v1/municipalities/:town/visions/:vision/sentences/:sentence'),
  fates: path('/api/v1/municipalities/:town/dialogues/:dialogue/statements/:statement/fates'),
}
