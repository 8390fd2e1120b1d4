import { z } from 'zod'
import { enteredFor } from './statement.ts'

// What the API answers with, said once: types for the server, schemas for its description.

const parts = z.registry<{ id: string }>()
/** Gives a part of an answer a name and a description of its own. Rooms above name theirs here too: the API is described in one document. */
export const named = <Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema => {
  const described = schema.describe(description)
  parts.add(described, { id })
  return described
}

const count = z.int().nonnegative()
const percent = z.int().min(0).max(100)
const number = z.int().positive().describe('Number of a statement within its dialogue.')
const languageCode = z.string().describe('BCP 47.')
const url = z.url()

const translationSchema = named(
  'Translation',
  'What a text says in another language. Votes belong to the text, never to a translation.',
  z.object({
    language: languageCode,
    text: z.string(),
    origin: z.enum(['person', 'machine']).describe('Who made it.'),
    state: z
      .enum(['approved', 'draft', 'stale'])
      .describe('`draft`: by a machine, shown by the town before anybody has checked it. `stale`: of an earlier wording, no longer shown.'),
  }),
)
const translations = z.array(translationSchema)

export const municipalitySchema = named(
  'Municipality',
  'A town, municipality, association of municipalities or district.',
  z.object({
    slug: z.string(),
    name: z.string(),
    kind: z.enum(['town', 'municipality', 'association', 'district']),
    state: z
      .string()
      .regex(/^(0[1-9]|1[0-6])$/)
      .describe('First two digits of the official key: 01 Schleswig-Holstein to 16 Thüringen.'),
    ags: z.string().nullable().describe('Amtlicher Gemeindeschlüssel, 8 digits; 5 for a district. Leading zeros count.'),
    ars: z.string().nullable().describe('Amtlicher Regionalschlüssel, 12 digits.'),
    languages: z.array(languageCode),
    isExample: z.boolean().describe('Invented: neither the town nor its people exist.'),
    links: z.object({ page: url, dialogues: url }),
  }),
)

export const dialogueSchema = named(
  'Dialogue',
  'A question a municipality puts to its people, with statements to vote on. Drafts are not published.',
  z.object({
    slug: z.string(),
    municipality: z.string().describe('Slug of the municipality.'),
    question: z.string(),
    description: z.string().describe('A small part of Markdown.'),
    language: languageCode.describe('In which question and description were written.'),
    translations: z.object({ question: translations, description: translations }),
    phase: z.enum(['open', 'closed', 'archived']),
    isOpen: z.boolean().describe('Whether votes are taken now.'),
    opensAt: z.iso.datetime().nullable(),
    closesAt: z.iso.datetime().nullable(),
    languages: z.array(languageCode),
    licence: z.string().describe('SPDX identifier where there is one.'),
    attribution: z.string().describe('To be named when the data are used.'),
    links: z.object({ page: url, statements: url, results: url, resultsPage: url, openData: url }),
  }),
)

const enteredForShape = {
  enteredFor: z.enum(enteredFor).nullable().describe('For whom the town entered it; null: added online.'),
  enteredForName: z.string().describe('Name of that association, council or meeting.'),
}

export const statementSchema = named(
  'Statement',
  'A sentence people can agree or disagree with.',
  z.object({ number, text: z.string(), language: languageCode, ...enteredForShape, translations }),
)

export const sharesSchema = named(
  'Shares',
  'Whole percent of the votes; passing is a vote.',
  z.object({ votes: count, agree: percent, disagree: percent, pass: percent }),
)

const direction = z.enum(['agree', 'disagree'])

const outlookSchema = named(
  'Outlook',
  'What it takes to say something certain of a statement.',
  z.discriminatedUnion('kind', [
    z
      .object({ kind: z.literal('too-few-votes'), missing: z.array(z.object({ group: count.nullable(), votes: count })) })
      .describe('Groups with too few votes, and how many are missing; group null: of everybody. Empty where that would tell of few.'),
    z
      .object({ kind: z.literal('more-votes'), votes: count, towards: z.enum(['unites', 'jointly-rejected', 'contested']) })
      .describe('With about so many more votes, spread as those so far, it would be this.'),
    z.object({ kind: z.literal('in-between') }).describe('So close to a border that ten times as many votes would not tell.'),
  ]),
)

const outcomeSchema = named(
  'Outcome',
  'What became of a statement. Null: too few votes to tell.',
  z.object({
    number,
    text: z.string(),
    language: languageCode,
    ...enteredForShape,
    standing: z.enum(['unites', 'jointly-rejected', 'contested', 'unclear', 'too-few-votes']),
    overall: sharesSchema.nullable(),
    groups: z.array(sharesSchema.nullable()).describe('In the order of the groups.'),
    characteristicOf: z.array(z.object({ group: count, direction })).describe('Groups that say this more than everyone else.'),
    lower: percent
      .nullable()
      .describe('Percent that certainly (one-sided 95 %) agree, or disagree if jointly rejected, in the group where they are fewest.'),
    fewestVotes: count.nullable().describe('Every group has at least so many votes on it.'),
    bridging: z
      .object({ score: z.number().min(-1).max(1), lower: z.number().min(-1).max(1) })
      .nullable()
      .describe('Support that does not depend on camp, from −1 to 1, with its lower bound (one-sided 95 %). Null: too few votes.'),
    outlook: outlookSchema
      .nullable()
      .describe('Where nothing certain can be said: what more votes would. Null: not to be told, or not needed.'),
  }),
)

const groupSchema = named(
  'Group',
  'People who answer alike. Null: so small, or so near to all, that people could be told.',
  z.object({
    index: count.describe('Its place wherever groups are listed.'),
    id: count.describe('Its number in the files of votes and in `analyse`, when they are made of the same votes.'),
    letter: z.string().describe('Stays with the same people as long as the dialogue runs.'),
    size: count.nullable(),
    sizeInterval: z.tuple([count, count]).nullable().describe('Members with a probability of 90 %.'),
    core: count.nullable().describe('Members who clearly belong; the others stand near a border.'),
    percent: percent.nullable().describe('Of all who took part.'),
    statements: z.array(z.object({ number, direction })).describe('What it says more than everyone else, clearest difference first.'),
  }),
)

const participationSchema = named(
  'Participation',
  'How many took part.',
  z.object({
    people: count,
    votes: z.object({ count, isAtLeast: z.boolean().describe('Votes on statements with hidden counts are left out.') }),
    statements: count,
    medianVotes: count,
    mapped: count.nullable().describe('People with enough answers to have a place on the opinion map.'),
    newcomers: z
      .array(z.object({ unit: z.enum(['day', 'week', 'month']), start: z.iso.date(), people: count.nullable() }))
      .describe('People by the time of their first vote. Null: too few to tell.'),
  }),
)

const withoutGroups = ['too-few-people', 'no-structure', 'too-little-evidence', 'continuum', 'unstable'] as const

export const resultsSchema = named(
  'Results',
  'What a dialogue has brought, with small numbers hidden.',
  z.object({
    participation: participationSchema,
    groups: z.array(groupSchema).describe('Empty: there are no stable groups.'),
    changes: z
      .object({
        since: z.iso.date(),
        groups: z.array(
          z.object({ letter: z.string(), kind: z.enum(['grown', 'shrunk', 'steady', 'new', 'gone']), people: count.nullable() }),
        ),
      })
      .nullable()
      .describe(
        'What became of the groups since an earlier day. `people` with `grown` and `shrunk` alone; `steady`: by fewer than are told.',
      ),
    certainty: z
      .enum(['groups-same', 'groups-similar', 'groups-shifting', 'groups', ...withoutGroups])
      .describe('How sure the map is: whether a tenth fewer votes would change the groups, or why there are none.'),
    stability: z.object({
      stable: z.boolean(),
      reason: z.enum(['stable', ...withoutGroups]),
      ari: z.number().nullable().describe('Mean adjusted Rand index with the groups found among resampled people.'),
      fewerVotes: z.number().nullable().describe('The same with the groups found when a tenth of the votes is missing.'),
      threshold: z.number(),
    }),
    statements: z.array(outcomeSchema),
    unites: z.array(number).describe('Most people in every group agree; surest first.'),
    jointlyRejected: z.array(number).describe('Most people in every group disagree; surest first.'),
    contested: z.array(number).describe('Most divided first.'),
    method: z.object({ version: z.string(), seed: z.number(), constants: z.record(z.string(), z.number()) }),
    computedAt: z.iso.datetime(),
  }),
)

export const failureSchema = named(
  'Failure',
  'Why there is no answer.',
  z.object({ error: z.object({ status: z.int(), title: z.string(), detail: z.string() }) }),
)

const sourceOfData = { licence: z.string(), attribution: z.string() }

export const answers = {
  municipalities: named(
    'Municipalities',
    'All municipalities of this instance.',
    z.object({ municipalities: z.array(municipalitySchema) }),
  ),
  municipality: municipalitySchema,
  dialogues: named('Dialogues', 'The public dialogues of a municipality, newest first.', z.object({ dialogues: z.array(dialogueSchema) })),
  dialogue: dialogueSchema,
  statements: named(
    'Statements',
    'The approved statements of a dialogue.',
    z.object({ ...sourceOfData, statements: z.array(statementSchema) }),
  ),
  results: named(
    'ResultsAnswer',
    'The results of a dialogue, or why there are none.',
    z.object({
      ...sourceOfData,
      state: z.enum(['available', 'too-few-people', 'not-yet-computed']),
      results: resultsSchema.nullable(),
    }),
  ),
}

export type Answers = { [Name in keyof typeof answers]: z.infer<(typeof answers)[Name]> }

/** Every schema by its name, as JSON Schema 2020-12 with references into the description of the API. */
export function componentSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(parts, {
    uri: id => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern // the format says the same, readably
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]))
}
