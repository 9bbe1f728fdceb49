/**
 * What the samples of all adapters are made with: invented subjects and organs, and writers
 * for the formats in which sources deliver. Everything is drawn from a seeded generator, so
 * that the same files come out on every machine. How a source is added: all.ts.
 */
import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";

import type { Charset } from "../../gateway/model/adapter.ts";
import {
  makeBusinessRegNo,
  makeOrgCode,
  makeResidentId,
  makeUscc,
  type Random,
} from "../make-identifiers.ts";

export type Cell = string | number | Date | null;
export type Cells = Record<string, Cell>;
/** Changes a good row: into another accepted form, into one that is warned of, or into one that is refused. */
export type Change = (row: Cells, random: Random) => void;

export interface Source {
  /** Adapter. */
  readonly id: string;
  readonly extension: string;
  /** Where its numbers begin; by default it follows from the id, whatever the order of the sources. */
  readonly seed?: number;
  /** Good row number `n`, counted from 0. */
  readonly row: (n: number, random: Random) => Cells;
  /** Forms that this source is known for and that are accepted. */
  readonly habits: readonly Change[];
  readonly warned: readonly Change[];
  readonly faults: readonly Change[];
  readonly write: (rows: readonly Cells[]) => Uint8Array | Promise<Uint8Array>;
  /** Whole files that are refused, by name. */
  readonly refused?: Readonly<Record<string, (rows: readonly Cells[]) => Uint8Array | Promise<Uint8Array>>>;
}

export const pick = <One>(random: Random, from: readonly One[]): One =>
  from[Math.floor(random() * from.length)] as One;

const PLACES = ["历下", "市中", "槐荫", "天桥", "历城", "长清", "章丘", "济阳"];
const WORDS = ["虚构泉城", "示例明湖", "虚构千佛", "示例趵突", "虚构华山", "示例黄河"];
const TRADES = ["商贸", "食品", "建筑工程", "物流", "餐饮管理", "环保科技"];
const SURNAMES = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王"];
const GIVEN = ["虚构", "示例", "样本", "试验"];

export const person = (random: Random): string => pick(random, SURNAMES) + pick(random, GIVEN);

export const company = (n: number, random: Random): string =>
  `济南${pick(random, PLACES)}${pick(random, WORDS)}${n + 1}号${pick(random, TRADES)}有限公司`;

export interface Subject {
  readonly kind: "法人及非法人组织" | "个体工商户" | "自然人";
  readonly name: string;
  readonly uscc: string;
  readonly businessRegNo: string;
  readonly orgCode: string;
  readonly legalRepresentative: string;
  readonly certNo: string;
}

/** Two companies, a sole trader, a company, a person, and so on. */
export function subject(n: number, random: Random): Subject {
  const none = { uscc: "", businessRegNo: "", orgCode: "", legalRepresentative: "", certNo: "" };
  switch (n % 5) {
    case 2:
      return {
        ...none,
        kind: "个体工商户",
        name: `${pick(random, PLACES)}区${pick(random, WORDS)}${n + 1}号小吃店（个体）`,
        uscc: makeUscc(random, "92"),
        businessRegNo: makeBusinessRegNo(random),
        legalRepresentative: person(random),
      };
    case 4:
      return {
        ...none,
        kind: "自然人",
        name: person(random),
        certNo: makeResidentId(random, `19${70 + (n % 30)}0312`),
      };
    default: {
      const uscc = makeUscc(random);
      return {
        ...none,
        kind: "法人及非法人组织",
        name: company(n, random),
        uscc,
        orgCode: uscc.slice(8, 17),
        legalRepresentative: person(random),
      };
    }
  }
}

/** A code whose last character is wrong. */
export const spoil = (code: string): string => code.slice(0, -1) + (code.endsWith("1") ? "2" : "1");

export const anotherOrgCode = makeOrgCode;

/** A day of November 2026 that is no weekend and lies close before the 20th. */
export const DAYS = [
  "2026-11-12",
  "2026-11-13",
  "2026-11-16",
  "2026-11-17",
  "2026-11-18",
  "2026-11-19",
] as const;

/** A title without the mark of a mandatory column: the name of the cell in a row. */
export const bare = (title: string): string => title.replace(/^\*/, "");

export const encode = (text: string, charset: Charset): Uint8Array =>
  iconv.encode(text, charset === "gb18030" ? "gb18030" : "utf8");

export interface CsvForm {
  readonly delimiter?: string;
  /** Rows above the titles, one cell each, and rows under them. */
  readonly above?: readonly string[];
  readonly under?: readonly (readonly string[])[];
}

export function csv(columns: readonly string[], charset: Charset, bom = false, form: CsvForm = {}) {
  const { delimiter = ",", above = [], under = [] } = form;
  return (rows: readonly Cells[]): Uint8Array => {
    const quote = (cell: Cell | undefined) => {
      const text = cell === null || cell === undefined ? "" : String(cell);
      return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = [
      ...above.map((title) => columns.map((_, at) => (at === 0 ? quote(title) : ""))),
      columns.map(quote),
      ...under.map((line) => line.map(quote)),
      ...rows.map((row) => columns.map((column) => quote(row[bare(column)]))),
    ];
    const text = lines.map((line) => `${line.join(delimiter)}\r\n`).join("");
    return encode((bom ? "\ufeff" : "") + text, charset);
  };
}

/** A sheet: rows above the titles (the first merged over all columns), titles, rows under them, data. */
export function xlsx(
  columns: readonly string[],
  above: readonly string[],
  under: readonly (readonly string[])[],
  sheetName = "Sheet1",
) {
  return async (rows: readonly Cells[]): Promise<Uint8Array> => {
    const sheet = [
      ...above.map((title) => [title]),
      [...columns],
      ...under.map((line) => [...line]),
      ...rows.map((row) => columns.map((column) => row[bare(column)] ?? null)),
    ];
    const merges = above.map((_, row) => ({
      startRow: row,
      startCol: 0,
      endRow: row,
      endCol: columns.length - 1,
    }));
    const made = new Date("2026-11-19T18:00:00Z");
    return writeXlsx({
      sheets: [{ name: sheetName, rows: sheet, merges }],
      properties: { created: made, modified: made },
    });
  };
}

const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export function exchangeMessage(charset: "UTF-8" | "GB18030", rowElement = "fields") {
  return (rows: readonly Cells[]): Uint8Array => {
    const records = rows.map((row) => {
      const fields = Object.entries(row).map(([name, value]) =>
        value === null || value === ""
          ? `      <${name}/>`
          : `      <${name}>${escapeXml(String(value))}</${name}>`,
      );
      return `    <${rowElement}>\n${fields.join("\n")}\n    </${rowElement}>`;
    });
    const header =
      "<sender>370101</sender><receiver>370100</receiver><cc/><flow>00000000-0000-4000-8000-000000000001</flow>" +
      "<item>00000000-0000-4000-8000-000000000002</item><sn/><securityType>1</securityType><operator>示例</operator><contacts/>";
    const text = `<?xml version="1.0" encoding="${charset}"?>\n<ExchangeMessage>\n  <Header>${header}</Header>\n  <Body>\n${records.join("\n")}\n  </Body>\n</ExchangeMessage>\n`;
    return encode(text, charset === "GB18030" ? "gb18030" : "utf-8");
  };
}

/** Objects as JSON; `raw` texts (numbers too long for a number) go in as they are. */
export function jsonObject(row: Cells): string {
  const members = Object.entries(row).map(([name, value]) => {
    const text =
      typeof value === "string" && value.startsWith("#raw:") ? value.slice(5) : JSON.stringify(value);
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{${members.join(",")}}`;
}

export const jsonLines = (rows: readonly Cells[]): Uint8Array =>
  Buffer.from(rows.map((row) => `${jsonObject(row)}\n`).join(""));

/** At the top, or at a dotted path, beside what such answers have around their data. */
export function jsonArrayAt(path: string) {
  return (rows: readonly Cells[]): Uint8Array => {
    const array = `[\n${rows.map(jsonObject).join(",\n")}\n]`;
    const steps = path === "" ? [] : path.split(".");
    const text = steps.reduceRight(
      (inner, step, at) => `{${at === 0 ? '"code":"0",' : ""}${JSON.stringify(step)}:${inner}}`,
      array,
    );
    return Buffer.from(`${text}\n`);
  };
}

export const jsonArray = jsonArrayAt("");
