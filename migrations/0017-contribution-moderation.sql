create table contribution_decision (
  municipality_id uuid not null,
  id uuid not null,
  contribution_id uuid not null,
  verdict text not null check (verdict in ('approved', 'rejected')),
  reason text check (reason in ('insult', 'personal-data', 'off-topic', 'duplicate', 'unclear', 'unlawful')),
  cause text not null check (cause in ('review', 'appeal', 'report')),
  person_id uuid references person on delete set null,
  at timestamptz not null,
  primary key (municipality_id, id),
  check (reason is null or verdict = 'rejected'),
  foreign key (municipality_id, contribution_id) references contribution (municipality_id, id) on delete cascade
);
comment on table contribution_decision is 'Every decision of a moderator on a contribution, so that nobody judges an appeal against their own where somebody else can.';
comment on column contribution_decision.person_id is 'Who decided. Null: not on record, or no longer with the town.';
create index contribution_decision_by_contribution on contribution_decision (municipality_id, contribution_id, at);

create table contribution_appeal (
  municipality_id uuid not null,
  contribution_id uuid not null,
  text text not null,
  language text not null,
  appealed_on date not null,
  state text not null default 'open' check (state in ('open', 'granted', 'refused')),
  answer text not null default '',
  decided_by uuid references person on delete set null,
  decided_at timestamptz,
  is_same_person boolean not null default false,
  primary key (municipality_id, contribution_id),
  foreign key (municipality_id, contribution_id) references contribution (municipality_id, id) on delete cascade
);
comment on table contribution_appeal is 'What the author of a rejected contribution says against it. Once for each contribution, whatever becomes of it; the author is that of the contribution.';
comment on column contribution_appeal.is_same_person is 'Decided by whoever had rejected the contribution, because the town has no other moderator.';

create table contribution_claim (
  municipality_id uuid not null,
  contribution_id uuid not null,
  person_id uuid not null references person on delete cascade,
  until timestamptz not null,
  primary key (municipality_id, contribution_id),
  foreign key (municipality_id, contribution_id) references contribution (municipality_id, id) on delete cascade
);
comment on table contribution_claim is 'Which moderator has a contribution in hand; after `until` anybody may take it.';

create table contribution_report (
  municipality_id uuid not null,
  id uuid not null,
  vision_id uuid not null,
  contribution_id uuid not null,
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
  unique (municipality_id, vision_id, number),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade,
  foreign key (municipality_id, contribution_id) references contribution (municipality_id, id) on delete cascade
);
comment on table contribution_report is 'Notices of illegal content about contributions (Regulation (EU) 2022/2065, Articles 16 and 17), from anybody.';
comment on column contribution_report.received_at is 'To the hour: a finer time could be matched with a server''s log.';
comment on column contribution_report.email is 'For the confirmation and the decision alone; with the name it is deleted half a year after the decision.';
create index report_by_contribution on contribution_report (municipality_id, contribution_id);
