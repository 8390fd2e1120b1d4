alter table municipality add column fewest_to_show integer not null default 5 check (fewest_to_show between 3 and 30);
comment on column municipality.fewest_to_show is 'Counts of fewer people are told to nobody, on no page and in no file.';
