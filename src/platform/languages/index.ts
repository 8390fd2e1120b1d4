export {
  borrowedSentences,
  fallbackLanguage,
  flatten,
  interfaceLanguages,
  type Language,
  languageOf,
  type MessageKey,
  type MessageValues,
  preferredLanguage,
  publicLanguages,
  type Translate,
  translatorFor,
} from './languages.ts'
