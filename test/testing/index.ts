export { Browser } from './browser.ts'
export { emptyDatabase } from './database.ts'
export { inTown, openTestInstance, type TestInstance, testTown } from './instance.ts'
export { sharedData } from './shared-data.ts'
