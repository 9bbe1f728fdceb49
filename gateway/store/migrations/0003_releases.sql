-- Releases of the catalog: signed, numbered, taken from the parent or from the operator, in force from a time on.

create table catalog_release (
  number       bigint      primary key,
  content      text        not null,                -- SHA-256 of the list of files, hex: as manifests name it
  version      text        not null,
  effective_at timestamptz not null,
  grace_until  timestamptz not null,
  body         text        not null,                -- canonical JSON, the exact signed text
  signature    bytea       not null,
  files        text        not null,                -- canonical JSON: [{path, text}]
  fault        text,                                -- why this node cannot use it; null when it can
  taken_from   text        not null,                -- a node, or "" for the operator
  taken_at     timestamptz not null
);

-- What a neighbour said, when it last asked or answered, that it works by.
create table peer_release (
  node         text        primary key,
  number       bigint      not null,
  content      text        not null,
  at           timestamptz not null
);

-- By which release its sender says that a file was made; null: by the one in force.
alter table intake add column catalog bigint;

-- The catalog that this node judged by; that of the origin stands in the manifest. Empty: by one of before this column.
alter table batch add column catalog text not null default '';
