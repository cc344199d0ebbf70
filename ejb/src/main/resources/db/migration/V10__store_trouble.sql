-- Spells in which the image store was full or could not be written, and what was refused to senders meanwhile.
create table store_trouble (
    id         bigint generated always as identity primary key,
    failure    text        not null check (failure in ('OWN_SPACE', 'OWN_STORE')),
    technical  text        not null,
    since      timestamptz not null,
    well_since timestamptz,
    ended      timestamptz
);
comment on column store_trouble.well_since is 'The store takes images again since then; null while it does not.';
comment on column store_trouble.ended is 'When it took images again for good; null while the spell lasts.';
create unique index store_trouble_once on store_trouble ((true)) where ended is null;

-- An image that a node sent on its own and that was refused. It may have been offered often.
create table store_refusal (
    store_trouble_id   bigint      not null references store_trouble,
    calling_node_id    bigint      not null references node,
    study_instance_uid text        not null,
    sop_instance_uid   text        not null,
    times              integer     not null default 1,
    first_at           timestamptz not null,
    last_at            timestamptz not null,
    told               boolean     not null default false,
    noted              boolean     not null default false,
    primary key (store_trouble_id, calling_node_id, sop_instance_uid)
);
comment on column store_refusal.study_instance_uid is 'Empty where nothing of the image could be read.';
comment on column store_refusal.told is 'The PACS team of the sender got a mail.';
comment on column store_refusal.noted is 'The timeline of the study''s transaction says so.';
