export { type CreationRefusals, createMunicipality, judgeNewMunicipality, type NewMunicipality, slugOf } from './creation.actions.ts'
export {
  allMunicipalities,
  deleteCrest,
  deleteMunicipality,
  findCrest,
  findMunicipality,
  putCrest,
  putMunicipality,
} from './municipality.store.ts'
export {
  fallbackColour,
  fewestToShowLimits,
  isState,
  judgeKeys,
  type Kind,
  kinds,
  knownLanguages,
  longest,
  type Municipality,
  reservedSlugs,
  type Settings,
  type SettingsRefusal,
  type SlugRefusal,
  type State,
  states,
} from './municipality.ts'
export { keepFresh, type MunicipalityRegistry, openRegistry } from './registry.ts'
export { removeDemo } from './removal.actions.ts'
export { crestAddress, stylesheetAddress } from './stylesheet.ts'
