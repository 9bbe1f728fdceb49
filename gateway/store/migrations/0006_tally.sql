-- What a day brought, counted from the journal once an arrival is final; alarms, and where they go.

-- One row an hour in which something came: a night is judged by its hours, whatever the due hour is.
create table tally (
  agency     text        not null,
  item       text        not null,                  -- '' where it was refused before that was known
  origin     text        not null,                  -- the node that sealed, or that would have
  day        date        not null,                  -- in Asia/Shanghai, of the arrival
  hour       smallint    not null,
  batches    integer     not null,                  -- whatever arrived, refused files included
  refused    integer     not null,                  -- of these, refused whole
  rows       bigint      not null,                  -- 上报量
  accepted   bigint      not null,                  -- 入库量
  rejected   bigint      not null,                  -- 疑问量
  duplicates bigint      not null,
  warnings   bigint      not null,
  updated    bigint      not null,                  -- 更新量: accepted versions of records that were known
  late       bigint      not null,                  -- rows with W_LATE
  uncoded    bigint      not null,                  -- rows with W_PLACEHOLDER_USCC: they cannot be linked to a subject
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  demo       boolean     not null,                  -- demonstration history is in it
  primary key (agency, item, origin, day, hour)
);
create index tally_day on tally (day);

create table tally_finding (
  day          date not null,
  agency       text not null,
  item         text not null,
  origin       text not null,
  code         text not null,                       -- of a row, or of the file that was refused whole
  column_title text not null,
  n            bigint not null,
  primary key (day, agency, item, origin, code, column_title)
);

-- From which night on a delivery can be missing: the night on which the duty was first known here.
create table duty (
  agency text not null,
  item   text not null,
  since  date not null,
  primary key (agency, item)
);

-- What an operator has to know. One open row for each thing that is wrong.
create table alarm (
  alarm_id        uuid        primary key,
  rule            text        not null,
  subject         text        not null,             -- what it is about; with the rule one open alarm
  severity        text        not null check (severity in ('warning', 'critical')),
  agency          text,                             -- null: about the node itself
  item            text,
  params          text        not null,             -- canonical JSON: numbers, ids and codes, nothing of a person
  opened_at       timestamptz not null,
  closed_at       timestamptz,
  acknowledged_at timestamptz,
  by_id           text,
  by_name         text,
  reason          text,
  check ((acknowledged_at is null) = (by_name is null))
);
create unique index alarm_open on alarm (rule, subject) where closed_at is null;
create index alarm_time on alarm (opened_at, alarm_id);

create table alarm_target (
  target_id  uuid        primary key,
  kind       text        not null check (kind in ('email', 'webhook')),
  name       text        not null,
  address    text        not null,                  -- of a mailbox, or https://…
  ca         text,                                  -- PEM, where the webhook's authority is not a public one
  rules      text[]      not null,                  -- empty: every rule
  severity   text        not null check (severity in ('warning', 'critical')),
  active     boolean     not null,
  created_at timestamptz not null,
  by_name    text        not null
);

-- What is owed to a target; written in the transaction that opens or closes the alarm.
create table alarm_message (
  alarm_id  uuid        not null,
  target_id uuid        not null,
  event     text        not null check (event in ('opened', 'closed', 'test')),
  state     text        not null check (state in ('due', 'sent', 'failed')),
  due_at    timestamptz not null,
  attempts  integer     not null default 0,
  sent_at   timestamptz,
  why       text,                                   -- code or class of the last failure
  primary key (alarm_id, target_id, event)
);
create index alarm_message_due on alarm_message (due_at) where state = 'due';
