export { type Deed, newestDeeds, note, noteForInstance } from './audit.store.ts'
