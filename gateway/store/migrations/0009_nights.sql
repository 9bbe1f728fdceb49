-- Nights: hours of the tally put together as the page today judges them, so that thirty nights are read as they stand.

-- A part of a night: its first hours (`grace` of them), as many after them, and the rest.
create table tally_night (
  night      date     not null,                     -- of China, on which it begins
  agency     text     not null,
  item       text     not null,
  origin     text     not null,
  part       smallint not null,                     -- 0, 1, 2
  first_hour integer  not null,                     -- in which something came; hours since 1970 in China's time
  good_hour  integer,                               -- the last in which something came that was not refused whole
  batches    bigint   not null,                     -- these nine: sums over the hours
  refused    bigint   not null,
  rows       bigint   not null,
  accepted   bigint   not null,
  rejected   bigint   not null,
  duplicates bigint   not null,
  updated    bigint   not null,
  late       bigint   not null,
  uncoded    bigint   not null,
  demo       boolean  not null,
  -- As the page reads it: of 25,000 rows these are the cost, and digits are made once here.
  told       text     not null generated always as (first_hour::text || ' ' || batches::text || ' ' || refused::text || ' ' ||
    rows::text || ' ' || accepted::text || ' ' || rejected::text || ' ' || duplicates::text || ' ' || updated::text || ' ' ||
    late::text || ' ' || uncoded::text || ' ' || demo::integer::text) stored,
  primary key (night, agency, item, origin, part)
);
create index tally_night_good on tally_night (agency, item, night, part) where good_hour is not null;
create index tally_night_origin on tally_night (origin, item, night, part) where good_hour is not null;

-- By which due hour nights are kept: the node's configuration says it. No row: they are not, and the hours are read.
create table tally_frame (
  one      boolean  primary key check (one),
  due_hour smallint not null,
  grace    smallint not null
);

-- Since when what this node or another seals of an item is known here: before it nothing can be missing.
create table origin_item (
  origin text not null,
  item   text not null,
  since  date not null,
  primary key (origin, item)
);
insert into origin_item (origin, item, since)
  select origin, item, min(day) from tally where batches > refused and item <> '' group by origin, item;

-- The nights that changed hours belong to, summed up anew from all of their hours, in the transaction that changes them and
-- whoever does: so a night is the sum of its hours after every crash, and whatever came late. Two writers take turns,
-- else neither would see the other's hours. Nobody deletes from tally.
create function tally_of_night() returns trigger language plpgsql as $$
declare
  due integer;
  first integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('tally night', 0));
  insert into origin_item as known (origin, item, since)
    select origin, item, min(day) from changed where batches > refused and item <> '' group by origin, item
    on conflict (origin, item) do update set since = excluded.since where excluded.since < known.since;
  select due_hour, grace into due, first from tally_frame;
  if not found then return null; end if;
  insert into tally_night as known (night, agency, item, origin, part, first_hour, good_hour, batches, refused, rows, accepted,
      rejected, duplicates, updated, late, uncoded, demo)
    select date '1970-01-01' + touched.night, touched.agency, touched.item, touched.origin, touched.part, whole.*
    from (select distinct agency, item, origin, ((day - date '1970-01-01') * 24 + hour - due) / 24 as night,
            least(((day - date '1970-01-01') * 24 + hour - due) % 24 / first, 2) as part from changed) touched,
      lateral (
        select min(h), max(h) filter (where batches > refused), sum(batches), sum(refused), sum(rows), sum(accepted),
          sum(rejected), sum(duplicates), sum(updated), sum(late), sum(uncoded), bool_or(demo)
        from (select *, (t.day - date '1970-01-01') * 24 + t.hour as h from tally t
               where t.agency = touched.agency and t.item = touched.item and t.origin = touched.origin
                 and t.day between date '1970-01-01' + touched.night and date '1970-01-01' + touched.night + 1) own
        where (h - due) / 24 = touched.night and least((h - due) % 24 / first, 2) = touched.part) whole
    on conflict (night, agency, item, origin, part) do update set first_hour = excluded.first_hour, good_hour = excluded.good_hour,
      batches = excluded.batches, refused = excluded.refused, rows = excluded.rows, accepted = excluded.accepted,
      rejected = excluded.rejected, duplicates = excluded.duplicates, updated = excluded.updated, late = excluded.late,
      uncoded = excluded.uncoded, demo = excluded.demo;
  return null;
end $$;
create trigger tally_night_new after insert on tally referencing new table as changed
  for each statement execute function tally_of_night();
create trigger tally_night_turn after update on tally referencing new table as changed
  for each statement execute function tally_of_night();
