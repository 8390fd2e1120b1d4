export { type Config, ConfigMistakes, type LogLevel, readConfig } from './config.ts'
export { projectRoot } from './root.ts'
