create table dialogue (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  question text not null,
  description text not null default '',
  phase text not null default 'draft' check (phase in ('draft', 'open', 'closed', 'archived')),
  opens_at timestamptz,
  closes_at timestamptz,
  residents_may_add boolean not null default true,
  moderation text not null default 'before' check (moderation in ('before', 'after')),
  statement_length integer not null default 140 check (statement_length between 40 and 400),
  languages text[] not null,
  licence text not null default 'CC-BY-4.0',
  source_note text not null default '',
  import_digest text,
  created_at timestamptz not null default now(),
  revised_at timestamptz not null default now(),
  primary key (municipality_id, id),
  unique (municipality_id, slug)
);
comment on table dialogue is 'A question a municipality puts to its people, for a time, with statements to vote on.';
comment on column dialogue.source_note is 'Where imported data come from, shown wherever they are shown.';
comment on column dialogue.import_digest is 'SHA-256 over the imported files, so that the same export is not taken twice.';

create table participant (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  first_seen date not null,
  primary key (municipality_id, id)
);
comment on table participant is 'A random pseudonym. Never linked to a person, an address of the network or a browser.';
comment on column participant.first_seen is 'The day only: a time could be matched with a server''s log.';

create table statement (
  municipality_id uuid not null,
  id uuid not null,
  dialogue_id uuid not null,
  number integer not null,
  text text not null,
  language text not null,
  origin text not null check (origin in ('seed', 'resident', 'import')),
  state text not null check (state in ('pending', 'approved', 'rejected', 'merged')),
  author_id uuid,
  rejection_reason text check (rejection_reason in ('insult', 'personal-data', 'off-topic', 'duplicate', 'unclear', 'unlawful')),
  rejection_note text not null default '',
  merged_into uuid,
  submitted_on date not null,
  decided_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, dialogue_id, number),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, author_id) references participant (municipality_id, id) on delete set null (author_id),
  foreign key (municipality_id, merged_into) references statement (municipality_id, id) on delete set null (merged_into)
);
comment on table statement is 'One sentence people agree or disagree with. Its meaning is fixed once somebody has voted on it.';
comment on column statement.number is 'Counts from 1 within the dialogue; printed on paper and used in exports.';
create index statement_by_state on statement (municipality_id, dialogue_id, state);
create index statement_by_author on statement (municipality_id, author_id) where author_id is not null;
create index statement_by_likeness on statement using gin (text gin_trgm_ops);

create table statement_edit (
  municipality_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  before text not null,
  after text not null,
  person_id uuid references person on delete set null,
  at timestamptz not null default now(),
  primary key (municipality_id, id),
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table statement_edit is 'Typos mended before the first vote, visible to everybody.';

create table vote (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  participant_id uuid not null,
  statement_id uuid not null,
  answer smallint not null check (answer in (-1, 0, 1)),
  cast_on date not null,
  primary key (municipality_id, dialogue_id, participant_id, statement_id),
  foreign key (municipality_id, participant_id) references participant (municipality_id, id) on delete cascade,
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table vote is 'One answer per participant and statement: 1 agree, -1 disagree, 0 pass. No time of day, no network address, no browser.';
create index vote_by_statement on vote (municipality_id, statement_id);

create table map_snapshot (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  computed_at timestamptz not null,
  votes integer not null,
  votes_digest text not null,
  statement_numbers integer[] not null,
  map jsonb not null,
  primary key (municipality_id, dialogue_id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on column map_snapshot.statement_numbers is 'The map means statements by their place in this list.';
comment on table map_snapshot is 'The newest opinion map of a dialogue, computed away from the requests.';
