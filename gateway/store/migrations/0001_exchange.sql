-- The whole path of a batch through one node.
--
-- Scale-out rules, kept by schema.test.ts: `record` is the one big table and is
-- ready to be distributed by `subject` (Citus): subject stands in its primary key,
-- it has no foreign key, no trigger and no serial. The queues (intake, transfer) are
-- local tables, so that `for update skip locked` works on them.

-- What arrived at a door: bytes durable in the spool, waiting for work.
create table intake (
  intake_id    uuid        primary key,
  kind         text        not null check (kind in ('file', 'sealed')),
  sender       text        not null,           -- agency id, or node id for a sealed batch
  adapter      text        not null,           -- '' for a sealed batch
  file_name    text        not null,           -- as sent; never used as a path
  bytes        bigint      not null,
  sha256       bytea       not null,
  spool        text        not null,           -- which spool folder holds it: a work process takes only what it can read
  received_at  timestamptz not null,
  state        text        not null check (state in ('due', 'done', 'refused', 'poison')),
  due_at       timestamptz not null,
  attempts     integer     not null default 0,
  lease_owner  text,
  lease_until  timestamptz,
  batch_seq    bigint,                          -- set when done
  refusal      text,                            -- canonical JSON {code, params} when refused
  last_error   text,                            -- class and place of our own defect, never data
  unique (sender, kind, adapter, sha256)
);
create index intake_due on intake (due_at) where state = 'due';
create index intake_lane on intake (sender, adapter, received_at) where state = 'due';

create sequence batch_seq;

-- A batch that this node accepted, from an agency or from another node.
create table batch (
  batch_seq    bigint      primary key,
  batch_id     uuid        not null unique,     -- the same at every node
  origin       text        not null,            -- node that sealed it
  sender       text        not null,            -- agency that sent it to the origin
  received_from text       not null,            -- agency or node that handed it to us
  adapter      text        not null,
  item         text        not null,
  standard     text        not null,
  version      bigint      not null,            -- orders the versions of a record, see PROTOCOL.md
  rows         integer     not null,
  accepted     integer     not null,
  rejected     integer     not null,
  duplicates   integer     not null,
  warnings     integer     not null,
  leaves       integer     not null,            -- leaves of the tree, the withheld ones included
  root         bytea       not null,
  block_roots  bytea       not null,            -- 32 bytes for each 1,024 leaves
  manifest     text        not null,            -- canonical JSON, the exact text that was sealed
  seal         bytea       not null,            -- detached CMS (DER) over it
  received_at  timestamptz not null,
  committed_at timestamptz not null,
  check (accepted + rejected + duplicates = rows)
);
create index batch_item on batch (item, batch_seq);

-- Versions of records, append only. Latest = highest (version, batch_seq, leaf_index).
create table record (
  subject      text collate "C" not null,       -- unified social credit code, or a keyed digest for a person
  item         text collate "C" not null,
  origin       text collate "C" not null,       -- node that sealed this version
  record_id    uuid        not null,            -- digest of item, subject and identity: the same at every node
  batch_seq    bigint      not null,
  leaf_index   integer     not null,
  version      bigint      not null,
  withdrawn    boolean     not null,
  warnings     integer     not null,            -- bits of the warnings in gateway/model/findings.ts
  salt         bytea       not null,            -- 16 random bytes
  payload      text        not null,            -- the exact canonical text under the leaf
  primary key (subject, item, record_id, batch_seq, leaf_index)
);
create index record_feed on record (item, batch_seq, leaf_index);
alter table record alter column payload set storage main;

-- Leaves of a batch whose content is not here: refused by our own rules, or erased.
create table withheld_leaf (
  batch_seq    bigint      not null,
  leaf_index   integer     not null,
  leaf         bytea       not null,
  reason       text        not null,
  primary key (batch_seq, leaf_index)
);

-- What was found in the rows of a batch. No value of a row is ever kept here.
create table finding (
  batch_seq    bigint      not null,
  number       integer     not null,            -- order within the batch
  row_number   integer     not null,            -- as a spreadsheet shows it
  column_title text        not null,
  code         text        not null,
  params       text        not null,            -- canonical JSON
  primary key (batch_seq, number)
);

-- Signed answers: our own (node = us) and those that other nodes gave.
create table receipt (
  receipt_id   uuid        primary key,
  batch_seq    bigint      not null,
  node         text        not null,            -- who signed
  body         text        not null,            -- canonical JSON, the exact signed text
  signature    text        not null,            -- base64 Ed25519
  received_at  timestamptz not null,
  unique (batch_seq, node)
);

-- The outbox: what this node still owes to another. Written in the transaction that stores the batch.
create table transfer (
  transfer_id  uuid        primary key,
  kind         text        not null check (kind in ('batch', 'receipt')),
  batch_seq    bigint      not null,
  receipt_id   uuid,                            -- for kind 'receipt'
  peer         text        not null,
  lane         text        not null,            -- "origin/item": batches of one lane reach a peer in order; '' for receipts
  state        text        not null check (state in ('due', 'acknowledged', 'abandoned')),
  due_at       timestamptz not null,
  attempts     integer     not null default 0,
  lease_owner  text,
  lease_until  timestamptz,
  last_refusal text,
  created_at   timestamptz not null,
  ended_at     timestamptz,
  check ((kind = 'receipt') = (receipt_id is not null)),
  check ((kind = 'receipt') = (lane = '')),
  check ((state = 'due') = (ended_at is null))
);
create unique index transfer_once on transfer (kind, batch_seq, peer, coalesce(receipt_id, '00000000-0000-0000-0000-000000000000'));
create index transfer_due on transfer (peer, due_at) where state = 'due';
create index transfer_lane on transfer (peer, lane, batch_seq) where state = 'due' and kind = 'batch';

-- Heads of what this node's own senders delivered, per item: a rebuildable cache. Each batch adds
-- the entries it changed; the newest entry of a record counts. Layout of data: store/heads.ts.
create table head_manifest (
  item         text        not null,
  batch_seq    bigint      not null,
  chunk        integer     not null,
  data         bytea       not null,
  primary key (item, batch_seq, chunk)
);
alter table head_manifest alter column data set storage external;

create table item_state (
  item         text        primary key,
  heads        integer     not null,            -- records with an entry
  entries      integer     not null,            -- entries in head_manifest, superseded ones included
  last_version bigint      not null,            -- versions of an item never go back, whatever the clock does
  last_batch   bigint      not null
);

-- The exchange log. A leaf is written in the transaction of the act; `sequence` numbers it later.
create table log_leaf (
  leaf_id      uuid        primary key,
  at           timestamptz not null,
  kind         text        not null,
  data         text        not null,            -- canonical JSON, the exact text under the leaf
  log_index    bigint      unique               -- null until sequenced
);
create index log_leaf_open on log_leaf (at, leaf_id) where log_index is null;

-- Complete tiles of 256 hashes, level 0 = leaf hashes; partial tiles are computed from log_leaf.
create table log_tile (
  level        integer     not null,
  tile         bigint      not null,
  data         bytea       not null,
  primary key (level, tile)
);

create table log_checkpoint (
  size         bigint      primary key,
  root         bytea       not null,
  note         text        not null,            -- C2SP signed note with our Ed25519 signature
  at           timestamptz not null
);

create table log_cosignature (
  size         bigint      not null,
  node         text        not null,
  signature    text        not null,            -- the note's signature line
  at           timestamptz not null,
  primary key (size, node)
);

-- The newest checkpoint of another node's log that we have verified and cosigned.
create table peer_checkpoint (
  node         text        primary key,
  size         bigint      not null,
  note         text        not null,
  at           timestamptz not null
);
