export { openTranslationService } from './translation.source.ts'
export { charactersIn, type ServiceRefusal, type ServiceTrouble, type TranslationService } from './translation.ts'
