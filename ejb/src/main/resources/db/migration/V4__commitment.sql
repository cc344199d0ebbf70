-- Storage commitment (DICOM PS3.4 Annex J): what we asked of destinations, and what they answered.
create table commitment (
    transaction_uid text        primary key,
    transaction_id  bigint      not null references transaction,
    node_id         bigint      not null references node,
    study_entries   bigint[]    not null,
    asked_at        timestamptz not null,
    answered_at     timestamptz
);
create index commitment_of_transaction on commitment (transaction_id);
comment on table commitment is 'One row for each request; the answer may come to any server, on another association, much later.';
alter table instance add column committed_at timestamptz;
comment on column instance.committed_at is 'The destination has said that it keeps it for good; null where it is not asked.';
