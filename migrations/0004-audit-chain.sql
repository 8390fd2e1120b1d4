-- Every entry carries the hash of the one before it, so that a change, a gap or a cut at the end shows.
alter table audit_entry
  add column position integer,
  add column actor text not null default '',
  add column previous text not null default '',
  add column hash text not null default '';
update audit_entry set position = numbered.position
from (select municipality_id, id, row_number() over (partition by municipality_id order by at, id) as position from audit_entry) as numbered
where numbered.municipality_id = audit_entry.municipality_id and numbered.id = audit_entry.id;
alter table audit_entry alter column position set not null, add unique (municipality_id, position);
comment on column audit_entry.position is 'Counts from 1 within the municipality, without gaps.';
comment on column audit_entry.actor is 'Hash of the person''s id: stays in the chain when the person is erased.';
comment on column audit_entry.hash is 'SHA-256 over the entry and the hash before it; empty for entries older than the chain.';

create table audit_head (
  municipality_id uuid primary key references municipality on delete cascade,
  position integer not null,
  hash text not null
);
comment on table audit_head is 'The newest entry of each chain. Whoever keeps its hash elsewhere can prove later that nothing before it was changed.';
insert into audit_head select municipality_id, max(position), '' from audit_entry group by municipality_id;

alter table instance_audit_entry
  add column position integer,
  add column actor text not null default '',
  add column previous text not null default '',
  add column hash text not null default '';
update instance_audit_entry set position = numbered.position
from (select id, row_number() over (order by at, id) as position from instance_audit_entry) as numbered
where numbered.id = instance_audit_entry.id;
alter table instance_audit_entry alter column position set not null, add unique (position);

create table instance_audit_head (
  is_single boolean primary key default true check (is_single),
  position integer not null,
  hash text not null
);
comment on table instance_audit_head is 'The newest entry of the instance''s own chain; one row.';
insert into instance_audit_head (position, hash) select coalesce(max(position), 0), '' from instance_audit_entry;
