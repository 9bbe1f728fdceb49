/**
 * The schema of a database as text, read from PostgreSQL's catalogs: what
 * gateway/store/schema.sql holds, and what the scale-out rules are checked on. The
 * same text comes from PostgreSQL 15 and 18; it is for reading and comparing, not for running.
 */
import type { Queryable } from "./connect.ts";

export interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
  readonly required: boolean;
  readonly default: string | null;
  readonly identity: string;
  readonly storage: string | null;
}

export interface Constraint {
  readonly table: string;
  /** p primary key, u unique, c check, f foreign key. */
  readonly kind: "p" | "u" | "c" | "f";
  readonly name: string;
  readonly definition: string;
  /** Of a foreign key. */
  readonly target: string | null;
  readonly columns: readonly string[];
}

export interface Index {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
}

export interface Schema {
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly sequences: readonly string[];
  readonly triggers: readonly { readonly table: string; readonly name: string }[];
  /** Tables in parts, and by what. The parts themselves come and go with the months and are not told. */
  readonly partitioned: ReadonlyMap<string, string>;
}

const COLUMNS = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    case when a.attcollation <> t.typcollation then l.collname end as collation,
    a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as "default", a.attidentity as identity,
    case when a.attstorage <> t.typstorage
      then case a.attstorage when 'm' then 'main' when 'e' then 'external' when 'p' then 'plain' else 'extended' end
    end as storage
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_collation l on l.oid = a.attcollation
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  order by c.relname collate "C", a.attnum`;

// PostgreSQL 18 keeps "not null" as constraints, kind n; the columns say it already.
const CONSTRAINTS = `
  select c.relname as "table", o.contype as kind, o.conname as name, pg_get_constraintdef(o.oid) as definition,
    f.relname as target,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any (o.conkey)
      order by a.attname) as columns
  from pg_constraint o
  join pg_class c on c.oid = o.conrelid
  left join pg_class f on f.oid = o.confrelid
  where c.relnamespace = 'public'::regnamespace and o.contype in ('p', 'u', 'c', 'f') and not c.relispartition
  order by c.relname collate "C", position(o.contype in 'pucf'), o.conname collate "C"`;

const INDEXES = `
  select c.relname as "table", i.relname as name, pg_get_indexdef(x.indexrelid) as definition, x.indisunique as "unique",
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any (x.indkey::int2[])
      order by a.attname) as columns
  from pg_index x
  join pg_class i on i.oid = x.indexrelid
  join pg_class c on c.oid = x.indrelid
  where c.relnamespace = 'public'::regnamespace and not c.relispartition
    and not exists (select from pg_constraint o where o.conindid = x.indexrelid and o.contype in ('p', 'u'))
  order by c.relname collate "C", i.relname collate "C"`;

const SEQUENCES = `
  select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname collate "C"`;

const TRIGGERS = `
  select c.relname as "table", t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and not c.relispartition order by 1, 2`;

const PARTITIONED = `
  select c.relname as "table", pg_get_partkeydef(c.oid) as "by" from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'p' and not c.relispartition`;

export async function readSchema(db: Queryable): Promise<Schema> {
  return {
    columns: (await db.query<Column>(COLUMNS)).rows,
    constraints: (await db.query<Constraint>(CONSTRAINTS)).rows,
    indexes: (await db.query<Index>(INDEXES)).rows,
    sequences: (await db.query<{ name: string }>(SEQUENCES)).rows.map(({ name }) => name),
    triggers: (await db.query<{ table: string; name: string }>(TRIGGERS)).rows,
    partitioned: new Map(
      (await db.query<{ table: string; by: string }>(PARTITIONED)).rows.map(({ table, by }) => [table, by]),
    ),
  };
}

export function schemaText(schema: Schema): string {
  const tables = [...new Set(schema.columns.map(({ table }) => table))];
  const parts = [
    "-- Generated by scripts/dump-schema.ts from a migrated database: what the migrations amount to. Do not edit.",
    ...schema.sequences.map((name) => `create sequence ${name};`),
    ...tables.map((table) => tableText(schema, table)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function tableText(schema: Schema, table: string): string {
  const inside = [
    ...schema.columns.filter((column) => column.table === table).map(columnText),
    ...schema.constraints
      .filter((constraint) => constraint.table === table)
      .map(({ name, definition }) => `constraint ${name} ${definition}`),
  ];
  const parted = schema.partitioned.get(table);
  const lines = [
    `create table ${table} (\n${inside.map((line) => `  ${line}`).join(",\n")}\n)${parted ? ` partition by ${parted}` : ""};`,
    ...schema.indexes.filter((index) => index.table === table).map(({ definition }) => `${definition};`),
    ...schema.columns
      .filter((column) => column.table === table && column.storage !== null)
      .map(({ name, storage }) => `alter table ${table} alter column ${name} set storage ${storage};`),
    ...schema.triggers.filter((trigger) => trigger.table === table).map(({ name }) => `-- trigger ${name}`),
  ];
  return lines.join("\n");
}

function columnText(column: Column): string {
  return [
    column.name,
    column.type,
    column.collation === null ? "" : `collate "${column.collation}"`,
    column.required ? "not null" : "",
    column.default === null ? "" : `default ${column.default}`,
    column.identity === "" ? "" : `generated as identity (${column.identity})`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
