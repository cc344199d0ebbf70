-- How the exchange and a node use each other's DICOM services. Nodes that were there before keep their ways.
alter table node
    add column retrieve              text    not null default 'C_MOVE' check (retrieve in ('C_MOVE', 'C_GET')),
    add column associations_per_study integer not null default 4 check (associations_per_study between 1 and 16),
    add column async_window          integer not null default 8 check (async_window between 1 and 64),
    add column security              text    not null default 'PLAIN' check (security in ('PLAIN', 'TLS')),
    add column certificate_subject   text    not null default '',
    add column storage_commitment    boolean not null default false,
    add column decompresses_lossy    boolean not null default false,
    add column may_query             boolean not null default false;
comment on column node.certificate_subject is 'With TLS: common name or DNS name that its certificate must have; empty for any that is trusted.';
comment on column node.decompresses_lossy is 'Images in lossy JPEG may be sent to it decompressed if it does not take them as they are.';
