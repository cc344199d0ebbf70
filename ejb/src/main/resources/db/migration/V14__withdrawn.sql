-- A confirmation that was noted in a file counts only for the offer that it answered.
alter table instance add column withdrawn integer not null default 0;
comment on column instance.withdrawn is 'How often what was confirmed, or could have been, no longer counted: storage commitment took it back, or other content came.';
