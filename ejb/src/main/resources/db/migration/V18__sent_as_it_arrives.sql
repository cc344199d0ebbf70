-- What is routed leaves as it arrives. Images of a study may come to several servers; one of them sends, by this lease,
-- and the end of the study is not looked for meanwhile. It is on the database's clock, like the leases of jobs.
alter table routed_study
    add column sender       text,
    add column sender_until timestamptz;
comment on column routed_study.sender is 'The server that sends on what arrives; null when none does.';
