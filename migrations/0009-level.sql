alter table dialogue add column level text not null default 'anonymous' check (level in ('anonymous', 'letter', 'email', 'oidc'));
comment on column dialogue.level is 'What somebody has to show before their first vote online: nothing, a code from a letter, an e-mail address, or an account with the town''s provider.';

create table voice (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  participant_id uuid not null,
  level text not null check (level in ('letter', 'email', 'oidc')),
  primary key (municipality_id, dialogue_id, participant_id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, participant_id) references participant (municipality_id, id) on delete cascade
);
comment on table voice is 'The level a pseudonym has reached in a dialogue. What it was reached with is not told here.';

create table voice_proof (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  level text not null check (level in ('email', 'oidc')),
  proof_hash text not null,
  participant_id uuid,
  primary key (municipality_id, dialogue_id, level, proof_hash),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, participant_id) references participant (municipality_id, id) on delete set null (participant_id)
);
comment on table voice_proof is 'Which address or account has a voice in a dialogue, as a keyed hash made for this dialogue alone.';
comment on column voice_proof.participant_id is 'Null once its votes stay without anybody holding them: the voice has been given.';
create index voice_proof_of_participant on voice_proof (municipality_id, participant_id);

create table letter_code (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  code_hash text not null,
  is_used boolean not null default false,
  primary key (municipality_id, dialogue_id, code_hash),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table letter_code is 'One-time codes sent by letter, as keyed hashes. Who got which code, and which voice it gave, is kept nowhere.';

create table oidc_provider (
  municipality_id uuid primary key references municipality on delete cascade,
  label text not null,
  issuer text not null,
  client_id text not null,
  sealed_secret text not null,
  scopes text not null,
  subject_claim text not null,
  email_claim text not null,
  verified_claim text not null,
  for_staff boolean not null,
  for_participants boolean not null
);
comment on table oidc_provider is 'The OpenID Connect provider of a municipality. The client secret is encrypted with a key made from the instance''s secret.';
comment on column oidc_provider.verified_claim is 'Claim that says whether the e-mail address is verified; staff get in only if it is true.';

create table staff_subject (
  municipality_id uuid not null,
  person_id uuid not null,
  subject_hash text not null,
  primary key (municipality_id, person_id),
  unique (municipality_id, subject_hash),
  foreign key (municipality_id, person_id) references membership (municipality_id, person_id) on delete cascade
);
comment on table staff_subject is 'Which account of the provider is which member, so that an address given to somebody else opens nothing.';
