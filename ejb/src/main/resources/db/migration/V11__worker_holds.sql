-- Which worker has a job, and single workers that somebody holds.

alter table job add column worker_number integer;
comment on column job.worker_number is 'Which worker of its server and direction has, or had, the job: 1 takes blue light alone, 2 and up anything.';

alter table hold
    add column worker_number integer check (worker_number > 1),
    drop constraint hold_one,
    add constraint hold_one check ((lane is null) <> (node_id is null) and (worker_number is null or lane is not null));
comment on column hold.worker_number is 'The one worker of the lane that is held, on every server; null for the whole lane, or a node.';

drop index hold_lane;
create unique index hold_lane on hold (lane) where lane is not null and worker_number is null;
create unique index hold_worker on hold (lane, worker_number) where worker_number is not null;
