create extension if not exists pg_trgm;

create table instance_setting (
  name text primary key,
  value text not null
);
comment on table instance_setting is 'What one instance knows about itself, such as the key that signs its cookies.';

-- municipalities ---------------------------------------------------------------------------------------------------

create table municipality (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  kind text not null check (kind in ('town', 'municipality', 'association', 'district')),
  state text not null check (state ~ '^(0[1-9]|1[0-6])$'),
  ags text check (ags ~ '^([0-9]{8}|[0-9]{5})$'),
  ars text check (ars ~ '^[0-9]{12}$'),
  parent_district_ags text check (parent_district_ags ~ '^[0-9]{5}$'),
  languages text[] not null,
  colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
  contact_email text,
  imprint text not null default '',
  responsible_person text not null default '',
  privacy_notice text not null default '',
  accessibility_statement text not null default '',
  crest_digest text,
  is_demo boolean not null default false,
  created_at timestamptz not null default now(),
  revised_at timestamptz not null default now()
);
comment on table municipality is 'A town, municipality, association of municipalities or district that uses this instance.';
comment on column municipality.state is 'First two digits of the official key: 01 Schleswig-Holstein to 16 Thüringen.';
comment on column municipality.ags is 'Amtlicher Gemeindeschlüssel: 8 digits, 5 for a district; text, because leading zeros count.';
comment on column municipality.ars is 'Amtlicher Regionalschlüssel, 12 digits.';
comment on column municipality.responsible_person is 'Verantwortlich im Sinne des Presserechts (V.i.S.d.P.).';
comment on column municipality.is_demo is 'Invented example; can be removed with everything in it by one action.';

comment on column municipality.crest_digest is 'Of the row in crest, so that pages can name the picture without reading it.';

create table crest (
  municipality_id uuid primary key references municipality on delete cascade,
  image bytea not null,
  media_type text not null check (media_type in ('image/png', 'image/webp')),
  digest text not null
);
comment on table crest is 'Coat of arms as re-encoded by us; the uploaded file itself is never kept.';

-- people -----------------------------------------------------------------------------------------------------------

create table person (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  is_operator boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table person is 'Somebody who works with the instance; residents who vote are never persons.';

create table membership (
  municipality_id uuid not null references municipality on delete cascade,
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('coordinator', 'moderator', 'editor', 'reader')),
  since timestamptz not null default now(),
  primary key (municipality_id, person_id)
);
comment on table membership is 'The role a person has in one municipality.';
create index membership_of_person on membership (person_id);

create table invitation (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email)),
  role text not null check (role in ('coordinator', 'moderator', 'editor', 'reader')),
  token_hash text not null,
  invited_by uuid references person on delete set null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (municipality_id, id),
  unique (municipality_id, token_hash),
  unique (municipality_id, email)
);
comment on table invitation is 'An e-mail address that may become a member; only the hash of its one-time link is kept. Accepting or revoking deletes the row.';

create table sign_in_link (
  token_hash text primary key,
  person_id uuid references person on delete cascade,
  purpose text not null check (purpose in ('set-up', 'sign-in')),
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
comment on table sign_in_link is 'One-time links: set-up of the instance (24 hours, no person yet) and sign-in (15 minutes). Using one deletes the row.';
comment on column sign_in_link.person_id is 'Null for set-up, and where an unknown address asked: then the link opens nothing, but asking left the same traces.';

create table unsent_link (
  id text primary key,
  purpose text not null check (purpose in ('sign-in', 'invitation')),
  recipient text not null,
  url text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
comment on table unsent_link is 'Links that no mail server could carry, for the operator to hand over; the row goes when the link is used or expires.';
comment on column unsent_link.id is 'Hash of the token in the link.';

create table session (
  token_hash text primary key,
  id uuid not null unique,
  person_id uuid not null references person on delete cascade,
  device text not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
comment on table session is 'A signed-in browser of a person; revoked by deleting the row.';
comment on column session.device is 'Kind of browser in a few words, so that people recognise their own sessions.';
create index session_of_person on session (person_id);

create table passkey (
  credential_id text primary key,
  person_id uuid not null references person on delete cascade,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_of_person on passkey (person_id);
comment on table passkey is 'WebAuthn credentials; the private key never leaves the person''s device.';

create table passkey_challenge (
  challenge text primary key,
  person_id uuid references person on delete cascade,
  expires_at timestamptz not null
);
comment on table passkey_challenge is 'Challenges handed out and not yet answered; each is good for one answer.';

-- audit ------------------------------------------------------------------------------------------------------------

create table audit_entry (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  at timestamptz not null default now(),
  person_id uuid references person on delete set null,
  deed text not null,
  subject text not null default '',
  details jsonb not null default '{}',
  primary key (municipality_id, id)
);
comment on table audit_entry is 'Every deed of staff, written in the transaction of the deed itself.';
create index audit_entry_by_time on audit_entry (municipality_id, at desc);

create table instance_audit_entry (
  id uuid primary key,
  at timestamptz not null default now(),
  person_id uuid references person on delete set null,
  deed text not null,
  subject text not null default '',
  details jsonb not null default '{}'
);
comment on table instance_audit_entry is 'Deeds of operators that belong to no single municipality.';

-- jobs -------------------------------------------------------------------------------------------------------------

create table job (
  id uuid primary key,
  kind text not null,
  payload jsonb not null,
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null default now()
);
comment on table job is 'Work to do after the deed that asked for it has committed; the row goes when the work is done.';
create index job_due on job (run_at);
