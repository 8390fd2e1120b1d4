create table voluntary_setup (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  questions text[] not null,
  parts text[] not null,
  primary key (municipality_id, dialogue_id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table voluntary_setup is 'Which voluntary questions a dialogue asks after voting, and the parts of town to choose from.';

create table voluntary_answer (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  pseudonym text not null,
  question text not null,
  category text not null,
  primary key (municipality_id, dialogue_id, pseudonym, question),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table voluntary_answer is 'What somebody said of themselves. Bears no day and nothing that stands in any other table.';
comment on column voluntary_answer.pseudonym is 'Keyed hash (HMAC-SHA-256) of the participant; the key is made from the secret of the instance and the dialogue.';

create table population_edition (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  ags text not null,
  source text not null,
  as_of date not null,
  imported_at timestamptz not null,
  primary key (municipality_id, id)
);
comment on table population_edition is 'A table of the population as a statistical office or the register of residents gave it out.';

create table population_count (
  municipality_id uuid not null,
  edition_id uuid not null,
  question text not null,
  category text not null,
  count integer not null check (count >= 0),
  primary key (municipality_id, edition_id, question, category),
  foreign key (municipality_id, edition_id) references population_edition (municipality_id, id) on delete cascade
);
comment on table population_count is 'How many people live in the town in one category of a voluntary question.';

create table representation (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  computed_at timestamptz not null,
  respondents integer not null,
  basis text not null,
  content jsonb not null,
  primary key (municipality_id, dialogue_id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table representation is 'What is published about who took part: small numbers are gone before it is stored.';
comment on column representation.basis is 'Digest of the questions and population tables it was computed with.';
