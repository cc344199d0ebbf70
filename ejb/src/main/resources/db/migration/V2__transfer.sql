-- Jobs move images; a job's row is the truth and a message is only the wake-up of a worker.
-- Leases are on the database's clock, so that neither a server's wrong clock nor a moved one ends them;
-- queued_at and not_before are on the exchange's clock.

create table job (
    id             bigint generated always as identity primary key,
    transaction_id bigint      not null references transaction deferrable initially deferred,
    step           text        not null check (step in ('COLLECT', 'DELIVER')),
    lane           text        not null check (lane in ('OUTBOUND', 'INBOUND')),
    priority       smallint    not null check (priority between 0 and 2),
    state          text        not null
        check (state in ('QUEUED', 'RUNNING', 'RETRY', 'DONE', 'FAILED', 'PAUSED', 'CANCELLED')),
    institution_id bigint      not null references institution,
    node_id        bigint      not null references node,
    queued_at      timestamptz not null,
    not_before     timestamptz not null,
    run            integer     not null default 0,
    failures       integer     not null default 0,
    worker         text,
    lease_until    timestamptz,
    images_total   integer     not null default 0,
    images_done    integer     not null default 0,
    bytes_done     bigint      not null default 0,
    constraint job_of_transaction unique (transaction_id, step),
    constraint job_lease check ((state = 'RUNNING') = (worker is not null and lease_until is not null))
);

comment on column job.institution_id is 'Whose share of the lanes it uses: the source''s when collecting, the destination''s when delivering.';
comment on column job.run is 'Counts the claims. A worker whose run is not the present one has lost the job.';
comment on column job.failures is 'Failed attempts since it was queued; an outage of our own database is none.';

create index job_waiting on job (lane, priority, queued_at, id) where state in ('QUEUED', 'RETRY');
create index job_running on job (lane, institution_id) where state = 'RUNNING';

create table job_study (
    job_id             bigint  not null references job (id) on delete cascade,
    study_entry_id     bigint  not null,
    study_instance_uid text    not null,
    primary key (job_id, study_entry_id)
);

create index job_study_uid on job_study (study_instance_uid);

create table attempt (
    job_id         bigint      not null references job (id) on delete cascade,
    number         integer     not null,
    transaction_id bigint      not null,
    step           text        not null,
    node_id        bigint      not null,
    began          timestamptz not null,
    ended          timestamptz,
    images         integer     not null default 0,
    failure        text        not null default '',
    meaning        text        not null default '',
    advice         text        not null default '',
    technical      text        not null default '',
    instances      text[]      not null default '{}',
    primary key (job_id, number)
);

comment on column attempt.instances is 'SOP Instance UIDs concerned by the failure, at most 100.';

create index attempt_of_transaction on attempt (transaction_id, began);

-- No foreign key to study_entry: an insert would lock the very row whose counts are updated while images arrive.
create table instance (
    study_entry_id      bigint      not null,
    sop_instance_uid    text        not null,
    series_instance_uid text        not null,
    expected            boolean     not null,
    sop_class_uid       text,
    transfer_syntax_uid text,
    file                text,
    size                bigint,
    crc32c              integer,
    held_at             timestamptz,
    delivered_at        timestamptz,
    status              integer,
    comment             text        not null default '',
    refused             boolean     not null default false,
    primary key (study_entry_id, sop_instance_uid),
    constraint instance_held check (held_at is null
        or (sop_class_uid is not null and transfer_syntax_uid is not null
            and file is not null and size is not null and crc32c is not null))
);

comment on column instance.expected is 'The source listed it; false for one that came unlisted and is kept all the same.';
comment on column instance.status is 'DIMSE status of the destination''s last answer; null when there is none.';
comment on column instance.refused is 'The destination did not take it in the last attempt.';
