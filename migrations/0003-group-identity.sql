-- Maps are computed again by the present method, and with it the identity of their groups.
delete from map_snapshot;

alter table map_snapshot
  add column participant_ids uuid[] not null,
  add column identity jsonb not null;
comment on column map_snapshot.participant_ids is 'The map means participants by their place in this list. Only the newest map knows it: whoever is forgotten is gone with the next.';
comment on column map_snapshot.identity is 'Which letter each group has, and who stood in the groups whose letters must be found again.';

create table map_day (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  day date not null,
  participants integer not null,
  mapped integer not null,
  groups jsonb not null,
  primary key (municipality_id, dialogue_id, day),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table map_day is 'The groups of a dialogue by letter and size as the last map of a day found them, so that people can be told what has changed. Nobody in particular.';
