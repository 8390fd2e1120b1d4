alter table municipality add column fewest_to_show integer not null default 5 check (fewest_to_show between 3 and 30);
comment on column municipality.fewest_to_show is 'Counts of fewer people are told to nobody, on no page and in no file.';

-- A code that was used leaves no row: the order of changed rows would be that of the voices they gave.
alter table dialogue add column letters_made integer not null default 0;
update dialogue set letters_made = (
  select count(*) from letter_code
  where letter_code.municipality_id = dialogue.municipality_id and letter_code.dialogue_id = dialogue.id);
delete from letter_code where is_used;
alter table letter_code drop column is_used;
comment on table letter_code is 'One-time codes sent by letter that nobody has used yet, as keyed hashes. Who got which code, and which voice one gave, is kept nowhere.';

create table told (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  content jsonb not null,
  primary key (municipality_id, dialogue_id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table told is 'The figures of a dialogue as its pages tell them: newer ones wait until their difference tells of nobody. Nobody in particular.';
-- Maps are computed again, and with them what is told.
update map_snapshot set votes_digest = '';
