/**
 * Ten million rows of a journal that could be real, made by the server itself: a table for each month, filled in the
 * order of time and attached with its indexes, as months of a node's life would lie there. 200 pairs of agency and
 * item of very different weight, nights that are busier than days, all states with the rare ones rare.
 */
import { loadData } from "../gateway/data.ts";
import type { Database } from "../gateway/store/connect.ts";
import { journalMonths } from "../gateway/store/console/journal.ts";

export const PAIRS = 200;
const MONTHS = 12;
const CHINA_MS = 8 * 3_600_000;

export interface Pair {
  readonly agency: string;
  readonly item: string;
}

/** Of the catalog as far as it goes, the heavy ones first. */
export function benchPairs(): readonly Pair[] {
  const { catalog, adapters } = loadData();
  const known = new Map(adapters.map(({ agency, item }) => [`${agency} ${item}`, { agency, item }]));
  const items = catalog.items.map(({ id }) => id);
  for (let n = 0; known.size < PAIRS; n++) {
    const pair = {
      agency: `bench-agency-${String(n % 60).padStart(2, "0")}`,
      item: items[(n * 7) % items.length] ?? "XZCF",
    };
    known.set(`${pair.agency} ${pair.item}`, pair);
  }
  return [...known.values()].slice(0, PAIRS);
}

// A third of all comes from a tenth of the pairs; the last ones come a few times a month.
const FILL = `
  insert into bench_month (at, entry_id, kind, batch_id, batch_seq, intake_id, agency, origin, peer, item, adapter, door, state,
    file_name, bytes, rows, accepted, rejected, duplicates, warnings, code, attempts, ended_at, changed, counted, demo)
  select at, id, kind, case when kind <> 'refusal' then md5(id::text)::uuid end, $6::bigint + n, null,
    ($1::text[])[pair], case when kind = 'sealed' then '370200' else '370100' end,
    case when kind = 'hop' then '370000' when kind = 'sealed' then '370200' else '' end, ($2::text[])[pair], 'bench/adapter-' || pair,
    case kind when 'hop' then 'node' when 'sealed' then 'node' when 'push' then 'push'
      else case when luck < 0.6 then 'sftp' when luck < 0.9 then 'http' when luck < 0.97 then 'pull' when luck < 0.999 then 'inbox' else 'tus' end end,
    state, case when kind in ('file', 'refusal') then
      case when luck2 < 0.00002 then '特殊更正-' when pair % 3 = 0 then '年报信息-' when pair % 3 = 1 then '行政处罚-' else '经营异常-' end
      || to_char(at, 'YYYYMMDD') || '-' || n || case when luck < 0.7 then '.csv' else '.xlsx' end else '' end,
    (luck * 400000)::bigint, case when state in ('refused', 'failed', 'waiting', 'working', 'cancelled') and kind <> 'hop' then null else total end,
    case when state in ('refused', 'failed', 'waiting', 'working', 'cancelled') and kind <> 'hop' then null else total - bad end,
    case when state in ('refused', 'failed', 'waiting', 'working', 'cancelled') and kind <> 'hop' then null else bad end, 0, 0,
    case state when 'refused' then case when luck2 < 0.5 then 'MAP_MISSING_COLUMN' else 'DECODE_EMPTY' end when 'abandoned' then 'SEAL_INVALID' else '' end,
    1, case when state in ('waiting', 'working', 'held') then null else at + luck * interval '90 s' end, 1, true, true
  from (
    select n, at, pair, luck, luck2, total, gen_random_uuid() as id, kind,
      case when kind = 'refusal' then 'refused'
        when kind = 'hop' then case when luck3 < 0.0002 then 'abandoned' when luck3 < 0.0003 and $5 then 'waiting' else 'delivered' end
        else case when luck3 < 0.00005 then 'failed' when luck3 < 0.0004 then 'cancelled' when luck3 < 0.00045 and $5 then 'held'
          when luck3 < 0.0006 and $5 then 'waiting' when luck3 < 0.00062 and $5 then 'working'
          when luck3 < 0.015 and kind = 'file' then 'refused' when luck3 < 0.06 then 'partial' else 'done' end end as state,
      case when luck3 between 0.015 and 0.06 then 1 + (total * luck / 9)::int else 0 end as bad
    from (
      select n, luck, luck2, luck3, 1 + floor(200 * power(random(), 2.2))::int as pair,
        case when luck4 < 0.46 then 'hop' when luck4 < 0.84 then 'push' when luck4 < 0.98 then 'file' when luck4 < 0.997 then 'sealed' else 'refusal' end as kind,
        1 + floor(5000 * power(luck2, 6))::int as total,
        date_trunc('milliseconds', $3::timestamptz + floor(day * days) * interval '1 day'
          + mod(((case when luck < 0.7 then 22 + 8 * hour else 24 * hour end))::numeric, 24) * interval '1 hour') as at
      from (select n, random() as luck, random() as luck2, random() as luck3, random() as luck4, random() as day, random() as hour,
          extract(epoch from $7::timestamptz - $3::timestamptz) / 86400 as days
        from generate_series(1, $4::int) n) chance) row) told
  where at < $7::timestamptz
  order by at`;

/** Fills the twelve months up to `now`; the figures of the pages today and quality are added up from them. */
export async function fillJournal(
  db: Database,
  rows: number,
  now: Date,
  say: (text: string) => void,
): Promise<void> {
  const pairs = benchPairs();
  const [agencies, items] = [pairs.map(({ agency }) => agency), pairs.map(({ item }) => item)];
  const china = new Date(now.getTime() + CHINA_MS);
  const monthAt = (n: number) =>
    new Date(Date.UTC(china.getUTCFullYear(), china.getUTCMonth() + n, 1) - CHINA_MS);
  const whole = now.getTime() - monthAt(1 - MONTHS).getTime();
  await db.dedicated(async (client) => {
    for (let n = 1 - MONTHS; n <= 0; n++) {
      const [from, to] = [monthAt(n), monthAt(n + 1)];
      const end = new Date(Math.min(to.getTime(), now.getTime()));
      const count = Math.round((rows * (end.getTime() - from.getTime())) / whole);
      const name = `journal_${new Date(from.getTime() + CHINA_MS).toISOString().slice(0, 7).replace("-", "")}`;
      const known = (await journalMonths(db)).some(({ table }) => table === name);
      await client.query("begin");
      if (known) {
        await client.query(`create temporary table kept on commit drop as select * from ${name}`);
        await client.query(`drop table ${name}`);
      }
      await client.query("create table bench_month (like journal including constraints)");
      await client.query(FILL, [agencies, items, from, count, n === 0, (n + MONTHS) * 10_000_000, end]);
      if (known) await client.query("insert into bench_month select * from kept");
      await client.query(`alter table bench_month rename to ${name}`);
      await client.query(
        `alter table journal attach partition ${name} for values from ('${from.toISOString()}') to ('${to.toISOString()}')`,
      );
      await client.query("commit");
      say(`  ${name}: ${count} rows`);
    }
    await client.query("vacuum analyze journal");
    await client.query(`
      insert into tally (agency, item, origin, day, hour, batches, refused, rows, accepted, rejected, duplicates, warnings, updated,
        late, uncoded, first_at, last_at, demo)
      select agency, item, origin, (at at time zone interval '08:00')::date, extract(hour from at at time zone interval '08:00'),
        count(*), count(*) filter (where state = 'refused'), coalesce(sum(rows), 0), coalesce(sum(accepted), 0), coalesce(sum(rejected), 0),
        0, 0, coalesce(sum(accepted), 0) / 3, 0, 0, min(at), max(at), true
      from journal where kind <> 'hop' and state in ('done', 'partial', 'refused') and counted
      group by 1, 2, 3, 4, 5
      on conflict do nothing`);
    await client.query("analyze tally");
  });
}
