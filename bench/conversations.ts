import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#platform/config'
import type { VoteList } from '../src/dialogue/opinion-map.ts'
import { readPolisExport } from '../src/dialogue/polis.source.ts'

export type Conversation = { name: string; votes: VoteList }

/** The published conversations, by name; none if their folder is not there (LEITBILD_SHARED_DATA may name it). */
export async function publishedConversations(): Promise<Conversation[]> {
  const folder = join(process.env.LEITBILD_SHARED_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'conversations')
  if (!existsSync(folder)) return []
  const conversations: Conversation[] = []
  for (const name of readdirSync(folder).sort()) {
    const result = await readPolisExport(join(folder, name))
    if ('refusal' in result) throw new Error(`${name}: ${JSON.stringify(result.refusal)}`)
    conversations.push({ name, votes: result.conversation.votes })
  }
  return conversations
}
