import { z } from 'zod'
import { named, sharesSchema } from '#dialogue'
import { sourceUses } from './source.ts'
import { versionKinds } from './version.ts'
import { phases } from './vision.ts'

const number = z.int().positive()
const url = z.url()
const language = z.string().describe('BCP 47.')
const use = z.enum(sourceUses).describe('What the sentence has made of it: its very thought, one of several that became one, or an idea.')

const adoptionSchema = named(
  'Adoption',
  'The resolution by which a body adopted a version.',
  z.object({ adoptedOn: z.iso.date(), body: z.string(), resolutionNumber: z.string() }),
)

const versionShape = {
  number,
  kind: z.enum(versionKinds),
  name: z.string(),
  publishedAt: z.iso.datetime(),
  adoption: adoptionSchema.nullable(),
}

const voiceSchema = named(
  'Voice',
  'A statement behind a sentence. Null: too few votes to tell.',
  z.object({
    dialogue: z.object({ slug: z.string(), question: z.string() }),
    number: number.describe('Number of the statement within its dialogue.'),
    text: z.string().nullable().describe('Null: a moderator has rejected the statement since.'),
    language,
    use,
    overall: sharesSchema.nullable(),
    groups: z
      .array(z.object({ letter: z.string(), shares: sharesSchema.nullable() }))
      .describe('Lowest agreement first, groups of which nothing is told last. Empty: the dialogue has no stable groups.'),
    lower: z.int().min(0).max(100).nullable().describe('Percent that certainly (one-sided 95 %) agree in the group where they are fewest.'),
  }),
)

const issueSchema = named(
  'NegotiatedIssue',
  'What was contested, how it ended, and the words of those who do not agree.',
  z.object({
    number,
    question: z.string(),
    outcome: z.enum(['bridged', 'partly-bridged', 'dissent']),
    reason: z.string(),
    sentences: z.array(number).describe('Numbers of the sentences that come from its statements.'),
    dissents: z.array(z.object({ text: z.string(), signedName: z.string(), letter: z.string().nullable() })),
  }),
)

const sourceSchema = named(
  'Source',
  'What a sentence draws on besides the dialogues.',
  z.object({
    kind: z.enum(['card', 'note', 'concept', 'resolution']),
    use,
    title: z.string(),
    reference: z.string(),
    datedOn: z.iso.date().nullable(),
  }),
)

const sentenceShape = {
  number,
  text: z.string(),
  explanation: z.string(),
  voices: z.array(voiceSchema).describe('With votes as they were on the day of publication.'),
  sources: z.array(sourceSchema),
  credits: z.array(z.object({ contribution: number, signedName: z.string() })).describe('Whose amendments it has taken in.'),
}

const visionShape = {
  slug: z.string(),
  title: z.string(),
  language,
  phase: z
    .enum(phases)
    .describe('`draft` and `revision`: the town writes; `consultation`: residents amend; `deliberation`: the council has it.'),
}

const visionSchema = named(
  'Vision',
  'A text a town works on, as its newest version names it.',
  z.object({
    ...visionShape,
    versions: z.array(z.object({ ...versionShape, links: z.object({ version: url, page: url }) })).describe('Newest first.'),
    links: z.object({ page: url }),
  }),
)

const answers = {
  visions: named('Visions', 'Visions of which something is published.', z.object({ visions: z.array(visionSchema) })),
  vision: visionSchema,
  version: named(
    'VisionVersion',
    'A published text with everything that stood beside it. It never changes; only the words of a statement that was rejected later are left out.',
    z.object({
      ...versionShape,
      title: z.string(),
      preamble: z.string(),
      language,
      chapters: z.array(z.object({ title: z.string(), sentences: z.array(z.object(sentenceShape)) })),
      issues: z.array(issueSchema),
      digest: z.string().describe('SHA-256 of what was published.'),
    }),
  ),
  sentence: named(
    'SentenceThread',
    'A sentence of the newest version that has it.',
    z.object({
      ...sentenceShape,
      version: number,
      isCurrent: z.boolean().describe('False: the newest version has dropped it.'),
      adoption: adoptionSchema.nullable(),
      versions: z.array(z.object({ ...versionShape, text: z.string().nullable() })).describe('Newest first. Null: not in that version.'),
      issues: z.array(issueSchema),
      links: z.object({ page: url }),
    }),
  ),
  fates: named(
    'StatementFates',
    'What became of a statement, in each vision of which something is published.',
    z.object({
      fates: z.array(
        z.object({
          vision: z.object({ slug: z.string(), title: z.string(), language }),
          fate: z.enum(['adopted', 'negotiated', 'handed-over', 'declined']).nullable().describe('Null: nothing has been decided yet.'),
          sentences: z.array(z.object({ number, use, text: z.string(), version: number, isCurrent: z.boolean() })),
          issues: z.array(z.object({ number, question: z.string(), isClosed: z.boolean() })),
          department: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  ),
}

export type Answers = { [Name in keyof typeof answers]: z.infer<(typeof answers)[Name]> }

/** By which name each answer stands in the document. */
export const componentOf = {
  visions: 'Visions',
  vision: 'Vision',
  version: 'VisionVersion',
  sentence: 'SentenceThread',
  fates: 'StatementFates',
} as const satisfies Record<keyof typeof answers, string>
