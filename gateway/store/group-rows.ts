/**
 * Everything that a group of pushes leaves beside its records and findings, in one statement:
 * a group is small and many are made in a second, so each round trip counts. Row for row the
 * same as what batch-rows, transfer, log-rows, heads-rows and changes write one by one.
 */
import type { Batch, ReceiptRow } from "./batch-rows.ts";
import type { Client } from "./connect.ts";
import type { ItemState } from "./heads-rows.ts";
import type { LogLeaf } from "./log-rows.ts";
import type { PushRow } from "./push-rows.ts";
import type { NewTransfer } from "./transfer.ts";

export interface GroupRows {
  readonly batch: Batch;
  readonly receipt: ReceiptRow;
  readonly transfers: readonly NewTransfer[];
  readonly leaf: LogLeaf;
  readonly pushes: readonly PushRow[];
  readonly state: ItemState;
}

const INSERT = `
  with the_batch as (
    insert into batch (batch_seq, batch_id, origin, sender, received_from, adapter, item, standard, version, rows,
      accepted, rejected, duplicates, warnings, leaves, root, block_roots, manifest, seal, received_at, committed_at,
      catalog)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $48)),
  the_receipt as (
    insert into receipt (receipt_id, batch_seq, node, body, signature, received_at, leaf_id)
    values ($22, $1, $23, $24, $25, $26, $30)),
  the_transfers as (
    insert into transfer (transfer_id, kind, batch_seq, receipt_id, peer, lane, state, due_at, created_at)
    select id, 'batch', $1, null, peer, lane, 'due', $26, $26
      from unnest($27::uuid[], $28::text[], $29::text[]) as given (id, peer, lane)),
  the_leaf as (
    insert into log_leaf (leaf_id, at, kind, data) values ($30, $26, $31, $32)),
  the_pushes as (
    insert into push (batch_seq, position, sender, idempotency_key, body_sha256, bytes, first_row, rows, outcome, received_at)
    select $1, position, $4, key, decode(sha256, 'hex'), bytes, first_row, rows, outcome, received_at
      from unnest($33::integer[], $34::text[], $35::text[], $36::integer[], $37::integer[], $38::integer[], $39::text[], $40::timestamptz[])
        as given (position, key, sha256, bytes, first_row, rows, outcome, received_at)),
  the_state as (
    insert into item_state (item, heads, entries, last_version, last_batch, sequence, previous, manifest_batch)
    values ($7, $41, $42, $43, $44, $45, $46, $47)
    on conflict (item) do update set heads = excluded.heads, entries = excluded.entries,
      last_version = excluded.last_version, last_batch = excluded.last_batch, sequence = excluded.sequence,
      previous = excluded.previous, manifest_batch = excluded.manifest_batch),
  the_head as (
    insert into feed_head (item, last) values ($7, 1)
    on conflict (item) do update set last = feed_head.last + 1
    returning last)
  insert into change_batch (item, number, batch_seq, kind, at) select $7, last, $1, 'batch', $21 from the_head`;

/** Of a batch made here: its transfers are all of kind batch. The last statement before the commit. */
export async function insertGroup(client: Client, group: GroupRows): Promise<void> {
  const { batch: b, receipt, transfers, leaf, pushes, state } = group;
  // Named, so that a connection plans it once and not for every group.
  const values = [
    ...[b.batchSeq, b.batchId, b.origin, b.sender, b.receivedFrom, b.adapter, b.item, b.standard, b.version],
    ...[b.rows, b.accepted, b.rejected, b.duplicates, b.warnings, b.leaves, b.root, b.blockRoots],
    ...[b.manifest, b.seal, b.receivedAt, b.committedAt],
    ...[receipt.receiptId, receipt.node, receipt.body, receipt.signature, receipt.receivedAt],
    transfers.map(({ transferId }) => transferId),
    transfers.map(({ peer }) => peer),
    transfers.map(({ lane }) => lane),
    ...[leaf.leafId, leaf.kind, leaf.data],
    pushes.map(({ position }) => position),
    pushes.map(({ key }) => key),
    pushes.map(({ bodySha256 }) => bodySha256.toString("hex")),
    pushes.map(({ bytes }) => bytes),
    pushes.map(({ firstRow }) => firstRow),
    pushes.map(({ rows }) => rows),
    pushes.map(({ outcome }) => outcome),
    pushes.map(({ receivedAt }) => receivedAt),
    ...[state.heads, state.entries, state.lastVersion, state.lastBatch],
    ...[state.sequence, state.previous, state.manifestBatch],
    b.catalog,
  ];
  await client.query({ name: "insert group", text: INSERT, values });
}
