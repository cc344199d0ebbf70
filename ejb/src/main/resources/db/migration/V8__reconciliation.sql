-- What each comparison of rows, files and jobs found and put right.
create table reconciliation (
    id        bigint generated always as identity primary key,
    server    text        not null,
    began     timestamptz not null,
    ended     timestamptz,
    files     bigint      not null default 0,
    adopted   integer     not null default 0,
    set_aside integer     not null default 0,
    lost      integer     not null default 0,
    damaged   integer     not null default 0,
    requeued  integer     not null default 0,
    cancelled integer     not null default 0,
    problem   text        not null default ''
);
comment on column reconciliation.adopted is 'Complete files without a row: the row was written.';
comment on column reconciliation.set_aside is 'Files of no transaction that is known: moved out of the store, not deleted.';
comment on column reconciliation.lost is 'Rows whose file was gone, of studies that can be collected again: they are.';
comment on column reconciliation.damaged is 'Rows whose file was gone, of studies that cannot: somebody has to see to them.';
