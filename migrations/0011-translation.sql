create table translation_setup (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  language text not null,
  shows_unreviewed boolean not null default false,
  revision integer not null default 0,
  primary key (municipality_id, dialogue_id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table translation_setup is 'How a dialogue is translated. A dialogue without a row is written in its first language and has no translations.';
comment on column translation_setup.language is 'In which language the town has written the question and the description.';
comment on column translation_setup.shows_unreviewed is 'Machine translations are shown, labelled, before anybody has looked at them.';
comment on column translation_setup.revision is 'Counts every change of the dialogue''s translations, so that whoever keeps them in memory knows when to read them again.';

create table translation (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  item text not null,
  language text not null,
  text text not null,
  origin text not null check (origin in ('person', 'machine')),
  state text not null check (state in ('draft', 'approved')),
  original text not null,
  original_language text not null,
  revised_at timestamptz not null,
  statement_number integer generated always as (case when item in ('question', 'description') then null else item::integer end) stored,
  primary key (municipality_id, dialogue_id, item, language),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, dialogue_id, statement_number) references statement (municipality_id, dialogue_id, number) on delete cascade
);
comment on table translation is 'What a text of a dialogue says in another language. Votes belong to the statement, never to a translation.';
comment on column translation.item is 'question, description, or the number of a statement.';
comment on column translation.original is 'The text that was translated. Where the text now reads otherwise, the translation is out of date: that is compared, never stored.';
create index translation_of_statement on translation (municipality_id, dialogue_id, statement_number) where statement_number is not null;

create table translation_service (
  municipality_id uuid primary key references municipality on delete cascade,
  is_on boolean not null
);
comment on table translation_service is 'Whether a municipality lets the translation service of the instance translate its published texts.';

create table translation_use (
  municipality_id uuid not null references municipality on delete cascade,
  month date not null,
  characters integer not null,
  primary key (municipality_id, month)
);
comment on table translation_use is 'Characters handed to the translation service in a month; counted before they are sent.';

create table translation_order (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  language text not null,
  state text not null check (state in ('waiting', 'done', 'refused')),
  reason text,
  attempts integer not null,
  changed_at timestamptz not null,
  primary key (municipality_id, dialogue_id, language),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table translation_order is 'What became of the newest wish to have a dialogue translated into a language by machine.';
comment on column translation_order.attempts is 'How often in a row the service could not be reached.';
