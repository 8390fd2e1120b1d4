create table quarantine (
  municipality_id uuid not null,
  id uuid not null,
  dialogue_id uuid not null,
  number integer not null,
  state text not null default 'alert' check (state in ('alert', 'quarantined', 'released', 'dismissed')),
  raised_at timestamptz not null,
  decided_at timestamptz,
  pseudonyms integer not null check (pseudonyms > 0),
  networks integer not null check (networks > 0),
  equal_share double precision not null check (equal_share between 0 and 1),
  usual_share double precision check (usual_share between 0 and 1),
  primary key (municipality_id, id),
  unique (municipality_id, dialogue_id, number),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table quarantine is 'Newcomers whose votes are conspicuously alike, and what a moderator decided about them: set aside, given back, or nothing to it.';
comment on column quarantine.number is 'Counts from 1 within the dialogue, for the public log.';
comment on column quarantine.raised_at is 'To the hour: a finer time could be matched with a server''s log.';
comment on column quarantine.networks is 'How many networks they came from. Which ones is never stored.';
comment on column quarantine.equal_share is 'Of two of them, on statements both answered: share of equal answers.';
comment on column quarantine.usual_share is 'The same for two other people; null where there were too few to compare with.';

create table quarantine_member (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  participant_id uuid not null,
  quarantine_id uuid not null,
  primary key (municipality_id, dialogue_id, participant_id),
  foreign key (municipality_id, quarantine_id) references quarantine (municipality_id, id) on delete cascade,
  foreign key (municipality_id, participant_id) references participant (municipality_id, id) on delete cascade
);
comment on table quarantine_member is 'Which pseudonyms a quarantine is about. A pseudonym is judged once in a dialogue.';
create index quarantine_member_by_quarantine on quarantine_member (municipality_id, quarantine_id);
create index quarantine_member_by_participant on quarantine_member (municipality_id, participant_id);

create table quarantined_vote (
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
comment on table quarantined_vote is 'Votes that are set aside: whoever reads vote does not see them. Releasing moves them back.';
create index quarantined_vote_by_statement on quarantined_vote (municipality_id, statement_id);
create index quarantined_vote_by_participant on quarantined_vote (municipality_id, participant_id);

create view own_vote as
  select municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on from vote
  union all
  select municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on from quarantined_vote;
comment on view own_vote is 'What participants see of their own votes: those that count and those set aside alike.';
