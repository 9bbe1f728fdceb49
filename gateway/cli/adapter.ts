/**
 * `xinqiao adapter`: which sources can be read, how one of them is read field by field, and
 * whether each still does what its samples promise. Needs neither server nor database.
 */
import { join } from "node:path";

import { ADAPTERS_FOLDER, loadData } from "../data.ts";
import type { Adapter, FieldMap } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { TRANSFORMS, type TransformName } from "../model/transforms.ts";
import { type CheckFile, type Trial, trySamples } from "./adapter-samples.ts";
import { checkWithRecords } from "./adapter-trial.ts";
import { onlyArgument, readArguments, receivedDay } from "./arguments.ts";
import { commandHelp } from "./help-pages.ts";
import { tableOf } from "./table.ts";

export interface AdapterDeps {
  readonly adapters: readonly Adapter[];
  readonly catalog: Catalog;
  /** Where the adapters' folders lie. */
  readonly folder: string;
  readonly check: CheckFile;
  readonly print: (text: string) => void;
}

export async function run(args: readonly string[]): Promise<number> {
  const known = loadData();
  return adapterCommand(args, {
    ...known,
    folder: ADAPTERS_FOLDER,
    check: (path, adapter, received) => checkWithRecords(path, adapter, received, known),
    print: (text) => void process.stdout.write(text),
  });
}

/** Exit code: 0 as asked, 1 a sample does not come out as expected; a wrong call is refused. */
export async function adapterCommand(args: readonly string[], deps: AdapterDeps): Promise<number> {
  const { values, positionals } = readArguments(args, {
    json: { type: "boolean", default: false },
    generate: { type: "boolean", default: false },
    file: { type: "string" },
    samples: { type: "boolean", default: false },
    unseen: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    adapter: { type: "string" },
    agency: { type: "string" },
    item: { type: "string" },
    received: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  });
  const [act, ...rest] = positionals;
  const print = (json: unknown, text: string) => deps.print(values.json ? `${JSON.stringify(json)}\n` : text);
  const answer = ({ json, text, code }: { json: unknown; text: string; code: number }) => {
    print(json, text);
    return code;
  };
  if (values.help) deps.print(commandHelp("adapter"));
  else if (act === "list" && rest.length === 0) print(deps.adapters.map(listed), shownList(deps.adapters));
  else if (act === "show") {
    const adapter = find(deps, onlyArgument(rest, "adapter"));
    print(adapter, shownAdapter(adapter, deps.catalog));
  } else if (act === "draft") {
    // Nobody else needs what drafts are made with.
    const { draftCommand } = await import("./adapter-draft.ts");
    return answer(await draftCommand(rest, values, deps));
  } else if (act === "test" && values.file !== undefined) {
    const { rowsOf } = await import("./adapter-rows.ts");
    return answer(
      await rowsOf(
        values.file,
        find(deps, onlyArgument(rest, "adapter")),
        deps,
        receivedDay(values.received),
      ),
    );
  } else if (act === "test" && rest.length <= 1) {
    const adapters = rest[0] === undefined ? deps.adapters : [find(deps, rest[0])];
    const trials = await tryAll(adapters, deps, values.generate);
    const ok = trials.every((trial) => trial.ok);
    print({ ok, trials }, shownTrials(trials));
    return ok ? 0 : 1;
  } else
    throw new Refusal("COMMAND_INVALID", {
      detail:
        "list | show <adapter> | test [<adapter>] [--generate] [--file <file>] | draft <file> | draft --samples",
    });
  return 0;
}

function find({ adapters }: AdapterDeps, id: string): Adapter {
  const adapter = adapters.find((one) => one.id === id);
  if (adapter === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: id });
  return adapter;
}

function listed({ id, agency, item, standard, door, decode }: Adapter) {
  return { id, agency, item, standard, door, format: decode.format, charset: decode.charset };
}

function shownList(adapters: readonly Adapter[]): string {
  const head = ["适配器 Adapter", "事项 Item", "单位 Agency", "格式 Format", "通道 Door", "名称 Title"];
  const rows = adapters.map(({ id, item, agency, decode, door, title }) => [
    id,
    item,
    agency,
    `${decode.format} ${decode.charset}`,
    door,
    title.zh,
  ]);
  return `${tableOf([head, ...rows])}\n`;
}

function shownAdapter(adapter: Adapter, catalog: Catalog): string {
  const { decode, operation } = adapter;
  const standard = catalog.standards.find(({ id }) => id === adapter.standard);
  const titleOf = new Map(standard?.fields.map(({ name, title }) => [name, title.zh]));
  const facts = [
    ["版本 Version", adapter.version],
    ["摘要 Digest", adapter.digest],
    ["单位 Agency", adapter.agency],
    ["事项 Item", `${adapter.item} → ${adapter.standard}`],
    ["交付 Delivery", `${adapter.door}, ${adapter.delivery}`],
    ["格式 Format", `${decode.format} ${decode.charset}`],
    ["跳过行 Rows skipped", `标题行之前 above ${decode.titleRows}, 之后 below ${decode.explanationRows}`],
    ...(operation
      ? [
          [
            "操作列 Operation",
            `${operation.columns.join(" / ")}: ${operation.put.join(" ")} | ${operation.withdraw.join(" ")}`,
          ],
        ]
      : []),
    ["忽略列 Ignored", adapter.ignore.join("、") || "—"],
    ["空值 Null forms", adapter.nulls.map((form) => JSON.stringify(form)).join(" ")],
  ];
  const head = ["字段 Field", "名称 Title", "必备 Must", "列名 Columns", "转换 Transforms"];
  const rows = adapter.map.map((map) => [
    map.field,
    titleOf.get(map.field) ?? "",
    map.mandatory ? "必备" : "",
    map.constant === undefined
      ? [...map.columns, ...(map.further ?? []), ...(map.otherwise?.columns ?? [])].join(" | ")
      : `= ${map.constant}`,
    map.otherwise === undefined
      ? shownTransforms(map)
      : `${shownTransforms(map)}; ${map.otherwise.columns.join(" | ")}: ${shownTransforms({ ...map, apply: map.otherwise.apply })}`,
  ]);
  return [
    adapter.id,
    `${adapter.title.zh}  ${adapter.title.en}`,
    "",
    tableOf(facts, "  "),
    "",
    tableOf([head, ...rows], "  "),
    "",
  ].join("\n");
}

/** What reads the column, then what stands in for it. */
function shownTransforms({ apply, codeSet, columns, when }: FieldMap): string {
  const shown = apply.flatMap(({ name, options = {} }) => {
    if (TRANSFORMS[name as TransformName].kind === "derive")
      return [`← ${name}(${Object.values(options).join(", ")})`];
    if (columns.length === 0) return [];
    const set = name === "code" || name === "codes" ? [codeSet] : [];
    const given = Object.entries(options).map(([option, value]) =>
      value === true ? option : `${option} ${String(value)}`,
    );
    return [[name, ...set, ...given].join(" ")];
  });
  if (when) shown.push(`当 when ${when.field} = ${when.is.join("/")}`);
  return shown.join("; ");
}

async function tryAll(
  adapters: readonly Adapter[],
  { folder, check }: AdapterDeps,
  generate: boolean,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const { id } of adapters)
    trials.push(...(await trySamples(join(folder, id, "samples"), id, check, generate)));
  return trials;
}

const COMPLAINTS: Readonly<Record<NonNullable<Trial["complaint"]>, string>> = {
  missing: "没有期望文件，可用 --generate 生成后审阅 / no expectation: --generate one and review it",
  different: "与期望不符 / differs from the expectation",
  "nothing-accepted": "应有接收的行，实际没有 / should accept a row and accepts none",
  "nothing-refused": "应有退回的行，实际没有 / should refuse a row and refuses none",
};

function shownTrials(trials: readonly Trial[]): string {
  const rows = trials.map(({ adapter, sample, complaint }) => [
    complaint ? "✘" : "✔",
    adapter,
    sample,
    complaint ? COMPLAINTS[complaint] : "",
  ]);
  const bad = trials.filter(({ ok }) => !ok).length;
  return `${tableOf(rows)}\n\n样例 ${trials.length} 个，不符 ${bad} 个 / ${trials.length} samples, ${bad} not as expected\n`;
}
