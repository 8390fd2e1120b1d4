create table plan (
  municipality_id uuid primary key references municipality on delete cascade,
  title text not null default '',
  introduction text not null default '',
  is_published boolean not null default false,
  contacts text not null default 'none' check (contacts in ('none', 'role', 'name')),
  shows_money boolean not null default true,
  shows_posts boolean not null default true,
  shows_lights boolean not null default true,
  shows_obstacles boolean not null default false,
  revised_at timestamptz not null default now()
);
comment on table plan is 'The plan of a town: its title, and what of it the town has chosen to publish.';
comment on column plan.contacts is 'What is told of who heads a department: nothing, the role, or the name too.';

create table department (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  short_name text not null default '',
  head_role text not null default '',
  head_name text not null default '',
  mail text not null default '',
  parent_id uuid,
  is_closed boolean not null default false,
  primary key (municipality_id, id),
  unique (municipality_id, slug),
  foreign key (municipality_id, parent_id) references department (municipality_id, id) deferrable initially deferred
);
comment on table department is 'A department (Fachamt) of the administration.';
comment on column department.head_role is 'How the head is called: Leitung Jugendamt.';
comment on column department.mail is 'Where update rounds and requests to lead are sent.';
comment on column department.is_closed is 'Was dissolved; measures keep its name, new ones cannot have it.';

create table action_field (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  position integer not null,
  primary key (municipality_id, id),
  unique (municipality_id, slug)
);
comment on table action_field is 'An action field (Handlungsfeld) of the plan.';

create table target_group (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  position integer not null,
  primary key (municipality_id, id),
  unique (municipality_id, slug)
);
comment on table target_group is 'For whom measures are meant.';

create table goal (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  number integer not null,
  action_field_id uuid not null,
  title text not null,
  description text not null default '',
  level text not null check (level in ('municipality', 'district', 'state', 'federation', 'shared')),
  influence text not null check (influence in ('decides', 'co-decides', 'demands')),
  addressee text not null default '',
  demand text not null default '',
  indicator_name text not null default '',
  indicator_unit text not null default '',
  baseline double precision,
  baseline_year integer,
  target double precision,
  target_year integer,
  is_public boolean not null default true,
  is_dropped boolean not null default false,
  primary key (municipality_id, id),
  unique (municipality_id, number),
  check ((influence = 'demands') = (addressee <> '')),
  foreign key (municipality_id, action_field_id) references action_field (municipality_id, id) deferrable initially deferred
);
comment on table goal is 'A goal of the plan, with its indicator, or, where the town can only demand, the demand and to whom it goes.';
comment on column goal.number is 'In its address; never given twice and never changed.';
comment on column goal.level is 'Who is competent.';
comment on column goal.influence is 'What the town itself can do about it.';

create table goal_sentence (
  municipality_id uuid not null,
  goal_id uuid not null,
  sentence_id uuid not null,
  primary key (municipality_id, goal_id, sentence_id),
  foreign key (municipality_id, goal_id) references goal (municipality_id, id) on delete cascade,
  foreign key (municipality_id, sentence_id) references sentence (municipality_id, id) on delete cascade
);
comment on table goal_sentence is 'Which sentences of a vision a goal serves.';
create index goal_of_sentence on goal_sentence (municipality_id, sentence_id);

create table measure (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  number text not null check (number ~ '^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$'),
  title text not null,
  description text not null default '',
  action_field_id uuid not null,
  target_group_id uuid,
  starts_on date,
  ends_on date,
  priority text not null default 'normal' check (priority in ('normal', 'high', 'quick-win')),
  status text not null default 'idea'
    check (status in ('idea', 'planned', 'started', 'running', 'done', 'made-regular', 'deferred', 'dropped')),
  status_reason text not null default '',
  light text check (light in ('green', 'yellow', 'red')),
  light_reason text not null default '',
  state_of_affairs text not null default '',
  next_step text not null default '',
  obstacles text not null default '',
  stated_on date,
  resolution_number text not null default '',
  resolved_on date,
  budget_line text not null default '',
  no_posts_reason text not null default '',
  continuation text not null default '',
  regular_since date,
  responsible_name text not null default '',
  responsible_mail text not null default '',
  is_public boolean not null default true,
  created_at timestamptz not null default now(),
  revised_at timestamptz not null default now(),
  primary key (municipality_id, id),
  unique (municipality_id, number),
  check (ends_on >= starts_on),
  foreign key (municipality_id, action_field_id) references action_field (municipality_id, id) deferrable initially deferred,
  foreign key (municipality_id, target_group_id) references target_group (municipality_id, id) deferrable initially deferred
);
comment on table measure is 'A measure of the plan (Maßnahmenblatt).';
comment on column measure.number is 'The town''s own number, in its address; never changed.';
comment on column measure.light is 'Traffic light; null: nobody has set one.';
comment on column measure.stated_on is 'As of when status, light and texts were last confirmed.';
comment on column measure.no_posts_reason is 'Why a measure that becomes regular needs no posts.';
comment on column measure.continuation is 'How it goes on when funding or posts end; empty: nobody has said.';
comment on column measure.responsible_mail is 'Who answers update rounds for it; empty: the lead department''s address.';
create index measure_by_field on measure (municipality_id, action_field_id);

create table measure_department (
  municipality_id uuid not null,
  measure_id uuid not null,
  department_id uuid not null,
  role text not null check (role in ('lead', 'part')),
  state text check (state in ('asked', 'accepted', 'refused')),
  reason text not null default '',
  answered_on date,
  primary key (municipality_id, measure_id, department_id),
  check ((role = 'lead') = (state is not null)),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade,
  foreign key (municipality_id, department_id) references department (municipality_id, id) deferrable initially deferred
);
comment on table measure_department is 'Who leads a measure and who takes part. An imported table may name two leads; that is a finding until one is left.';
comment on column measure_department.state is 'Whether the department has accepted the lead; null: it takes part.';
create index measure_of_department on measure_department (municipality_id, department_id);

create table measure_partner (
  municipality_id uuid not null,
  measure_id uuid not null,
  position integer not null,
  name text not null,
  primary key (municipality_id, measure_id, position),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade
);
comment on table measure_partner is 'Who outside the administration takes part: associations, businesses, welfare organisations.';

create table milestone (
  municipality_id uuid not null,
  id uuid not null,
  measure_id uuid not null,
  title text not null,
  due_on date not null,
  reached_on date,
  primary key (municipality_id, id),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade
);
comment on table milestone is 'What of a measure is to be reached by when.';
create index milestone_of_measure on milestone (municipality_id, measure_id, due_on);

create table measure_goal (
  municipality_id uuid not null,
  measure_id uuid not null,
  goal_id uuid not null,
  primary key (municipality_id, measure_id, goal_id),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade,
  foreign key (municipality_id, goal_id) references goal (municipality_id, id) on delete cascade
);
comment on table measure_goal is 'Which goals a measure serves.';
create index measure_of_goal on measure_goal (municipality_id, goal_id);

create table measure_sentence (
  municipality_id uuid not null,
  measure_id uuid not null,
  sentence_id uuid not null,
  primary key (municipality_id, measure_id, sentence_id),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade,
  foreign key (municipality_id, sentence_id) references sentence (municipality_id, id) on delete cascade
);
comment on table measure_sentence is 'Sentences of a vision a measure serves directly, beside those of its goals.';
create index measure_of_sentence on measure_sentence (municipality_id, sentence_id);

create table measure_statement (
  municipality_id uuid not null,
  measure_id uuid not null,
  statement_id uuid not null,
  primary key (municipality_id, measure_id, statement_id),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade,
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table measure_statement is 'Statements of a dialogue a measure answers directly.';
create index measure_of_statement on measure_statement (municipality_id, statement_id);

-- money and posts --------------------------------------------------------------------------------------------------

create table cost (
  municipality_id uuid not null,
  measure_id uuid not null,
  year integer not null check (year between 2000 and 2100),
  category text not null check (category in ('personnel', 'material', 'fees', 'rooms', 'investment', 'other')),
  amount_cents bigint not null check (amount_cents >= 0),
  primary key (municipality_id, measure_id, year, category),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade
);
comment on table cost is 'Cost plan of a measure, by year and category.';

create table financing_source (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  kind text not null check (kind in ('own', 'state', 'federation', 'eu', 'foundation', 'third-party')),
  name text not null,
  reference text not null,
  amount_cents bigint not null check (amount_cents >= 0),
  ends_on date,
  continuation text not null default '',
  primary key (municipality_id, id),
  unique (municipality_id, slug),
  unique (municipality_id, kind, reference)
);
comment on table financing_source is 'Money measures are paid from.';
comment on column financing_source.reference is 'What tells it from every other: budget line or product account of own funds, file number of a grant. No two sources of a kind share it, so that none is entered twice.';
comment on column financing_source.amount_cents is 'All there is of it; allotments together never exceed it.';
comment on column financing_source.continuation is 'How it goes on after it ends; empty: nobody has said.';

create table allotment (
  municipality_id uuid not null,
  source_id uuid not null,
  measure_id uuid not null,
  year integer not null check (year between 2000 and 2100),
  state text not null check (state in ('planned', 'applied', 'granted', 'drawn')),
  amount_cents bigint not null check (amount_cents > 0),
  primary key (municipality_id, source_id, measure_id, year, state),
  foreign key (municipality_id, source_id) references financing_source (municipality_id, id) on delete cascade,
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade
);
comment on table allotment is 'What of a source goes to a measure in a year. A euro stands in one state alone: what is drawn is no longer granted.';
create index allotment_of_measure on allotment (municipality_id, measure_id);

create table spending (
  municipality_id uuid not null,
  id uuid not null,
  measure_id uuid not null,
  source_id uuid,
  spent_on date not null,
  amount_cents bigint not null check (amount_cents > 0),
  purpose text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade,
  foreign key (municipality_id, source_id) references financing_source (municipality_id, id) deferrable initially deferred
);
comment on table spending is 'What was spent on a measure.';
create index spending_of_measure on spending (municipality_id, measure_id, spent_on);

create table post (
  municipality_id uuid not null,
  id uuid not null,
  measure_id uuid not null,
  title text not null default '',
  grade text not null,
  year integer not null check (year between 2000 and 2100),
  hundredths integer not null check (hundredths between 1 and 10000),
  is_filled boolean not null,
  funded_until date,
  primary key (municipality_id, id),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade
);
comment on table post is 'Posts of a measure in a year.';
comment on column post.grade is 'Pay grade: E 9b, A 11, S 12.';
comment on column post.hundredths is 'Full-time equivalents in hundredths: 50 is half a post.';
comment on column post.funded_until is 'Null: for good.';
create index post_of_measure on post (municipality_id, measure_id, year);

-- update rounds ----------------------------------------------------------------------------------------------------

create table update_round (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  number integer not null,
  title text not null,
  opened_at timestamptz not null,
  opened_by uuid references person on delete set null,
  ends_on date not null,
  closed_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, number)
);
comment on table update_round is 'A round in which departments bring their measures up to date.';
comment on column update_round.ends_on is 'The last day on which links of the round work.';
comment on column update_round.closed_at is 'When the coordinator ended it before that.';

create table update_link (
  municipality_id uuid not null,
  id uuid not null,
  round_id uuid,
  department_id uuid not null,
  token_hash text not null,
  mail text not null,
  name text not null default '',
  ends_on date not null,
  created_at timestamptz not null,
  delegated_from uuid,
  revoked_at timestamptz,
  last_used_on date,
  primary key (municipality_id, id),
  unique (municipality_id, token_hash),
  foreign key (municipality_id, round_id) references update_round (municipality_id, id) on delete cascade,
  foreign key (municipality_id, department_id) references department (municipality_id, id) deferrable initially deferred,
  foreign key (municipality_id, delegated_from) references update_link (municipality_id, id) on delete cascade
);
comment on table update_link is 'A link by which one person without an account changes the measures it names, and no others.';
comment on column update_link.round_id is 'Null: a request to lead, outside any round.';
comment on column update_link.department_id is 'For which the person answers, or the first of several.';
comment on column update_link.token_hash is 'SHA-256 of the secret in the link; the secret is made of the id and the key of the installation, and stands nowhere in the database.';
comment on column update_link.delegated_from is 'The link it took the place of.';
create index update_link_of_round on update_link (municipality_id, round_id);

create table update_link_measure (
  municipality_id uuid not null,
  link_id uuid not null,
  measure_id uuid not null,
  asks_for text not null check (asks_for in ('update', 'lead')),
  department_id uuid,
  answer text check (answer in ('changed', 'unchanged', 'not-mine', 'accepted', 'refused')),
  reason text not null default '',
  answered_at timestamptz,
  primary key (municipality_id, link_id, measure_id, asks_for),
  check ((asks_for = 'lead') = (department_id is not null)),
  foreign key (municipality_id, department_id) references department (municipality_id, id) deferrable initially deferred,
  foreign key (municipality_id, link_id) references update_link (municipality_id, id) on delete cascade,
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade
);
comment on table update_link_measure is 'Measures a link opens, and what was answered.';
comment on column update_link_measure.department_id is 'Which department is asked to lead: one person may answer for several.';

create table update_reminder (
  municipality_id uuid not null,
  link_id uuid not null,
  ends_on date not null,
  days_before integer not null,
  sent_at timestamptz not null,
  primary key (municipality_id, link_id, ends_on, days_before),
  foreign key (municipality_id, link_id) references update_link (municipality_id, id) on delete cascade
);
comment on table update_reminder is 'Which reminders of a link were sent; none is sent twice.';
comment on column update_reminder.ends_on is 'Of which end it reminded: a round that is extended reminds once more.';

create table measure_change (
  municipality_id uuid not null,
  id uuid not null,
  measure_id uuid not null,
  at timestamptz not null,
  person_id uuid references person on delete set null,
  link_id uuid,
  before jsonb not null,
  after jsonb not null,
  reverts uuid,
  primary key (municipality_id, id),
  foreign key (municipality_id, measure_id) references measure (municipality_id, id) on delete cascade,
  foreign key (municipality_id, link_id) references update_link (municipality_id, id) on delete set null (link_id),
  foreign key (municipality_id, reverts) references measure_change (municipality_id, id) on delete set null (reverts)
);
comment on table measure_change is 'What was changed of a measure, field by field, so that it can be taken back.';
comment on column measure_change.reverts is 'The change this one took back.';
create index measure_change_by_time on measure_change (municipality_id, measure_id, at);

-- reports ----------------------------------------------------------------------------------------------------------

create table progress_report (
  municipality_id uuid not null references municipality on delete cascade,
  number integer not null,
  title text not null,
  as_of date not null,
  content jsonb not null,
  digest text not null,
  made_at timestamptz not null,
  made_by uuid references person on delete set null,
  is_public boolean not null default false,
  primary key (municipality_id, number)
);
comment on table progress_report is 'A progress report (Sachstandsbericht) as it was frozen. Never changed.';
comment on column progress_report.digest is 'SHA-256 of content in canonical form.';

create table plan_paper (
  municipality_id uuid not null references municipality on delete cascade,
  number text not null default '',
  subject text not null default '',
  draft_resolution text not null default '',
  reasons text not null default '',
  financial_effects text not null default '',
  lead_office text not null default '',
  annexes text[] not null default '{}',
  revised_at timestamptz not null,
  primary key (municipality_id)
);
comment on table plan_paper is 'What staff write into the decision paper of the plan; all else is taken from the data.';

alter table consultation_step alter column vision_id drop not null,
  add foreign key (municipality_id) references municipality on delete cascade;
comment on column consultation_step.vision_id is 'What the bodies deal with; null: the plan of the town.';

create table plan_import (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  name text not null,
  rows jsonb not null,
  mapping jsonb not null,
  uploaded_at timestamptz not null,
  uploaded_by uuid references person on delete cascade,
  primary key (municipality_id, id)
);
comment on table plan_import is 'A table of measures as it was uploaded, until it is taken over or forgotten; what was taken over leaves it.';
comment on column plan_import.mapping is 'Which row names the columns, and which column says what of a measure.';
