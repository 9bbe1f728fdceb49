-- Operators of the console: who they are, their sessions, one-time links, what they did.

create table operator (
  operator_id  uuid        primary key,
  login        text        not null unique,         -- as it is typed, folded to one spelling
  name         text        not null,
  way          text        not null,                -- local | oidc
  roles        text[]      not null,
  scope        text[],                              -- agencies; null: every one
  state        text        not null,                -- invited | active | locked | removed
  password     text,                                -- scrypt$N$r$p$salt$hash
  totp         bytea,                               -- secret of the second factor, encrypted under the node's key
  totp_step    bigint      not null default 0,      -- the newest step that was used: no code counts twice
  recovery     bytea[]     not null default '{}',   -- SHA-256 of the one-time codes that are left
  provider_id  text,                                -- issuer and subject at the identity provider, from the first sign-in on
  failures     integer     not null default 0,
  wait_until   timestamptz,
  created_at   timestamptz not null,
  changed_at   timestamptz not null,
  signed_in_at timestamptz,
  revision     bigint      not null default 1
);
create unique index operator_provider on operator (provider_id) where provider_id is not null;

-- A session is known by the digest of its token alone.
create table operator_session (
  token        bytea       primary key,             -- SHA-256
  operator_id  uuid        not null references operator on delete cascade,
  created_at   timestamptz not null,
  seen_at      timestamptz not null,
  ends_at      timestamptz not null
);
create index operator_session_operator on operator_session (operator_id);
create index operator_session_end on operator_session (ends_at);

create table operator_link (
  secret       bytea       primary key,             -- SHA-256
  kind         text        not null,                -- setup | invitation | reset
  operator_id  uuid        references operator on delete cascade, -- null: whoever uses it becomes the first operator
  totp         bytea,                               -- the second factor that is offered with it, encrypted
  created_at   timestamptz not null,
  ends_at      timestamptz not null,
  used_at      timestamptz
);
create index operator_link_operator on operator_link (operator_id);

-- What operators did. Each has a leaf of the log, written in the same transaction, that names its digest.
create table operator_act (
  act_no       bigint      generated always as identity primary key,
  act_id       uuid        not null unique,         -- the leaf's id
  at           timestamptz not null,
  operator_id  uuid,                                -- null: nobody who is known, or the command line
  operator     text        not null,                -- the name at that time
  act          text        not null,
  target       text        not null,
  reason       text,
  detail       jsonb       not null
);
create index operator_act_operator on operator_act (operator_id, act_no);
create index operator_act_act on operator_act (act, act_no);
create index operator_act_target on operator_act (target, act_no);
create index operator_act_at on operator_act (at, act_no);
