alter table participant add column channel text not null default 'online' check (channel in ('online', 'kiosk', 'paper', 'table'));
alter table participant alter column channel drop default;
comment on column participant.channel is 'How the votes came in: on an own device, on the tablet in the town hall, on a paper sheet, or from a group around a table.';
