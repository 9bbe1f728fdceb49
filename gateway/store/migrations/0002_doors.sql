-- The doors: pushes, uploads, feedback, queries, the change feed, subscriptions, pulls, registers.
--
-- The rules of 0001 hold. `query_subject` and `mark` are distributed by `subject` beside `record`;
-- the queues (upload, subscription, pull) stay local. No default reads clock or chance: ids, times
-- and salts are passed in. Lists and states without a column of their own are canonical JSON in text.

alter table intake
  add door      text    not null default 'http' check (door in ('http', 'tus', 'sftp', 'inbox', 'pull', 'push')),
  -- 'due' in the transaction that ends the intake; the spool file is needed until it is made.
  add feedback  text    not null default 'none' check (feedback in ('none', 'due', 'made')),
  add rows_done integer not null default 0,       -- progress, written with the lease's extension
  add trace     text,                             -- trace id of the request that brought it
  add signature bytea,                            -- .p7s as verified; null without
  add idempotency_key text,                       -- of a push that waits its turn; null without
  drop constraint intake_kind_check,
  add constraint intake_kind_check check (kind in ('file', 'sealed', 'push')),
  drop constraint intake_state_check,
  add constraint intake_state_check check (state in ('due', 'done', 'refused', 'poison', 'cancelled')),
  drop constraint intake_sender_kind_adapter_sha256_key;
-- Cancelled bytes may come again.
-- A push is no file: the same bytes may be meant again (a change taken back), unless their key says otherwise.
create unique index intake_once on intake (sender, kind, adapter, sha256) where state <> 'cancelled' and kind <> 'push';
create unique index intake_key on intake (sender, idempotency_key) where idempotency_key is not null and state <> 'cancelled';
create index intake_feedback on intake (due_at) where feedback = 'due';
-- An agency's own batches, newest first.
create index intake_sender on intake (sender, received_at, intake_id);
create index batch_sender on batch (sender, received_at, batch_id);

-- What a group of pushes needs of the item's last batch without reading its manifest; and up to which
-- batch head_manifest is complete: loaders apply what came later from record.
alter table item_state
  add sequence       bigint not null default 0,
  add previous       text   not null default '',  -- hexadecimal SHA-256 of the last manifest
  add manifest_batch bigint not null default 0;
update item_state s
  set manifest_batch = s.last_batch,
      sequence = (b.manifest::json ->> 'sequence')::bigint,
      previous = encode(sha256(convert_to(b.manifest, 'UTF8')), 'hex')
  from batch b where b.batch_seq = s.last_batch;

-- Order of change. Not batch_seq: sealed batches of one item may commit out of that order. The last
-- statement before a commit takes last + 1 of its item, so numbers are gapless and in order of commit.
create table feed_head (
  item         text        primary key,
  last         bigint      not null
);

create table change_batch (
  item         text        not null,
  number       bigint      not null,
  batch_seq    bigint      not null unique,
  kind         text        not null check (kind in ('batch', 'mark')),
  at           timestamptz not null,
  primary key (item, number)
);
create index change_time on change_batch (item, at);
insert into change_batch (item, number, batch_seq, kind, at)
  select item, row_number() over (partition by item order by batch_seq), batch_seq, 'batch', committed_at from batch;
insert into feed_head (item, last) select item, max(number) from change_batch group by item;

-- A request that pushed records: its part of a group's batch, and its answer as it was given.
create table push (
  batch_seq    bigint      not null,
  position     integer     not null,
  sender       text        not null,
  idempotency_key text,
  body_sha256  bytea       not null,
  bytes        integer     not null,
  first_row    integer     not null,
  rows         integer     not null,
  outcome      text        not null,            -- canonical JSON, one entry a record: leaf, duplicate's id, or refused; findings stay in finding
  received_at  timestamptz not null,
  primary key (batch_seq, position)
);
create unique index push_key on push (sender, idempotency_key) where idempotency_key is not null;

-- Idempotency keys of the other POSTs, with the answers given.
create table request_key (
  agency       text        not null,
  operation    text        not null,
  key          text        not null,
  body_sha256  bytea       not null,
  status       integer     not null,
  answer       text        not null,
  at           timestamptz not null,
  primary key (agency, operation, key)
);

-- A file that is still arriving, by tus or SFTP.
create table upload (
  upload_id    uuid        primary key,
  door         text        not null check (door in ('tus', 'sftp')),
  agency       text        not null,
  adapter      text        not null,
  name         text        not null,            -- as sent; never used as a path
  folder       text        not null,            -- which files folder holds it, as `spool` of intake does
  length       bigint,
  sha256       bytea,                           -- as declared
  state        text        not null check (state in ('open', 'final', 'taken', 'gone')),
  received     bigint      not null,
  lease_owner  text,
  lease_until  timestamptz,
  created_at   timestamptz not null,
  touched_at   timestamptz not null,
  intake_id    uuid
);
create unique index upload_name on upload (agency, adapter, name) where door = 'sftp' and state = 'open';

-- A file that a door turned away before it became an intake.
create table door_refusal (
  refusal_id   uuid        primary key,
  at           timestamptz not null,
  door         text        not null,
  agency       text        not null,
  adapter      text        not null,
  file_name    text        not null,
  bytes        bigint,
  sha256       bytea,
  code         text        not null,
  params       text        not null,            -- canonical JSON
  feedback     text        not null
);

create table feedback (
  intake_id    uuid        primary key,
  agency       text        not null,
  file_name    text        not null,
  folder       text        not null,
  files        text        not null,            -- canonical JSON [{name, bytes, sha256, rows}]
  made_at      timestamptz not null,
  gone_at      timestamptz
);
create index feedback_agency on feedback (agency, made_at);

-- The same bytes came again, perhaps under another name: their answer is found by it too.
create table intake_name (
  intake_id    uuid        not null,
  file_name    text        not null,
  at           timestamptz not null,            -- when they last came by this name
  primary key (intake_id, file_name)
);
create index intake_name_at on intake_name (at);

-- Who asked what and why. A group of rows is one log leaf (kind `queries`) over their salted digests.
create table query_log (
  query_id     uuid        primary key,
  at           timestamptz not null,
  agency       text        not null,
  via          text        not null,
  action       text        not null,
  items        text[]      not null,
  subject      text collate "C",
  subjects     integer     not null,
  purpose      text        not null,
  basis        text        not null,
  authorization_ref text,
  level        text        not null,
  records      integer     not null,
  partial      boolean     not null,
  trace        text        not null,
  salt         bytea       not null,
  group_id     uuid        not null,
  position     integer     not null
);
create index query_log_agency on query_log (agency, at);
create index query_log_subject on query_log (subject, at) where subject is not null;

-- Which subjects a query about a list of them named.
create table query_subject (
  subject      text collate "C" not null,
  query_id     uuid        not null,
  at           timestamptz not null,
  primary key (subject, query_id)
);

-- A local remark on a record, set by its sender.
create table mark (
  subject      text collate "C" not null,
  item         text collate "C" not null,
  record_id    uuid        not null,
  mark         text        not null check (mark in ('disputed')),
  since        timestamptz not null,
  until        timestamptz,
  by           text        not null,
  number       bigint      not null,            -- of the change feed
  primary key (subject, item, record_id, mark, since)
);
create index mark_feed on mark (item, number);

create table golden_copy (
  item         text        not null,
  level        text        not null,
  number       bigint      not null,            -- the feed goes on from here
  folder       text        not null,
  bytes        bigint      not null,
  sha256       bytea       not null,
  records      bigint      not null,
  made_at      timestamptz not null,
  primary key (item, level, number)
);

-- A reader of the feed whose place in it is kept here; delivering moves it on.
create table subscription (
  subscription_id uuid     primary key,
  agency       text        not null,
  kind         text        not null check (kind in ('webhook', 'sftp')),
  target       text        not null,            -- a name in the access register
  items        text[]      not null,
  types        text[]      not null,
  revision     integer     not null,
  state        text        not null check (state in ('active', 'paused', 'suspended', 'ended')),
  positions    text        not null,            -- canonical JSON {item: [number, leaf]}
  planned      text,                            -- kind sftp: canonical JSON [item, number, leaf], where the file under way ends
  due_at       timestamptz not null,
  attempts     integer     not null,
  lease_owner  text,
  lease_until  timestamptz,
  last_ok      timestamptz,
  last_refusal text,
  created_at   timestamptz not null
);
create index subscription_due on subscription (due_at) where state = 'active';

create table dead_letter (
  subscription_id uuid     not null,
  event_id     text        not null,
  item         text        not null,
  number       bigint      not null,
  leaf         integer     not null,
  why          text        not null,
  attempts     integer     not null,
  at           timestamptz not null,
  replayed_at  timestamptz,
  due          boolean     not null default false, -- asked for again
  primary key (subscription_id, event_id)
);

create table pull (
  pull_id      text        primary key,
  next_at      timestamptz,
  started_at   timestamptz,
  ok_at        timestamptz,
  position     text        not null,            -- canonical JSON, the source's own place
  why          text,
  lease_owner  text,
  lease_until  timestamptz
);

-- What was taken from a source already.
create table pull_file (
  pull_id      text        not null,
  name         text        not null,
  bytes        bigint      not null,
  modified     text        not null,
  sha256       bytea       not null,
  intake_id    uuid        not null,
  at           timestamptz not null,
  primary key (pull_id, name, bytes, modified)
);

-- The newest register of each kind that was taken: an older one is refused for good.
create table register_state (
  kind         text        primary key,
  number       bigint      not null,
  sha256       bytea       not null,
  at           timestamptz not null
);

create table assertion_seen (
  client       text        not null,
  jti          text        not null,
  expires_at   timestamptz not null,
  primary key (client, jti)
);
