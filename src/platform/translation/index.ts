export { openTranslationService } from './service.source.ts'
export { charactersIn, type ServiceRefusal, type ServiceTrouble, type TranslationService } from './translation.ts'
