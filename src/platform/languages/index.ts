export {
  fallbackLanguage,
  flatten,
  interfaceLanguages,
  type Language,
  languageOf,
  type MessageKey,
  type MessageValues,
  preferredLanguage,
  type Translate,
  translatorFor,
} from './languages.ts'
