-- What keeps a lane or a node from starting work, how fast nodes are, and since when a blue light is one.

-- Somebody holds a lane (standard work alone; blue light passes) or a node (everything).
create table hold (
    id      bigint generated always as identity primary key,
    lane    text check (lane in ('OUTBOUND', 'INBOUND')),
    node_id bigint references node,
    mode    text        not null check (mode in ('PAUSE', 'DRAIN')),
    reason  text        not null,
    held_by text        not null,
    since   timestamptz not null,
    constraint hold_one check ((lane is null) <> (node_id is null))
);
create unique index hold_lane on hold (lane) where lane is not null;
create unique index hold_node on hold (node_id) where node_id is not null;

-- A node that cannot be reached. Its work waits, and it is probed until it answers.
create table node_outage (
    node_id    bigint primary key references node,
    since      timestamptz not null,
    cause      text        not null,
    probes     integer     not null default 0,
    next_probe timestamptz not null
);

-- Moving averages over the transfers that went well.
create table node_rate (
    node_id           bigint           not null references node,
    step              text             not null check (step in ('COLLECT', 'DELIVER')),
    images_per_second double precision not null,
    bytes_per_second  double precision not null,
    transfers         integer          not null,
    measured          timestamptz      not null,
    primary key (node_id, step)
);

alter table job
    add column resumes boolean not null default false,
    add column claimed timestamptz;
comment on column job.resumes is 'Failed because its node was away; goes on by itself when the node answers again.';
comment on column job.claimed is 'When the present or last claim was made, on the exchange''s clock.';

create index job_waiting_of on job (institution_id, lane) where state in ('QUEUED', 'RETRY');
create index job_resumes on job (node_id) where resumes;
create index job_urgent on job (state) where priority = 0 and state in ('QUEUED', 'RETRY', 'RUNNING');

alter table transaction add column blue_light_since timestamptz;
update transaction set blue_light_since = created where priority = 'BLUE_LIGHT';
comment on column transaction.blue_light_since is 'The four hours run from here: its creation, or when it was made blue light.';
