export { Markdown } from './markdown.page.tsx'
export { markdown } from './markdown.ts'
