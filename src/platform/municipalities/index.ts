export {
  fallbackColour,
  isState,
  judgeKeys,
  type Kind,
  kinds,
  type Municipality,
  reservedSlugs,
  type State,
  states,
} from './municipality.ts'
export {
  allMunicipalities,
  deleteCrest,
  deleteMunicipality,
  findCrest,
  findMunicipality,
  putCrest,
  putMunicipality,
} from './municipality.store.ts'
export { type MunicipalityRegistry, openRegistry } from './registry.ts'
