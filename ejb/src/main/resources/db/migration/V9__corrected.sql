-- An image that comes again under the same SOP Instance UID with other content replaces the one that was held.
alter table instance add column corrected_at timestamptz;
comment on column instance.corrected_at is 'When other content replaced what was held; the destination gets it even if it had the earlier one.';
create index instance_corrected on instance (study_entry_id, corrected_at) where corrected_at is not null;
