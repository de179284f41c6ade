-- Numbers without a sign are kept with their highest bit turned, so that they sort as they do in the
-- program. Names are bytes: they sort the same on every machine, whatever its locale. Bodies carry
-- version, length and checksum of their own (crates/store/src/frame.rs).

create table store (
    single boolean primary key default true check (single),
    -- Which database this is: a copy that was restored from an older state gets another one by hand.
    identity uuid not null default gen_random_uuid(),
    -- The number of the last change of a lead. Its row is locked from before the first change of a
    -- transaction to its end, so changes are seen in the order of their numbers, without gaps.
    sequence bigint not null default 0
);
insert into store default values;

create table lead (
    id bigint primary key,
    body bytea not null
);

create table posting (
    id bigint primary key,
    lead bigint not null
);
create index posting_lead on posting (lead);

-- The last change of each lead, kept when the lead is gone.
create table change (
    lead bigint primary key,
    sequence bigint not null unique,
    removed boolean not null
);

create table document (
    kind smallint not null,
    name bytea not null,
    body bytea not null,
    primary key (kind, name)
);

-- What people typed in. Its places are counted under an advisory lock, in order and without gaps.
create table journal (
    sequence bigint primary key,
    body bytea not null
);

-- Who may poll a source now, and from when on anybody may again.
create table lease (
    name bytea primary key,
    token bigint not null default 0,
    until timestamptz not null default '-infinity',
    not_before timestamptz not null default '-infinity'
);
create sequence lease_token;

-- When a host may be asked again, by whichever machine.
create table host_turn (
    host bytea primary key,
    -- The theoretical arrival time of the next request (GCRA).
    next_at timestamptz not null default '-infinity',
    -- It asked to be left alone until then.
    rests_until timestamptz not null default '-infinity'
);
