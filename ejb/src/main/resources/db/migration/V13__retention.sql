-- Images go when their time on the exchange is over; the record stays.
alter table transaction add column images_gone_at timestamptz;
comment on column transaction.images_gone_at is 'When its files were deleted; null while there may be some.';
create index transaction_failed_early on transaction (changed) where status = 'FAILED' and on_iep_at is null;
create index transaction_images_to_go on transaction (id)
    where images_gone_at is null and (status = 'PURGED' or (status in ('CANCELLED', 'DECLINED') and held > 0));
