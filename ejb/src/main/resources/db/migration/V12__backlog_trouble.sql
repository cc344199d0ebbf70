-- Images are also refused when too many wait to be catalogued.
alter table store_trouble
    drop constraint store_trouble_failure_check,
    add constraint store_trouble_failure_check check (failure in ('OWN_SPACE', 'OWN_STORE', 'OWN_BACKLOG')),
    add column full_at timestamptz;
comment on column store_trouble.full_at is 'When images last found no room among those that wait to be catalogued; null when all did.';
comment on column store_refusal.study_instance_uid is 'Empty where nothing of the image could be read. Where it had to be refused unread, the study of the image before it on the association, if there was one.';
