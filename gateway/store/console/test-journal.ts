/**
 * For tests only: what the journal should say, computed from intake, batch, transfer and door_refusal by
 * joins, held against what its triggers wrote. The two are written apart on purpose.
 */
import type { Queryable } from "../connect.ts";

const TOLD = `
  select i.received_at as at, i.intake_id as entry_id, i.kind, i.intake_id,
    case when b.batch_seq is not null then b.batch_id when i.kind <> 'sealed' then i.intake_id end as batch_id, b.batch_seq,
    coalesce(b.sender, case when i.kind = 'sealed' then '' else i.sender end) as agency,
    case when i.kind = 'sealed' then i.sender else '' end as peer,
    coalesce(b.item, a.item, '') as item, coalesce(b.adapter, i.adapter) as adapter,
    case when i.kind = 'sealed' then 'node' else i.door end as door,
    case when i.state = 'due' and i.lease_owner is not null then 'working'
         when i.state = 'due' then 'waiting'
         when i.state = 'poison' then 'failed'
         when i.state = 'done' and first.is and b.rejected > 0 then 'partial'
         else i.state end as state,
    case when i.kind = 'push' then '' else i.file_name end, i.bytes, case when first.is then b.rows end as rows, case when first.is then b.accepted end as accepted,
    case when first.is then b.rejected end as rejected, case when first.is then b.duplicates end as duplicates,
    case when first.is then b.warnings end as warnings,
    (i.state <> 'due') as ended,
    case when i.state = 'refused' then i.refusal::json ->> 'code' when not first.is then 'REPEATED' end as code
  from intake i left join batch b on b.batch_seq = i.batch_seq and i.state = 'done'
    left join adapter_item a on a.adapter = i.adapter and i.kind <> 'sealed'
    cross join lateral (select b.received_at = i.received_at as is) first
  union all
  select b.received_at, b.batch_id, 'push', null, b.batch_id, b.batch_seq, b.sender, '', b.item, b.adapter, 'push',
    case when b.rejected > 0 then 'partial' else 'done' end, '', (select sum(bytes) from push p where p.batch_seq = b.batch_seq),
    b.rows, b.accepted, b.rejected, b.duplicates, b.warnings, true, null
  from batch b where not exists (select from intake i where i.batch_seq = b.batch_seq and i.received_at = b.received_at)
  union all
  select t.created_at, t.transfer_id, 'hop', null, b.batch_id, b.batch_seq, b.sender, t.peer, b.item, b.adapter, 'node',
    case t.state when 'due' then 'waiting' when 'acknowledged' then 'delivered' else 'abandoned' end, '', null,
    b.rows, b.accepted, b.rejected, b.duplicates, b.warnings, t.state <> 'due',
    case when t.state = 'abandoned' then t.last_refusal end
  from transfer t join batch b using (batch_seq) where t.kind = 'batch'
  union all
  select r.at, r.refusal_id, 'refusal', null, null, null, r.agency, '', coalesce(a.item, ''), r.adapter, r.door, 'refused',
    r.file_name, r.bytes, null, null, null, null, null, true, r.code
  from door_refusal r left join adapter_item a using (adapter)`;

const COLUMNS = `at, entry_id, kind, intake_id, batch_id, batch_seq, agency, peer, item, adapter, door, state, file_name, bytes,
  rows, accepted, rejected, duplicates, warnings, ended`;

/** Rows that only one of the two has, or has otherwise; none where the journal is true. */
export async function journalDifference(db: Queryable): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await db.query<Record<string, unknown>>(`
    with told as (${TOLD}), kept as (select *, ended_at is not null as ended from journal where not demo)
    select 'not in the journal' as what, * from (select ${COLUMNS} from told except select ${COLUMNS} from kept) a
    union all select 'not in the tables', * from (select ${COLUMNS} from kept except select ${COLUMNS} from told) b
    union all select 'why: ' || told.code || ' / ' || kept.code, ${COLUMNS.replaceAll(/\b(\w+)\b/g, "kept.$1")}
      from told join kept using (entry_id) where told.code <> kept.code`);
  return rows;
}
