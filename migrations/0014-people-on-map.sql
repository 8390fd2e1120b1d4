-- What a map says of everybody stays one row. What it says of each person stands in blocks of people, which are written one after the
-- other before the map is published, so that neither storing a large map nor reading one person's group is ever one long step.
create table map_people (
  municipality_id uuid not null,
  dialogue_id uuid not null,
  map_id uuid not null,
  first_id uuid not null,
  last_id uuid not null,
  participant_ids uuid[] not null,
  group_ids smallint[] not null,
  chances smallint[] not null,
  memberships text[] not null,
  written_at timestamptz not null,
  primary key (municipality_id, dialogue_id, map_id, first_id),
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table map_people is 'Blocks of the people on a map, in the order of their ids. Blocks of a map that is not, or no more, the published one are removed. Nobody''s place: that follows from their own votes.';
comment on column map_people.last_id is 'Whoever stands in the block has an id from first_id to last_id.';
comment on column map_people.group_ids is 'In the order of participant_ids, as are the chances in percent. Null: answered too little.';
comment on column map_people.memberships is 'One character a participant: in which labelled group they stood, newest first. Whoever is forgotten leaves nothing.';

alter table map_snapshot add column map_id uuid, add column picture jsonb, add column drawn_for integer not null default 0;
update map_snapshot set map_id = gen_random_uuid();

-- Everybody in one block, so that groups keep their letters. Such a map counts as one of an earlier method and is computed again.
insert into map_people (municipality_id, dialogue_id, map_id, first_id, last_id, participant_ids, group_ids, chances, memberships, written_at)
select municipality_id, dialogue_id, map_id,
  '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', participant_ids,
  array(select number::smallint from jsonb_array_elements_text(map -> 'assignments') with ordinality as each(number, place) order by place),
  array(select (100 * number::numeric)::smallint from jsonb_array_elements_text(map -> 'certainties') with ordinality as each(number, place) order by place),
  array(select signs from jsonb_array_elements_text(identity -> 'memberships') with ordinality as each(signs, place) order by place),
  computed_at
from map_snapshot;
update map_snapshot
set votes_digest = 'carried over', map = map - 'assignments' - 'certainties' - 'positions', identity = identity - 'memberships';

-- As text and as it is: taking it apart and compressing it takes the embedded database four times as long.
alter table map_snapshot
  alter column map_id set not null, alter column drawn_for drop default, drop column participant_ids, alter column map type json using map::json, alter column map set storage external;
alter table map_people alter column participant_ids set storage external;
comment on column map_snapshot.map_id is 'Its people stand in map_people.';
comment on column map_snapshot.picture is 'Areas where people stand close together, as everybody may see them; null where there are too few people.';
comment on column map_snapshot.drawn_for is 'Every area of the picture is made by at least so many people.';
comment on column map_snapshot.identity is 'Which letter each group has, and how many have been given so far.';
