/**
 * A source whose rows are made from its adapter and its data standard, so that only what is
 * peculiar to the source is written down:
 *
 *   export const CITIES: readonly Source[] = [
 *     fromStandard("cities/qingdao-penalties", {
 *       place: { name: "青岛", region: "370202" },
 *       columns: ["序号", "行政相对人名称", "*处罚决定日期", "罚款（元）"],  // in the order of the file; without it: one for every mapped field
 *       extra: { 序号: (n) => n + 1 },                             // columns that no field takes (listed in ignore:)
 *       values: { basis: () => "《示例办法》第三条" },               // a field's value, as it stands in the record
 *       date: (day) => day.replaceAll("-", "/"),                   // how this source writes dates
 *       habits: [(row) => Object.assign(row, { 处罚决定日期: "20261118" })],      // accepted forms; cells by title, without *
 *       warned: [(row) => Object.assign(row, { 处罚决定日期: "2026-10-20" })],
 *       faults: [(row) => Object.assign(row, { 行政相对人名称: "" })],           // refused, one fault each
 *     }),
 *   ];
 *
 * Then one import and one line in all.ts, `node scripts/run.mjs scripts/samples/write.ts <adapter>`,
 * `xinqiao adapter test <adapter> --generate`, and read what came out. habits, warned and faults are
 * applied to companies (every kind of subject stands among the plain rows). Rows with what a list
 * seldom has (an exit, a repair) are every fourth: `seldom`.
 *
 * Every good row is judged by production's own mapping and standard before it is rendered: what a
 * branch forbids is emptied, what it asks for is filled, and what cannot be mended so is thrown, with
 * the row, the field and the code; then give `values`. The trap: the file's columns come from the
 * adapter, so the adapter.yaml must be there first.
 */
import { bindColumns } from "../../gateway/map/bind.ts";
import { compileMapper } from "../../gateway/map/compile.ts";
import type { Field } from "../../gateway/model/catalog.ts";
import { FINDINGS, type FindingCode } from "../../gateway/model/findings.ts";
import { compileStandard } from "../../gateway/validate/compile.ts";
import type { Random } from "../make-identifiers.ts";
import { dayOffsets } from "./days.ts";
import { type Around, invent, type Place, type Row, startRow, type Who } from "./invented.ts";
import { bare, type Cells, type Change, type Source } from "./kit.ts";
import { type Layout, type LayoutOptions, layout } from "./layout.ts";
import { type Folders, loadSource } from "./loaded.ts";

export type Value = string | string[] | undefined;

export interface Peculiar extends LayoutOptions {
  /** Where its subjects live; 济南 otherwise. */
  readonly place?: Place;
  /** The organ that decides; an invented one of the place otherwise. */
  readonly organ?: string;
  readonly who?: Who;
  /** Fields that only every fourth row has. Known by their titles otherwise (移出, 退出, 撤销 …). */
  readonly seldom?: readonly string[];
  /** Values of fields, in the form of a record: dates YYYY-MM-DD, codes of the standard. */
  readonly values?: Readonly<Record<string, (n: number, random: Random, row: Row) => Value>>;
  /** Done to every row at the end, for what this source writes everywhere. */
  readonly always?: Change;
  readonly habits?: readonly Change[];
  readonly warned?: readonly Change[];
  readonly faults: readonly Change[];
  readonly refused?: Source["refused"];
  readonly folders?: Folders;
}

export function fromStandard(id: string, peculiar: Peculiar): Source {
  let made: ReturnType<typeof prepare> | undefined;
  const source = () => (made ??= prepare(id, peculiar));
  const { habits = [], warned = [], faults, refused } = peculiar;
  return {
    id,
    get extension() {
      return source().layout.format;
    },
    row: (n, random) => source().row(n, random),
    habits,
    warned,
    faults,
    write: (rows) => source().layout.write(rows),
    ...(refused ? { refused } : {}),
  };
}

const SELDOM = /移出|退出|撤销|注销|修复|更正|变更|延期|续期|解除|恢复/;
const ROUNDS = 12;

function prepare(id: string, peculiar: Peculiar) {
  const loaded = loadSource(id, peculiar.folders);
  const { adapter, standard, catalog } = loaded;
  const form: Layout = layout(loaded, peculiar);
  const { place = { name: "济南", region: "370102" } } = peculiar;
  const { subjects = [] } = catalog.items.find((one) => one.id === adapter.item) ?? {};
  const agency = catalog.agencies.find((one) => one.id === adapter.agency);
  const fields = new Map(standard.fields.map((field) => [field.name, field]));
  const maps = new Map(adapter.map.map((map) => [map.field, map]));
  const around: Around = {
    standard,
    catalog,
    offsets: dayOffsets(standard),
    place,
    sender: { name: agency?.name.zh ?? "示例单位", uscc: agency?.uscc ?? "00000000000000000X" },
    organ: peculiar.organ ?? `${place.name}市虚构主管机关`,
    codeSetOf: (field) => field.codeSet,
  };
  const who = peculiar.who ?? usualWho(subjects, standard.subject.certNo);
  const header = form.titles.map(bare);
  const map = compileMapper(adapter, standard, bindColumns(adapter, standard, header), catalog.codeSets);
  const judge = compileStandard(standard, catalog);

  /** Rejections of a row as production would find them, by field. */
  const rejections = (values: ReadonlyMap<string, Value>): [string, FindingCode][] => {
    const found: [string, FindingCode][] = [];
    const report = (code: FindingCode, field: string) => {
      if (FINDINGS[code].severity === "reject") found.push([field, code]);
    };
    const { record } = map(form.plainCells(values), report);
    if (record !== null) {
      const there = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
      judge(there, { receivedOn: "2026-11-20" }, report);
    }
    return found;
  };

  const givenOr = (field: Field, row: Row): Value =>
    peculiar.values?.[field.name] === undefined
      ? invent(field, row, around)
      : peculiar.values[field.name]?.(row.n, row.random, row);

  const isSeldom = (field: Field) =>
    peculiar.seldom?.includes(field.name) ?? (!field.required && SELDOM.test(field.title.zh));

  const row = (n: number, random: Random): Cells => {
    const about = startRow(n, random, who, place);
    const values = new Map<string, Value>();
    const given = form.fields.flatMap((name) => fields.get(name) ?? []);
    for (const field of given) {
      const value = givenOr(field, about);
      values.set(field.name, isSeldom(field) && n % 4 !== 3 ? undefined : value);
    }
    for (let round = 0; ; round++) {
      const faults = rejections(values);
      if (faults.length === 0) break;
      for (const [name, code] of faults) {
        const field = fields.get(name);
        const mended = field !== undefined && round < ROUNDS && mend(field, code);
        if (!mended)
          throw new Error(
            `${id}, row ${n}: ${name || "(row)"} ${code}; say in values: what it shall be (${JSON.stringify(values.get(name))})`,
          );
      }
    }
    const cells = form.cells(values, n, random);
    peculiar.always?.(cells, random);
    return cells;

    function mend(field: Field, code: FindingCode): boolean {
      const there = values.get(field.name) !== undefined;
      if (code === "VALUE_FORBIDDEN" && there) values.set(field.name, undefined);
      else if (code === "VALUE_REQUIRED" && !there && maps.has(field.name))
        values.set(field.name, givenOr(field, about) ?? again(field, about));
      else return false;
      return true;
    }
  };

  /** A subject has no such number, but the standard wants one: another row's subject has. */
  const again = (field: Field, about: Row): Value =>
    invent(field, startRow(about.n, about.random, "organisation", place), around);

  return { layout: form, row };
}

/** As the item says whom it is about, as far as the standard can tell them apart. */
function usualWho(subjects: readonly string[], certNo: string | undefined): Who {
  if (!subjects.includes("naturalPerson") || certNo === undefined) return "organisation";
  return subjects.length === 1 ? "person" : "mixed";
}
