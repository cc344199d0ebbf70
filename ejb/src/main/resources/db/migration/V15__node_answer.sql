-- How long nodes take to accept an association.
create table node_answer (
    node_id   bigint           primary key references node,
    latest_ms integer          not null,
    usual_ms  double precision not null,
    times     integer          not null,
    measured  timestamptz      not null
);
comment on column node_answer.usual_ms is 'Moves slowly: a node that has become slow is told from how it was for hours.';
comment on column node_answer.times is 'How often it was written down, which is not each time that it was measured.';
