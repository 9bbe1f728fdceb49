-- The journal: one row per arrival, refusal at a door and hop, for people to look through.
--
-- Kept by triggers in the transaction that changes what it tells, so that it is true at every moment and
-- after every crash; nothing of the path waits for it, nothing is done per record. A row is found again by
-- (at, entry_id), which never change: intake (received_at, intake_id), a group of pushes (batch.received_at,
-- batch_id), transfer (created_at, transfer_id), door_refusal (at, refusal_id). It may be made anew from them.
--
-- Whoever sets a state from elsewhere (a hold): update journal set state = …, changed = journal_now() where
-- (at, entry_id) = …; a state word of intake or transfer that is not told below is taken over as it is.

-- What an adapter of this node delivers, written by the node from its catalog: a file that is refused or
-- waits has no batch that would say it.
create table adapter_item (
  adapter      text        primary key,
  item         text        not null,
  node         text        not null             -- this node
);

create table journal (
  at           timestamptz not null,
  entry_id     uuid        not null,
  kind         text        not null check (kind in ('file', 'push', 'sealed', 'refusal', 'hop')),
  batch_id     uuid,                            -- of files and pushes from the start, of sealed batches when they are taken
  batch_seq    bigint,
  intake_id    uuid,                            -- null: a group of pushes, a refusal, a hop
  agency       text        not null,            -- who reported; '' until a sealed batch is read
  origin       text        not null,            -- who sealed, or will; '' where that isn't known yet
  peer         text        not null,            -- the node it came from or goes to; '' with agencies
  item         text        not null,
  adapter      text        not null,
  door         text        not null,            -- http tus sftp inbox pull push, node between nodes
  state        text        not null check (state in ('waiting', 'working', 'done', 'partial', 'refused', 'failed',
                                                     'cancelled', 'held', 'delivered', 'abandoned')),
  file_name    text        not null,
  bytes        bigint,
  rows         integer,                         -- these five are the batch's; null without one
  accepted     integer,
  rejected     integer,
  duplicates   integer,
  warnings     integer,
  code         text        not null,            -- why it was refused, failed, waits; '' otherwise; REPEATED: its batch was here already
  attempts     integer     not null,
  ended_at     timestamptz,
  changed      bigint      not null,            -- the transaction that changed it last, see journal_now
  counted      boolean     not null default false,
  demo         boolean     not null default false,
  primary key (at, entry_id)
) partition by range (at);
create table journal_default partition of journal default;
create index journal_agency on journal (agency, at);
create index journal_item on journal (item, at);
create index journal_batch on journal (batch_id);
create index journal_rare on journal (state, at) where state not in ('done', 'delivered');
-- Files are few beside pushes and hops: for parts of their names, and for doors.
create index journal_named on journal (at) where file_name <> '';
create index journal_door on journal (door, at) where door not in ('push', 'node');
create index journal_changed on journal (changed);
create index journal_uncounted on journal (at) where not counted and ended_at is not null and kind <> 'hop';

-- Not a sequence: numbers of one are drawn in another order than they are committed, and whoever follows the
-- highest loses rows. A transaction's number can be held against a snapshot (see journal-live.ts).
create function journal_now() returns bigint language sql as $$ select pg_current_xact_id()::text::bigint $$;

-- The partition of a month of China, where it is missing. False when it was there.
create function make_journal_month(day timestamptz) returns boolean language plpgsql as $$
declare
  first timestamp := date_trunc('month', day at time zone interval '08:00');
  name text := 'journal_' || to_char(first, 'YYYYMM');
begin
  if to_regclass(name) is not null then return false; end if;
  execute format('create table %I partition of journal for values from (%L) to (%L)', name,
    first at time zone interval '08:00', (first + interval '1 month') at time zone interval '08:00');
  return true;
end $$;

create function journal_of_intake() returns trigger language plpgsql as $$
declare
  b record;
  word text := case new.state
    when 'due' then case when new.lease_owner is null then 'waiting' else 'working' end
    when 'poison' then 'failed' else new.state end;
  why text := case when new.state = 'refused' then coalesce(new.refusal::json ->> 'code', '')
    when new.state in ('poison', 'due') then coalesce(new.last_error, '') else '' end;
  way text := case when new.kind = 'sealed' then 'node' else new.door end;
begin
  if tg_op = 'INSERT' then
    insert into journal (at, entry_id, kind, batch_id, batch_seq, intake_id, agency, origin, peer, item, adapter, door, state,
        file_name, bytes, code, attempts, changed)
      select new.received_at, new.intake_id, new.kind, case when new.kind = 'sealed' then null else new.intake_id end,
        null, new.intake_id, case when new.kind = 'sealed' then '' else new.sender end, coalesce(a.node, ''),
        case when new.kind = 'sealed' then new.sender else '' end, coalesce(a.item, ''), new.adapter, way, word,
        case when new.kind = 'push' then '' else new.file_name end, new.bytes, why, new.attempts, journal_now()
      from (select) one left join adapter_item a on new.kind <> 'sealed' and a.adapter = new.adapter
      on conflict do nothing;
    return null;
  end if;
  if new.state = 'done' and new.batch_seq is not null then
    select batch_id, batch_seq, sender, origin, item, adapter, rows, accepted, rejected, duplicates, warnings, received_at,
      committed_at into b from batch where batch_seq = new.batch_seq;
    if found then
      -- A sealed batch in other wrapping: its rows came with the first.
      if b.received_at is distinct from new.received_at then
        update journal set batch_id = b.batch_id, batch_seq = b.batch_seq, agency = b.sender, origin = b.origin, item = b.item,
          adapter = b.adapter, door = way, state = 'done', code = 'REPEATED',
          attempts = case when old.state = new.state then attempts else new.attempts end,
          ended_at = coalesce(ended_at, now()), changed = journal_now()
        where at = new.received_at and entry_id = new.intake_id;
      else
        update journal set batch_id = b.batch_id, batch_seq = b.batch_seq, agency = b.sender, origin = b.origin, item = b.item,
          adapter = b.adapter, door = way, state = case when b.rejected > 0 then 'partial' else 'done' end, rows = b.rows,
          accepted = b.accepted, rejected = b.rejected, duplicates = b.duplicates, warnings = b.warnings, code = '',
          attempts = case when old.state = new.state then attempts else new.attempts end, ended_at = b.committed_at,
          changed = journal_now()
        where at = new.received_at and entry_id = new.intake_id;
      end if;
      return null;
    end if;
  end if;
  update journal set state = word, code = why, door = way,
    attempts = case when old.state = new.state and new.state <> 'due' then attempts else new.attempts end,
    ended_at = case when word in ('waiting', 'working', 'held') then null else coalesce(ended_at, now()) end, changed = journal_now()
  where at = new.received_at and entry_id = new.intake_id;
  return null;
end $$;
create trigger journal_new after insert on intake for each row execute function journal_of_intake();
-- Not for the lease that is extended, the rows that are counted on, the files that are made afterwards.
create trigger journal_turn after update of state, batch_seq, door, lease_owner on intake for each row
  when (old.state is distinct from new.state or old.batch_seq is distinct from new.batch_seq or old.door is distinct from new.door
    or (new.state = 'due' and (old.lease_owner is null) <> (new.lease_owner is null)))
  execute function journal_of_intake();

-- A group of pushes has no intake; a push that waited its turn has one of its batch's id, which ended before its batch was written.
create function journal_of_group() returns trigger language plpgsql as $$
begin
  insert into journal (at, entry_id, kind, batch_id, batch_seq, agency, origin, peer, item, adapter, door, state, file_name,
      bytes, rows, accepted, rejected, duplicates, warnings, code, attempts, ended_at, changed)
    select b.received_at, b.batch_id, 'push', b.batch_id, b.batch_seq, b.sender, b.origin, '', b.item, b.adapter, 'push',
      case when b.rejected > 0 then 'partial' else 'done' end, '', (select sum(p.bytes) from push p where p.batch_seq = b.batch_seq),
      b.rows, b.accepted, b.rejected, b.duplicates, b.warnings, '', 1, b.committed_at, journal_now()
    from batch b where b.batch_seq = new.batch_seq
    on conflict (at, entry_id) do update set batch_seq = excluded.batch_seq, agency = excluded.agency, origin = excluded.origin,
      item = excluded.item, state = excluded.state, rows = excluded.rows, accepted = excluded.accepted, rejected = excluded.rejected,
      duplicates = excluded.duplicates, warnings = excluded.warnings, ended_at = excluded.ended_at, changed = excluded.changed;
  return null;
end $$;
create trigger journal_group after insert on push for each row when (new.position = 0) execute function journal_of_group();

create function journal_of_transfer() returns trigger language plpgsql as $$
declare
  word text := case new.state when 'due' then 'waiting' when 'acknowledged' then 'delivered' else new.state end;
begin
  if tg_op = 'INSERT' then
    insert into journal (at, entry_id, kind, batch_id, batch_seq, agency, origin, peer, item, adapter, door, state, file_name,
        rows, accepted, rejected, duplicates, warnings, code, attempts, ended_at, changed)
      select new.created_at, new.transfer_id, 'hop', b.batch_id, b.batch_seq, b.sender, b.origin, new.peer, b.item, b.adapter,
        'node', word, '', b.rows, b.accepted, b.rejected, b.duplicates, b.warnings, coalesce(new.last_refusal, ''), new.attempts,
        new.ended_at, journal_now()
      from batch b where b.batch_seq = new.batch_seq
      on conflict do nothing;
  else
    update journal set state = word, code = coalesce(new.last_refusal, ''), attempts = new.attempts, ended_at = new.ended_at,
      changed = journal_now()
    where at = new.created_at and entry_id = new.transfer_id;
  end if;
  return null;
end $$;
create trigger journal_new after insert on transfer for each row when (new.kind = 'batch') execute function journal_of_transfer();
-- A hop that goes well is told twice: planned, delivered. One that does not, at the end of every attempt.
create trigger journal_turn after update of state, last_refusal, lease_owner on transfer for each row
  when (new.kind = 'batch' and (old.state is distinct from new.state
    or (old.lease_owner is not null and new.lease_owner is null and (new.attempts > 1 or new.last_refusal <> 'DELIVERED'))))
  execute function journal_of_transfer();

create function journal_of_refusal() returns trigger language plpgsql as $$
begin
  insert into journal (at, entry_id, kind, agency, origin, peer, item, adapter, door, state, file_name, bytes, code, attempts,
      ended_at, changed)
    select new.at, new.refusal_id, 'refusal', new.agency, coalesce(a.node, ''), '', coalesce(a.item, ''), new.adapter, new.door,
      'refused', new.file_name, new.bytes, new.code, 0, new.at, journal_now()
    from (select) one left join adapter_item a on a.adapter = new.adapter
    on conflict do nothing;
  return null;
end $$;
create trigger journal_new after insert on door_refusal for each row execute function journal_of_refusal();

-- What was before there was a journal, and room for what comes. Before partitions, so that none of it lies in the default one.
select make_journal_month(month)
  from (select distinct date_trunc('month', at at time zone interval '08:00') at time zone interval '08:00' as month
          from (select received_at as at from intake union all select received_at from batch
                union all select created_at from transfer union all select at from door_refusal) old
        union select now() + n * interval '1 month' from generate_series(0, 2) n) months;

insert into journal (at, entry_id, kind, batch_id, batch_seq, intake_id, agency, origin, peer, item, adapter, door, state,
    file_name, bytes, rows, accepted, rejected, duplicates, warnings, code, attempts, ended_at, changed)
  select i.received_at, i.intake_id, i.kind, case when i.kind = 'sealed' then b.batch_id else i.intake_id end, b.batch_seq, i.intake_id,
    coalesce(b.sender, case when i.kind = 'sealed' then '' else i.sender end), coalesce(b.origin, ''),
    case when i.kind = 'sealed' then i.sender else '' end, coalesce(b.item, ''), coalesce(b.adapter, i.adapter),
    case when i.kind = 'sealed' then 'node' else i.door end,
    case i.state when 'due' then case when i.lease_owner is null then 'waiting' else 'working' end when 'poison' then 'failed'
      when 'done' then case when b.rejected > 0 and b.received_at = i.received_at then 'partial' else 'done' end else i.state end,
    case when i.kind = 'push' then '' else i.file_name end, i.bytes,
    case when b.received_at = i.received_at then b.rows end, case when b.received_at = i.received_at then b.accepted end,
    case when b.received_at = i.received_at then b.rejected end, case when b.received_at = i.received_at then b.duplicates end,
    case when b.received_at = i.received_at then b.warnings end,
    case when b.received_at <> i.received_at then 'REPEATED' when i.state = 'refused' then coalesce(i.refusal::json ->> 'code', '')
      when i.state in ('poison', 'due') then coalesce(i.last_error, '') else '' end,
    i.attempts, coalesce(b.committed_at, case when i.state <> 'due' then i.received_at end), journal_now()
  from intake i left join batch b on b.batch_seq = i.batch_seq;
insert into journal (at, entry_id, kind, batch_id, batch_seq, agency, origin, peer, item, adapter, door, state, file_name,
    bytes, rows, accepted, rejected, duplicates, warnings, code, attempts, ended_at, changed)
  select b.received_at, b.batch_id, 'push', b.batch_id, b.batch_seq, b.sender, b.origin, '', b.item, b.adapter, 'push',
    case when b.rejected > 0 then 'partial' else 'done' end, '', p.bytes, b.rows, b.accepted, b.rejected, b.duplicates, b.warnings,
    '', 1, b.committed_at, journal_now()
  from batch b join (select batch_seq, sum(bytes) as bytes from push group by batch_seq) p using (batch_seq)
  where not exists (select from intake i where i.intake_id = b.batch_id);
insert into journal (at, entry_id, kind, batch_id, batch_seq, agency, origin, peer, item, adapter, door, state, file_name,
    rows, accepted, rejected, duplicates, warnings, code, attempts, ended_at, changed)
  select t.created_at, t.transfer_id, 'hop', b.batch_id, b.batch_seq, b.sender, b.origin, t.peer, b.item, b.adapter, 'node',
    case t.state when 'due' then 'waiting' when 'acknowledged' then 'delivered' else t.state end, '', b.rows, b.accepted,
    b.rejected, b.duplicates, b.warnings, coalesce(t.last_refusal, ''), t.attempts, t.ended_at, journal_now()
  from transfer t join batch b using (batch_seq) where t.kind = 'batch';
insert into journal (at, entry_id, kind, agency, origin, peer, item, adapter, door, state, file_name, bytes, code, attempts,
    ended_at, changed)
  select at, refusal_id, 'refusal', agency, '', '', '', adapter, door, 'refused', file_name, bytes, code, 0, at, journal_now()
  from door_refusal;
