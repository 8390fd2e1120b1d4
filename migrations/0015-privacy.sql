create table privacy_setup (
  municipality_id uuid primary key references municipality on delete cascade,
  controller text not null default '',
  officer text not null default '',
  processors text not null default '',
  periods jsonb not null default '{}'
);
comment on table privacy_setup is 'What only the town knows about its processing of personal data, for the privacy notice and the record of processing activities.';
comment on column privacy_setup.controller is 'Verantwortlicher, Art. 4 Nr. 7 DSGVO: name, address, ways to reach them.';
comment on column privacy_setup.officer is 'Datenschutzbeauftragte, Art. 37 DSGVO.';
comment on column privacy_setup.processors is 'Auftragsverarbeiter and other recipients, Art. 28 and 30 DSGVO, such as the data centre.';
comment on column privacy_setup.periods is 'Days a kind of data is kept, by kind, where the town has chosen another time than the usual one.';

create table retention_run (
  municipality_id uuid primary key references municipality on delete cascade,
  day date not null
);
comment on table retention_run is 'The day on which retention times were last carried out.';

alter table participant add column is_severed boolean not null default false;
comment on column participant.is_severed is 'Nobody holds this pseudonym: the votes were parted from their browser after the end of the dialogue.';
