alter table vision_version rename column open_fates_reason to open_points_reason;
comment on column vision_version.open_points_reason is 'Why it was adopted although statements had no fate yet, or issues were still open; printed in it.';
