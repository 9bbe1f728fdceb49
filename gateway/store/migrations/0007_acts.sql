-- What operators do to transfers: times of steps, holds, orders that a second pair of eyes decides.
--
-- The times stand in rows that are written at those moments anyway, so that a batch costs no statement more.

alter table intake
  add claimed_at timestamptz,                    -- when a work loop took it first
  add worked_at  timestamptz,                    -- and last
  add steps      text;                           -- canonical JSON {opened, judged, sealed, stored}: the transaction that ended it

alter table transfer
  add claimed_at timestamptz,                    -- when a deliver loop took it first
  add tried_at   timestamptz,                    -- and last
  add sent_at    timestamptz;                    -- when the peer first said that it has it

-- Of our own receipt: the entry of the log that was written with it.
alter table receipt add leaf_id uuid;

-- Quarantine: what is held is neither worked nor delivered on. Kept after its release, as history.
create table hold (
  hold_id      uuid        primary key,
  kind         text        not null check (kind in ('batch', 'lane')),
  intake_id    uuid,                             -- kind batch: the arrival, where there was one
  batch_seq    bigint,                           -- kind batch: the batch, where it is sealed already
  sender       text        not null,             -- kind lane: whatever this agency sends by this adapter
  adapter      text        not null,
  reason       text        not null,
  by_id        text        not null,             -- an operator
  by_name      text        not null,
  at           timestamptz not null,
  released_at  timestamptz,
  check (kind = 'lane' or intake_id is not null or batch_seq is not null)
);
create unique index hold_intake on hold (intake_id) where released_at is null and kind = 'batch' and intake_id is not null;
create unique index hold_batch on hold (batch_seq) where released_at is null and kind = 'batch' and batch_seq is not null;
create unique index hold_lane on hold (sender, adapter) where released_at is null and kind = 'lane';

-- Every order of an operator about a transfer: done at once, or open until another operator decides.
create table proposal (
  proposal_id  uuid        primary key,          -- chosen by who orders: the same order twice is one
  act          text        not null check (act in ('retry', 'replay', 'quarantine', 'release', 'cancel', 'feedback')),
  state        text        not null check (state in ('open', 'done', 'declined', 'withdrawn')),
  target       text        not null,             -- canonical JSON
  intake_id    uuid,
  batch_seq    bigint,
  agency       text        not null,             -- whose data it is about
  reason       text        not null,
  by_id        text        not null,
  by_name      text        not null,
  at           timestamptz not null,
  expires_at   timestamptz,                      -- null for what needs no second pair of eyes
  decided_by   text,
  decided_name text,
  decided_at   timestamptz,
  decision     text,                             -- why, in the words of who decided
  outcome      text,                             -- canonical JSON: what it changed
  check ((state in ('declined', 'withdrawn')) <= (decided_at is not null))
);
create index proposal_open on proposal (at) where state = 'open';
create index proposal_at on proposal (at, proposal_id);
create index proposal_intake on proposal (intake_id) where intake_id is not null;
create index proposal_batch on proposal (batch_seq) where batch_seq is not null;

-- The journal shows as held what comes into a lane that is held. After journal_new, by its name.
create function journal_of_held() returns trigger language plpgsql as $$
begin
  if not exists (select from hold where released_at is null) then return null; end if;
  if tg_table_name = 'intake' then
    update journal set state = 'held', changed = journal_now()
    where at = new.received_at and entry_id = new.intake_id and state = 'waiting' and exists (
      select from hold h where h.released_at is null and h.kind = 'lane' and h.sender = new.sender and h.adapter = new.adapter);
  else
    update journal set state = 'held', changed = journal_now()
    where at = new.created_at and entry_id = new.transfer_id and state = 'waiting' and exists (
      select from hold h join batch b on b.batch_seq = new.batch_seq
      where h.released_at is null and (h.batch_seq = new.batch_seq or h.intake_id = b.batch_id
        or h.kind = 'lane' and h.sender = b.sender and h.adapter = b.adapter));
  end if;
  return null;
end $$;
create trigger journal_new_held after insert on intake for each row execute function journal_of_held();
create trigger journal_new_held after insert on transfer for each row when (new.kind = 'batch') execute function journal_of_held();

-- An entry of the demonstration history has nothing behind it by which it could be found; of real ones none is in here.
create index journal_demo on journal (entry_id) where demo;
