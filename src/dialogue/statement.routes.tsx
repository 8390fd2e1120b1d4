import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Read } from '#platform/db'
import { notFound, reading, type TownContext } from '#platform/web'
import { isPublic } from './dialogue.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { MergedPage, StatementPage } from './statement.outcome.page.tsx'
import { mergedInto } from './statement.store.ts'
import { aboutDialogue, type InDialogue } from './visitor.ts'

/** What a room above shows on the page of a statement: what became of it. Undefined where there is nothing to say yet. */
export type StatementSlot = (c: TownContext, db: Read, statement: { dialogue: string; number: number }) => Promise<Child | undefined>

/** The page of a statement; what nobody has let pass, or somebody has rejected, has none. */
export const statementRoutes = (room: Room, becameOf: StatementSlot) =>
  new Hono<InDialogue>().get(paths.statement.pattern, aboutDialogue(room), reading, async c => {
    const { agenda, db, municipality } = c.var
    const { dialogue, statements } = agenda
    if (!isPublic(dialogue)) notFound()
    const number = Number(/^\d{1,9}$/.exec(c.req.param('statement'))?.[0] ?? notFound())
    const statement = statements.find(one => one.number === number)
    if (!statement) return c.html(<MergedPage c={c} number={number} into={(await mergedInto(db, dialogue.id, number)) ?? notFound()} />)
    const results = (await room.shown.of(db, dialogue.id, statements, municipality.fewestToShow))?.results
    const fate = await becameOf(c, db, { dialogue: dialogue.id, number })
    return c.html(<StatementPage c={c} statement={statement} results={results} fate={fate} />)
  })
