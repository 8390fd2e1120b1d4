create table subscriber (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email)),
  language text not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  last_digest_at timestamptz,
  last_digest_week text not null default '',
  primary key (municipality_id, id),
  unique (municipality_id, email)
);
comment on table subscriber is 'An e-mail address that wants to be told what becomes of a dialogue. Never linked to a participant or a vote.';
comment on column subscriber.confirmed_at is 'Null until the link in the first mail was used; unconfirmed addresses go after a week.';
comment on column subscriber.last_digest_week is 'ISO week of the newest digest, so that a job done twice sends one mail.';

create table subscription (
  municipality_id uuid not null,
  subscriber_id uuid not null,
  dialogue_id uuid not null,
  primary key (municipality_id, subscriber_id, dialogue_id),
  foreign key (municipality_id, subscriber_id) references subscriber (municipality_id, id) on delete cascade,
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table subscription is 'Which dialogues a subscriber wants to be told about.';

create table news (
  municipality_id uuid not null,
  id uuid not null,
  dialogue_id uuid not null,
  statement_id uuid,
  kind text not null,
  at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table news is 'What has become of a dialogue and its statements, as subscribers are told. Public facts only.';
create index news_by_time on news (municipality_id, dialogue_id, at);
