export { Markdown } from './markdown.page.tsx'
export { inWords, markdown } from './markdown.ts'
