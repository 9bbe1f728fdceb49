/**
 * An empty workbook of an adapter, to be filled in by hand and read by that adapter as it stands: as many
 * rows above the titles as it skips, a row of explanations where it passes one over, lists to choose
 * from, and a sheet that says for every column what belongs into it. The trap: a spreadsheet turns
 * a code of 18 digits into a number and loses the last three, so all columns but amounts are text.
 */
import { colToLetter, type DataValidation, type WriteSheet, writeXlsx } from "hucre/xlsx";

import type { Adapter } from "../model/adapter.ts";
import type { Catalog, Item } from "../model/catalog.ts";
import { type Column, columnsOf } from "./columns.ts";

export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** How far down lists and checks reach. */
const LAST_ROW = 100_000;
/** Empty rows that are text already. The library writes no format of a whole column; whoever needs more rows copies one. */
const TEXT_ROWS = 200;
const CODES = "代码";
const GUIDE = "填报说明";
/** What workbooks hold at most in a name of a sheet, the title and the text of a prompt. */
const LIMITS = { sheet: 31, promptTitle: 32, prompt: 255 };
const TEXT = "@";
const TEXT_STYLE = { numFmt: TEXT };
const LINE = { style: "thin", color: { rgb: "B7C3D0" } } as const;
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const TITLE = { bold: true, size: 14 };

export async function templateXlsx(
  adapter: Adapter,
  item: Item,
  { standards, codeSets }: Pick<Catalog, "standards" | "codeSets">,
  today: string,
): Promise<Buffer> {
  const standard = standards.find(({ id }) => id === adapter.standard);
  if (standard === undefined) throw new Error(`${adapter.standard} is not in the catalog`);
  const columns = columnsOf(adapter, standard, codeSets, today);
  const { sheet } = adapter.decode;
  const name = typeof sheet === "string" ? sheet : sheetName(item.title.zh);
  const lists = new Map(columns.flatMap(({ choice }) => (choice ? [[choice.set, choice.values]] : [])));
  const others = [guide(item, standard.id, columns), ...(lists.size > 0 ? [codes(lists)] : [])];
  // Who takes a sheet by its number finds the first of them there.
  const before = Math.min(typeof sheet === "number" ? sheet : 0, others.length);
  return Buffer.from(
    await writeXlsx({
      sheets: [
        ...others.slice(0, before),
        form(name, adapter, item, columns, lists),
        ...others.slice(before),
      ],
      activeSheet: before,
      defaultFont: { name: "宋体", size: 11 },
    }),
  );
}

function form(
  name: string,
  { decode }: Adapter,
  item: Item,
  columns: readonly Column[],
  lists: ReadonlyMap<string, readonly string[]>,
): WriteSheet {
  const above = Array.from({ length: decode.titleRows }, (_, at) => [at === 0 ? item.title.zh : " "]);
  const explained = decode.explanationRows > 0;
  const titleRow = above.length;
  const titles = columns.map(({ title, required }) => (required ? `*${title}` : title));
  const cells: NonNullable<WriteSheet["cells"]> = new Map();
  for (const [at, column] of columns.entries()) {
    const { required } = column;
    cells.set(`${titleRow},${at}`, {
      value: titles[at] ?? "",
      style: {
        font: { bold: true, color: { rgb: required ? "9C1C1C" : "17324D" } },
        fill: { type: "pattern", pattern: "solid", fgColor: { rgb: required ? "FBE9E7" : "E3ECF5" } },
        alignment: { wrapText: true, vertical: "center", horizontal: "center" },
        border: BORDER,
        numFmt: TEXT,
      },
    });
    if (explained)
      cells.set(`${titleRow + 1},${at}`, {
        value: explanation(column),
        style: {
          font: { size: 9, color: { rgb: "5B6670" } },
          alignment: { wrapText: true, vertical: "top" },
          border: BORDER,
          numFmt: TEXT,
        },
      });
  }
  const below = titleRow + (explained ? 2 : 1);
  for (const [at, { isNumber }] of columns.entries())
    for (let row = below; row < below + TEXT_ROWS && !isNumber; row++)
      cells.set(`${row},${at}`, { value: null, style: TEXT_STYLE });
  if (above.length > 0) cells.set("0,0", { value: item.title.zh, style: { font: TITLE } });
  const rows = [...above, titles, ...(explained ? [columns.map(explanation)] : [])];
  const first = rows.length + 1;
  return {
    name,
    rows,
    cells,
    columns: columns.map(({ title, isNumber, maxLength }) => ({
      width: Math.min(
        36,
        Math.max(14, title.length * 2 + 4, maxLength !== undefined && maxLength >= 200 ? 32 : 0),
      ),
      style: { numFmt: isNumber ? "General" : TEXT },
    })),
    rowDefs: new Map([
      [titleRow, { height: 34 }],
      ...(explained ? [[titleRow + 1, { height: 54 }] as const] : []),
    ]),
    freezePane: { rows: rows.length, columns: 1 },
    dataValidations: columns.map((column, at) => validation(column, colToLetter(at), first, lists)),
  };
}

function validation(
  column: Column,
  letter: string,
  first: number,
  lists: ReadonlyMap<string, readonly string[]>,
): DataValidation {
  const { title, choice, maxLength } = column;
  const prompted = {
    range: `${letter}${first}:${letter}${LAST_ROW}`,
    allowBlank: true,
    showInputMessage: true,
    inputTitle: cut(title, LIMITS.promptTitle),
    inputMessage: cut(`${explanation(column)}\n${column.form.en}`, LIMITS.prompt),
    errorTitle: cut(title, LIMITS.promptTitle),
    errorMessage: cut(column.form.zh, LIMITS.prompt),
  };
  if (choice !== undefined && choice.values.length > 0) {
    const listed = colToLetter([...lists.keys()].indexOf(choice.set));
    return {
      ...prompted,
      type: "list",
      formula1: `'${CODES}'!$${listed}$2:$${listed}$${choice.values.length + 1}`,
      showErrorMessage: choice.only,
      errorStyle: "stop",
    };
  }
  return {
    ...prompted,
    type: "textLength",
    operator: "lessThanOrEqual",
    formula1: String(maxLength ?? 32767),
    showErrorMessage: maxLength !== undefined,
    errorStyle: "stop",
  };
}

function explanation({ required, form: { zh } }: Column): string {
  return `${required ? "必填" : "选填"}；${zh}`;
}

/** A column of values for each code set, with its name on top. Hidden: it is there for the lists. */
function codes(lists: ReadonlyMap<string, readonly string[]>): WriteSheet {
  const columns = [...lists.values()];
  const longest = Math.max(...columns.map(({ length }) => length));
  return {
    name: CODES,
    hidden: true,
    rows: [
      [...lists.keys()],
      ...Array.from({ length: longest }, (_, at) => columns.map((values) => values[at] ?? null)),
    ],
    columns: columns.map(() => ({ width: 24, style: { numFmt: TEXT } })),
  };
}

function guide(item: Item, standard: string, columns: readonly Column[]): WriteSheet {
  const head = [
    "列 Column",
    "English",
    "必填 Required",
    "怎样填写 What to fill in",
    "In English",
    "列代码 Code",
    "核实 Checked",
  ];
  const above = [
    [`${item.id} ${item.title.zh} ${item.title.en}`],
    [`数据标准 Standard ${standard}。带 * 的列必填。Columns with * must be filled in.`],
    ["不要改动标题行，行数不限。Leave the titles as they are; as many rows as there are."],
    [],
  ];
  const rows = columns.map(({ title, field, required, form: { zh, en } }) => [
    title,
    field?.title.en ?? "",
    required ? "是 yes" : "否 no",
    zh,
    en,
    field?.code ?? "",
    field?.unverified ? "未经核实 unverified" : "",
  ]);
  const cells: NonNullable<WriteSheet["cells"]> = new Map();
  cells.set("0,0", { value: above[0]?.[0] ?? "", style: { font: TITLE } });
  for (const [at, value] of head.entries())
    cells.set(`${above.length},${at}`, {
      value,
      style: {
        font: { bold: true },
        fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "E3ECF5" } },
      },
    });
  return {
    name: GUIDE,
    rows: [...above, head, ...rows],
    cells,
    columns: [30, 34, 12, 44, 44, 18, 20].map((width) => ({ width })),
    freezePane: { rows: above.length + 1 },
  };
}

function sheetName(title: string): string {
  return cut(title.replace(/[\\/?*[\]:']/g, " ").trim(), LIMITS.sheet) || "数据";
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
