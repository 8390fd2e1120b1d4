import { languageOf } from '../languages/index.ts'
import { DefinitionList, Table } from '../web/index.ts'
import { type Block, type ListItem, said, type TextDocument, type Words } from './text-document.ts'

/**
 * A text document on a page, as it will read on paper. Its title is the page's `h1`; or, where the page has a heading of its own, the
 * document goes without and its headings begin at `level`.
 */
export function DocumentPreview({ document: { title, language, town, blocks }, level }: { document: TextDocument; level?: 2 | 3 }) {
  return (
    <article class="document" lang={language} dir={languageOf(language).direction}>
      <p class="document__town">{town.name}</p>
      {level === undefined && <h1>{title}</h1>}
      <DocumentBlocks blocks={blocks} language={language} deeper={level === 3 ? 1 : 0} />
    </article>
  )
}

type BlocksProps = { blocks: readonly Block[]; language: string; deeper?: 0 | 1 }

export const DocumentBlocks = ({ blocks, language, deeper = 0 }: BlocksProps) => (
  <>
    {blocks.map(block => (
      <OneBlock block={block} language={language} deeper={deeper} />
    ))}
  </>
)

function OneBlock({ block, language, deeper }: { block: Block; language: string; deeper: 0 | 1 }) {
  const Said = ({ words }: { words: Words }) => <Lines words={words} language={language} />
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${(block.level + deeper) as 2 | 3 | 4 | 5}` as const
      return (
        <Heading class={block.startsPage ? 'document__annex' : undefined}>
          <Said words={block.text} />
        </Heading>
      )
    }
    case 'paragraph':
      return (
        <p class={block.tone && `document__${block.tone}`}>
          <Said words={block.words} />
        </p>
      )
    case 'list':
      return <ListOf items={block.items} language={language} />
    case 'facts':
      return <DefinitionList items={block.items.map(({ term, words }) => ({ term, description: <Said words={words} /> }))} />
    case 'table':
      return (
        <Table
          caption={block.label}
          captionHidden
          columns={block.columns.map(({ label, numeric }) => ({ label, numeric }))}
          rows={block.rows.map(row => row.map(words => <Said words={words} />))}
        />
      )
    case 'landscape':
      return (
        <div class="document__lying">
          <DocumentBlocks blocks={block.blocks} language={language} deeper={deeper} />
        </div>
      )
    case 'frame':
      return (
        <div class="document__frame">
          <DocumentBlocks blocks={block.blocks} language={language} deeper={deeper} />
        </div>
      )
  }
}

/** Numbers as they are given, also where some are left out. */
function ListOf({ items, language }: { items: readonly ListItem[]; language: string }) {
  const List = items.some(({ number }) => number !== undefined) ? 'ol' : 'ul'
  return (
    <List>
      {items.map(({ number, words, strong, below = [], notes = [] }) => (
        <li value={number}>
          {strong ? (
            <strong>
              <Lines words={words} language={language} />
            </strong>
          ) : (
            <Lines words={words} language={language} />
          )}
          {below.map(text => (
            <p>
              <Lines words={text} language={language} />
            </p>
          ))}
          {notes.map(text => (
            <p class="document__quiet">
              <Lines words={text} language={language} />
            </p>
          ))}
        </li>
      ))}
    </List>
  )
}

function Lines({ words, language }: { words: Words; language: string }) {
  const { text, lang, dir } = said(words, language)
  const isOwn = typeof words === 'string' || words.language === language
  return (
    <span class="document__lines" lang={isOwn ? undefined : lang} dir={isOwn ? undefined : dir}>
      {text}
    </span>
  )
}
