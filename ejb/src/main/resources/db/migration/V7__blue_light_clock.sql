-- Mails wait here until the relay has taken them, so that none is lost with a server and none is sent for a change that
-- was rolled back.
create table mail (
    id         bigint generated always as identity primary key,
    recipient  text        not null,
    subject    text        not null,
    body       text        not null,
    created    timestamptz not null,
    not_before timestamptz not null,
    attempts   integer     not null default 0,
    problem    text        not null default '',
    sent       timestamptz
);
create index mail_waiting on mail (not_before) where sent is null;

-- The steps of the ladder that a blue light has reached: each once.
create table escalation (
    transaction_id bigint      not null references transaction,
    step           smallint    not null check (step between 1 and 4),
    since          timestamptz not null,
    taken          timestamptz not null,
    told           integer     not null,
    primary key (transaction_id, step, since)
);
comment on column escalation.since is 'When the blue light began: one that is lowered and raised again climbs anew.';
comment on column escalation.told is 'How many people got a mail.';
