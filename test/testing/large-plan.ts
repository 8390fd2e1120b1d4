import { sql } from 'kysely'
import type { Write } from '#platform/db'

export const largePlan = { measures: 2_000, departments: 40, fields: 12, goals: 100, sources: 20 }

const desk = '/musterstadt/verwaltung/plan'

/** What councillors and departments look at first; the issue gives them 150 ms. */
export const promisedPages = [`${desk}/massnahmen`, '/musterstadt/massnahmen', `${desk}/matrix`, '/musterstadt/plan/matrix']

/** The other pages that grow with a plan. */
export const largePlanPages = [
  desk,
  `${desk}/massnahmen?seite=20`,
  `${desk}/massnahmen?amt=amt-7&stand=running`,
  `${desk}/massnahmen/7`,
  `${desk}/massnahmen/7/aemter`,
  `${desk}/massnahmen/7/verknuepfungen`,
  `${desk}/massnahmen/7/geld`,
  `${desk}/massnahmen/7/verlauf`,
  `${desk}/ziele`,
  `${desk}/ziele/7`,
  `${desk}/aemter`,
  `${desk}/aemter/amt-7`,
  `${desk}/mittel`,
  `${desk}/mittel/quelle-7`,
  `${desk}/runden/neu`,
  `${desk}/runden/1`,
  `${desk}/haushalt`,
  `${desk}/befunde`,
  `${desk}/berichte`,
  `${desk}/uebernahme`,
  `${desk}/beschlussvorlage`,
  '/musterstadt/plan',
  '/musterstadt/massnahmen?feld=feld-7',
  '/musterstadt/massnahmen/7',
  '/musterstadt/ziele',
  '/musterstadt/ziele/7',
  '/musterstadt/plan/zeitplan',
  '/musterstadt/plan/haushalt',
]

/** The link of the round by which the first department answers for its fifty measures. */
export const largeLinkId = '00000000-0000-4000-8000-0000000000c1'

/**
 * A plan larger than any town has one: 2,000 measures of 40 departments, each with a lead, two that take part, a partner, goals, milestones, money
 * of three years, posts, and a history; and a round that runs. It is there within seconds. `linkHash`: of the token of the first department's link.
 */
export async function putLargePlan(db: Write, today: Date, linkHash: string): Promise<void> {
  const town = db.municipality
  const { measures, departments, fields, goals, sources } = largePlan
  const year = today.getUTCFullYear()
  const ids = (kind: string, number: string) => sql.raw(`md5('${kind}' || ${number})::uuid`)
  await db.rows(sql`insert into plan (municipality_id, title, is_published) values (${town}, 'Großer Plan', true)`)
  await db.rows(sql`
    insert into department (municipality_id, id, slug, name, short_name, mail)
    select ${town}, ${ids('department', 'n')}, 'amt-' || n, 'Amt Nummer ' || n, 'A' || n, 'amt' || n || '@musterstadt.example'
    from generate_series(1, ${departments}::integer) as n`)
  await db.rows(sql`
    insert into action_field (municipality_id, id, slug, name, position)
    select ${town}, ${ids('field', 'n')}, 'feld-' || n, 'Handlungsfeld Nummer ' || n, n from generate_series(1, ${fields}::integer) as n`)
  await db.rows(sql`
    insert into target_group (municipality_id, id, slug, name, position)
    select ${town}, ${ids('group', 'n')}, 'gruppe-' || n, 'Zielgruppe Nummer ' || n, n from generate_series(1, 8) as n`)
  await db.rows(sql`
    insert into goal (municipality_id, id, number, action_field_id, title, level, influence)
    select ${town}, ${ids('goal', 'n')}, n, ${ids('field', `(1 + n % ${fields})`)},
      'Ziel ' || n || ': Wer hier lebt, findet, was er zum Ankommen braucht.', 'municipality', 'decides'
    from generate_series(1, ${goals}::integer) as n`)
  await db.rows(sql`
    insert into measure (municipality_id, id, number, title, description, action_field_id, target_group_id, starts_on, ends_on, status, light,
      light_reason, state_of_affairs, next_step, stated_on)
    select ${town}, ${ids('measure', 'n')}, n::text, 'Maßnahme ' || n || ': Sprachkurse am Abend mit Betreuung der Kinder',
      'Zweimal in der Woche gibt es einen Kurs, in dem die Kinder nebenan betreut werden. Er kostet nichts.', ${ids('field', `(1 + n % ${fields})`)},
      ${ids('group', '(1 + n % 8)')}, ${`${year - 1}-01-01`}::date + n % 300, ${`${year}-06-01`}::date + n % 500,
      (array['idea', 'planned', 'started', 'running', 'running', 'done', 'deferred'])[1 + n % 7],
      (array['green', 'yellow', 'red', null])[1 + n % 4], 'Es fehlen Räume.', 'Zwei Kurse laufen, der dritte beginnt im Herbst.',
      'Räume suchen', ${today}::date - 30
    from generate_series(1, ${measures}::integer) as n`)
  await db.rows(sql`
    insert into measure_department (municipality_id, measure_id, department_id, role, state)
    select ${town}, ${ids('measure', 'n')}, ${ids('department', `(1 + (n * 7 + place * 3) % ${departments})`)},
      case when place = 0 then 'lead' else 'part' end, case when place > 0 then null when n % 10 = 0 then 'asked' else 'accepted' end
    from generate_series(1, ${measures}::integer) as n, generate_series(0, 2) as place`)
  await db.rows(sql`
    insert into measure_partner (municipality_id, measure_id, position, name)
    select ${town}, ${ids('measure', 'n')}, 1, 'Volkshochschule' from generate_series(1, ${measures}::integer) as n`)
  await db.rows(sql`
    insert into measure_goal (municipality_id, measure_id, goal_id)
    select ${town}, ${ids('measure', 'n')}, ${ids('goal', `(1 + (n + place * 11) % ${goals})`)}
    from generate_series(1, ${measures}::integer) as n, generate_series(0, 1) as place`)
  await db.rows(sql`
    insert into milestone (municipality_id, id, measure_id, title, due_on)
    select ${town}, gen_random_uuid(), ${ids('measure', 'n')}, 'Meilenstein ' || place, ${`${year}-03-01`}::date + n % 200 + place * 30
    from generate_series(1, ${measures}::integer) as n, generate_series(1, 2) as place`)
  await db.rows(sql`
    insert into cost (municipality_id, measure_id, year, category, amount_cents)
    select ${town}, ${ids('measure', 'n')}, ${year}::integer + place - 1, (array['personnel', 'fees', 'rooms'])[1 + (n + place) % 3], 100000 + n * 7
    from generate_series(1, ${measures}::integer) as n, generate_series(0, 2) as place`)
  await db.rows(sql`
    insert into financing_source (municipality_id, id, slug, kind, name, reference, amount_cents, ends_on)
    select ${town}, ${ids('source', 'n')}, 'quelle-' || n, (array['own', 'state', 'federation', 'eu'])[1 + n % 4], 'Geldquelle Nummer ' || n,
      'AZ ' || n, 100000000000, ${`${year + 1}-01-01`}::date + n * 20
    from generate_series(1, ${sources}::integer) as n`)
  await db.rows(sql`
    insert into allotment (municipality_id, source_id, measure_id, year, state, amount_cents)
    select ${town}, ${ids('source', `(1 + (n + place) % ${sources})`)}, ${ids('measure', 'n')}, ${year}::integer + place - 1,
      (array['planned', 'applied', 'granted', 'drawn'])[1 + n % 4], 60000 + n * 7
    from generate_series(1, ${measures}::integer) as n, generate_series(0, 2) as place`)
  await db.rows(sql`
    insert into spending (municipality_id, id, measure_id, source_id, spent_on, amount_cents, purpose)
    select ${town}, gen_random_uuid(), ${ids('measure', 'n')}, ${ids('source', `(1 + n % ${sources})`)}, ${today}::date - n % 200 - place * 30,
      1000 + n, 'Honorar'
    from generate_series(1, ${measures}::integer) as n, generate_series(0, 2) as place`)
  await db.rows(sql`
    insert into post (municipality_id, id, measure_id, title, grade, year, hundredths, is_filled, funded_until)
    select ${town}, gen_random_uuid(), ${ids('measure', 'n')}, 'Koordination', 'E 9b', ${year}::integer, 50, n % 2 = 0, ${`${year + 1}-01-01`}::date + n % 1500
    from generate_series(1, ${measures}::integer) as n where n % 3 = 0`)
  await db.rows(sql`
    insert into measure_change (municipality_id, id, measure_id, at, before, after)
    select ${town}, gen_random_uuid(), ${ids('measure', 'n')}, ${today}::timestamptz - make_interval(days => place * 90),
      jsonb_build_object('stateOfAffairs', 'Es gibt ' || place || ' Kurse.'), jsonb_build_object('stateOfAffairs', 'Es gibt ' || place + 1 || ' Kurse.')
    from generate_series(1, ${measures}::integer) as n, generate_series(0, 4) as place`)
  await putRound(db, today, linkHash)
}

/** One link for each department; that of the first opens its fifty measures. */
async function putRound(db: Write, today: Date, linkHash: string) {
  const town = db.municipality
  const round = '00000000-0000-4000-8000-0000000000c0'
  const endsOn = new Date(today.getTime() + 20 * 86_400_000)
  await db.rows(sql`
    insert into update_round (municipality_id, id, number, title, opened_at, ends_on) values (${town}, ${round}, 1, 'Herbst', ${today}, ${endsOn})`)
  await db.rows(sql`
    insert into update_link (municipality_id, id, round_id, department_id, token_hash, mail, name, ends_on, created_at)
    select ${town}, case when slug = 'amt-1' then ${largeLinkId}::uuid else gen_random_uuid() end, ${round}, id,
      case when slug = 'amt-1' then ${linkHash} else slug end, mail, name, ${endsOn}, ${today}
    from department where municipality_id = ${town}`)
  await db.rows(sql`
    insert into update_link_measure (municipality_id, link_id, measure_id, asks_for)
    select ${town}, link.id, involved.measure_id, 'update'
    from update_link as link
    join measure_department as involved on involved.municipality_id = ${town} and involved.department_id = link.department_id
    where link.municipality_id = ${town} and involved.role = 'lead'`)
}
