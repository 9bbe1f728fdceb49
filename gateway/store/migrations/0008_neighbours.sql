-- Watching: when each neighbour was last met, whose certificates were shown, tests of connections, checks of the log.

-- One row a neighbour; written at most every few seconds, never with a batch.
create table neighbour (
  node       text        primary key,
  sent_at    timestamptz,                           -- last took something that we sent
  heard_at   timestamptz,                           -- last asked or sent something itself
  failed_at  timestamptz,                           -- last was not reached, or refused
  why        text                                   -- code of that
);

-- A certificate that stood at a connection, ours to them or theirs to us.
create table shown_certificate (
  holder     text        not null,                  -- agency:<id> or node:<id>
  serial     text        not null,                  -- upper-case hex
  side       text        not null check (side in ('client', 'server')),
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  primary key (holder, side, serial)
);

-- What a test of a connection found. An operator asked for it.
create table link_test (
  test_id    uuid        primary key,
  node       text        not null,
  at         timestamptz not null,
  operator   text        not null,
  result     text        not null                   -- canonical JSON
);
create index link_test_node on link_test (node, at);

-- A whole check of the log: under way, or ended.
create table log_check (
  check_id   uuid        primary key,
  started_at timestamptz not null,
  ended_at   timestamptz,
  operator   text        not null,
  process    text        not null,
  seen_at    timestamptz not null,                  -- the process shows that it is alive
  done       bigint      not null default 0,
  whole      bigint      not null default 0,
  state      text        not null check (state in ('running', 'sound', 'broken', 'stopped')),
  report     text                                   -- canonical JSON
);
create index log_check_time on log_check (started_at, check_id);
create unique index log_check_one on log_check (state) where state = 'running';

-- What was given up is few among many; looked for at every scrape.
create index intake_poison on intake (received_at) where state = 'poison';
create index transfer_abandoned on transfer (peer, ended_at) where state = 'abandoned';

-- For people who look through the log by time and kind.
create index log_leaf_at on log_leaf (at, leaf_id);
create index log_leaf_kind on log_leaf (kind, at, leaf_id);
