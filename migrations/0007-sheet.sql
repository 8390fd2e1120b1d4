alter table statement drop constraint statement_origin_check;
alter table statement add constraint statement_origin_check check (origin in ('seed', 'resident', 'import', 'paper'));

create table sheet_run (
  municipality_id uuid not null,
  id uuid not null,
  dialogue_id uuid not null,
  number integer not null,
  format text not null check (format in ('a4', 'a6', 'a6-on-a4')),
  channel text not null check (channel in ('paper', 'table')),
  languages text[] not null,
  printed_on date not null,
  primary key (municipality_id, id),
  unique (municipality_id, dialogue_id, number),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table sheet_run is 'Paper sheets that were printed together.';
comment on column sheet_run.number is 'Counts from 1 within the dialogue.';

create table sheet (
  municipality_id uuid not null,
  id uuid not null,
  dialogue_id uuid not null,
  run_id uuid not null,
  code_hash text not null,
  statement_numbers integer[] not null,
  state text not null default 'printed' check (state in ('printed', 'entered', 'checked', 'ended')),
  participant_id uuid,
  entered_by uuid references person on delete set null,
  entered_on date,
  checked_by uuid references person on delete set null,
  primary key (municipality_id, id),
  unique (municipality_id, dialogue_id, code_hash),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, run_id) references sheet_run (municipality_id, id) on delete cascade,
  foreign key (municipality_id, participant_id) references participant (municipality_id, id) on delete set null (participant_id)
);
comment on table sheet is 'A paper sheet with a one-time code. Who got which sheet is known nowhere.';
comment on column sheet.code_hash is 'Keyed hash of the code. The code itself stands on the paper alone.';
comment on column sheet.statement_numbers is 'What is printed on it.';
comment on column sheet.state is 'printed: its code is good for one entry; entered; checked: entered twice; ended: its code is good for nothing any more.';
comment on column sheet.participant_id is 'The pseudonym its votes have; so that a correction replaces them, and no sheet counts twice.';
comment on column sheet.entered_on is 'The day only, as with a pseudonym.';
comment on column sheet.checked_by is 'Who entered it a second time; never the one who entered it first.';
create index sheet_by_run on sheet (municipality_id, run_id);
create index sheet_by_participant on sheet (municipality_id, participant_id);
