-- Which worker has a job, and single workers that somebody holds.

alter table job add column worker_number integer;
comment on column job.worker_number is 'Which worker of its server and direction has, or had, the job: 1 takes blue light alone, 2 and up anything.';

