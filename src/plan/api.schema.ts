import { z } from 'zod'
import { named } from '#dialogue'
import { influences, levels } from './goal.ts'
import { lights, priorities } from './measure.ts'
import { sourceKinds } from './money.ts'
import { statuses } from './status.ts'

const url = z.url()
const day = z.iso.date()
const slug = z.string()
const count = z.int().nonnegative()
const measureNumber = z.string().describe('The town’s own number.')
const goalNumber = z.int().positive()
const cents = z.int().describe('In cents.')
const year = z.int()

const fieldSchema = named('ActionField', 'An action field (Handlungsfeld) of the plan.', z.object({ slug, name: z.string() }))

const departmentSchema = named(
  'Department',
  'A department (Fachamt) of the administration.',
  z.object({
    slug,
    name: z.string(),
    contact: z.string().nullable().describe('Role or name of its head, as far as the municipality tells. Null: it does not.'),
  }),
)

const balanceShape = {
  planned: cents,
  financed: cents.describe('Allotted, whatever its state, in cents.'),
  secured: cents.describe('Granted or drawn, in cents.'),
  spent: cents,
  gap: cents.describe('Planned and not financed, in cents; what one measure or year has too much fills no gap of another.'),
  surplus: cents.describe('Financed and not planned, in cents.'),
}
const balanceSchema = named('PlanBalance', 'What is planned, who pays and what was spent.', z.object(balanceShape))

const sentenceSchema = z.object({
  vision: z.string().describe('Slug of the vision.'),
  number: z.int().positive().describe('Number of the sentence, as in the visions’ answers.'),
  text: z.string(),
  language: z.string().describe('BCP 47.'),
})

const measureShape = {
  number: measureNumber,
  title: z.string(),
  field: slug.describe('Slug of its action field.'),
  status: z.enum(statuses),
  light: z.enum(lights).nullable().describe('Traffic light. Null: none is set, or the municipality does not tell.'),
  priority: z.enum(priorities),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
  statedOn: day.nullable().describe('As of when status, light and texts were last confirmed.'),
  lead: slug.nullable().describe('Slug of the department that has accepted the lead. Null: none alone has.'),
  parts: z.array(slug).describe('Slugs of departments that take part.'),
  goals: z.array(goalNumber),
  links: z.object({ measure: url, page: url }),
}

const indicatorSchema = named(
  'Indicator',
  'What a goal is measured by. Null: nobody has set it.',
  z.object({
    name: z.string(),
    unit: z.string(),
    baseline: z.number().nullable(),
    baselineYear: year.nullable(),
    target: z.number().nullable(),
    targetYear: year.nullable(),
  }),
)

const goalShape = {
  number: goalNumber,
  title: z.string(),
  description: z.string(),
  field: slug.describe('Slug of its action field.'),
  level: z.enum(levels).describe('Who is competent.'),
  influence: z.enum(influences).describe('What the municipality itself can do about it.'),
  demand: z
    .object({ addressee: z.string(), text: z.string() })
    .nullable()
    .describe('What is demanded of whom. Null: the goal is no demand.'),
  indicator: indicatorSchema.nullable().describe('Null: none is named, or the goal is a demand.'),
  measures: z.array(measureNumber),
  links: z.object({ goal: url, page: url }),
}

const answers = {
  plan: named(
    'Plan',
    'The published plan of a municipality. Its texts are in German.',
    z.object({
      title: z.string(),
      introduction: z.string(),
      language: z.literal('de'),
      goals: count,
      measures: z
        .partialRecord(z.enum(statuses), count)
        .describe('How many published measures have each status; statuses nobody has are left out.'),
      fields: z.array(fieldSchema),
      departments: z.array(departmentSchema).describe('Those that lead a published measure or take part.'),
      links: z.object({
        page: url,
        measures: url,
        goals: url,
        matrix: url,
        budget: url.nullable().describe('Null: the municipality does not tell of money.'),
      }),
    }),
  ),
  measures: named(
    'Measures',
    'Every published measure, in the order of their numbers.',
    z.object({ measures: z.array(named('MeasureHead', 'A measure as lists show it.', z.object(measureShape))) }),
  ),
  measure: named(
    'Measure',
    'A measure (Maßnahme) with everything the municipality publishes of it. Empty texts: nobody has written any, or they are not published.',
    z.object({
      ...measureShape,
      description: z.string(),
      targetGroup: z.string().nullable(),
      statusReason: z.string(),
      lightReason: z.string(),
      stateOfAffairs: z.string(),
      nextStep: z.string(),
      obstacles: z.string(),
      resolution: z.object({ number: z.string(), resolvedOn: day.nullable() }).nullable(),
      regularSince: day.nullable().describe('Since when it is part of the regular structure.'),
      partners: z.array(z.string()).describe('Who outside the administration takes part.'),
      milestones: z.array(z.object({ title: z.string(), dueOn: day, reachedOn: day.nullable() })),
      sentences: z.array(sentenceSchema).describe('Sentences of a vision it serves, by its goals or directly.'),
      statements: z
        .array(
          z.object({
            dialogue: z.string().describe('Slug of the dialogue.'),
            number: z.int().positive(),
            text: z.string(),
            language: z.string().describe('BCP 47.'),
          }),
        )
        .describe('Statements of dialogues it answers directly.'),
      money: z
        .array(z.object({ year, ...balanceShape }))
        .nullable()
        .describe('By year. Null: the municipality does not tell of money.'),
    }),
  ),
  goals: named(
    'Goals',
    'Every published goal, in the order of their numbers.',
    z.object({ goals: z.array(named('GoalHead', 'A goal as lists show it.', z.object(goalShape))) }),
  ),
  goal: named(
    'Goal',
    'A goal with the sentences it serves. One the municipality can only demand has no indicator and no percentage.',
    z.object({ ...goalShape, sentences: z.array(sentenceSchema) }),
  ),
  matrix: named(
    'Matrix',
    'Action fields against departments, over published measures that are neither done nor dropped nor made regular.',
    z.object({
      fields: z.array(
        z.object({
          field: slug,
          measures: count,
          hasLead: z.boolean().describe('Whether a department has accepted to lead at least one of them.'),
          cost: cents.nullable().describe('Planned over all years, in cents. Null: the municipality does not tell of money.'),
          departments: z
            .array(
              z.object({
                department: slug,
                leads: count,
                parts: count,
                cost: cents.nullable().describe('Of the measures it leads, in cents.'),
              }),
            )
            .describe('Those that lead or take part.'),
        }),
      ),
    }),
  ),
  budget: named(
    'PlanBudget',
    'Money of the published measures, in three cuts that each hold every cent.',
    z.object({
      sum: balanceSchema,
      fields: z.array(z.object({ field: slug, balance: balanceSchema })),
      sources: z.array(
        z.object({
          name: z.string().nullable().describe('Null: spent, and nobody has said from which source.'),
          kind: z.enum(sourceKinds).nullable(),
          financed: cents,
          secured: cents,
          spent: cents,
        }),
      ),
      years: z.array(z.object({ year, balance: balanceSchema })),
    }),
  ),
}

export type Answers = { [Name in keyof typeof answers]: z.infer<(typeof answers)[Name]> }

/** By which name each answer stands in the document. */
export const componentOf = {
  plan: 'Plan',
  measures: 'Measures',
  measure: 'Measure',
  goals: 'Goals',
  goal: 'Goal',
  matrix: 'Matrix',
  budget: 'PlanBudget',
} as const satisfies Record<keyof typeof answers, string>
