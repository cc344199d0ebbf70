-- A collection whose images we refused ourselves is not to blame its source.
alter table attempt add column turned_away integer not null default 0;
comment on column attempt.turned_away is 'Images that it had asked for and that were refused unread, since too many waited to be catalogued.';
