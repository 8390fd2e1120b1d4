alter table statement add column entered_for text check (entered_for in ('town', 'association', 'council', 'paper', 'meeting'));
alter table statement add column entered_for_name text not null default '';
comment on column statement.entered_for is 'Who is behind a statement that staff entered: shown wherever the statement is. Null: the origin says it.';
comment on column statement.entered_for_name is 'Name of the association, council or meeting, as it is shown. Never the name of a private person.';

create table moderation_policy (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  text text not null,
  promised_hours integer not null check (promised_hours between 1 and 336),
  rejected_texts_since timestamptz,
  primary key (municipality_id, dialogue_id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table moderation_policy is 'What the town has changed of the rules of moderation. No row: the rules as they are given out.';
comment on column moderation_policy.text is 'Stands in place of the usual introduction; empty: the usual one.';
comment on column moderation_policy.promised_hours is 'After the day on which something came in: the time of day is not stored.';
comment on column moderation_policy.rejected_texts_since is 'Texts rejected from then on are public in the log; null: none is.';

create table moderation_claim (
  municipality_id uuid not null,
  statement_id uuid not null,
  person_id uuid not null references person on delete cascade,
  until timestamptz not null,
  primary key (municipality_id, statement_id),
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table moderation_claim is 'Which moderator has a statement in hand; after `until` anybody may take it.';

create table moderation_decision (
  municipality_id uuid not null,
  id uuid not null,
  dialogue_id uuid not null,
  statement_id uuid not null,
  verdict text not null check (verdict in ('approved', 'rejected', 'merged', 'pending')),
  reason text,
  cause text not null check (cause in ('review', 'appeal', 'report')),
  person_id uuid references person on delete set null,
  at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table moderation_decision is 'Every decision about a statement, also those taken back: what the public log counts.';
create index moderation_decision_by_time on moderation_decision (municipality_id, dialogue_id, at);
create index moderation_decision_by_statement on moderation_decision (municipality_id, statement_id, at);

insert into moderation_decision (municipality_id, id, dialogue_id, statement_id, verdict, reason, cause, at)
select municipality_id, gen_random_uuid(), dialogue_id, id, state, rejection_reason, 'review', decided_at
from statement where origin = 'resident' and decided_at is not null and state <> 'pending';

create table appeal (
  municipality_id uuid not null,
  statement_id uuid not null,
  dialogue_id uuid not null,
  text text not null,
  language text not null,
  appealed_on date not null,
  state text not null default 'open' check (state in ('open', 'granted', 'refused')),
  answer text not null default '',
  decided_by uuid references person on delete set null,
  decided_at timestamptz,
  is_same_person boolean not null default false,
  primary key (municipality_id, statement_id),
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade,
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table appeal is 'What the author of a rejected statement says against it. Once for each statement, whatever becomes of it.';
comment on column appeal.is_same_person is 'Decided by whoever had rejected the statement, because the town has no other moderator.';
create index appeal_by_dialogue on appeal (municipality_id, dialogue_id);

create table report (
  municipality_id uuid not null,
  id uuid not null,
  dialogue_id uuid not null,
  statement_id uuid not null,
  number integer not null,
  ground text not null check (ground in ('law', 'own-rights', 'children')),
  text text not null,
  language text not null,
  name text not null default '',
  email text,
  received_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'removed', 'kept')),
  answer text not null default '',
  decided_by uuid references person on delete set null,
  decided_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, dialogue_id, number),
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade,
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table report is 'Notices of illegal content (Regulation (EU) 2022/2065, Articles 16 and 17), from anybody.';
comment on column report.received_at is 'To the hour: a finer time could be matched with a server''s log.';
comment on column report.email is 'For the confirmation and the decision alone; with the name it is deleted half a year after the decision.';
create index report_by_statement on report (municipality_id, statement_id);

create table moderation_reminder (
  municipality_id uuid not null references municipality on delete cascade,
  day date not null,
  primary key (municipality_id, day)
);
comment on table moderation_reminder is 'Days on which moderators were reminded of what waits too long, so that a job done twice sends one mail.';
