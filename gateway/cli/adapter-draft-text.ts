/**
 * What the draft of an adapter, its first trial and the figure over all samples look like on a
 * terminal. Texts only.
 */
import { declaredShare } from "../draft/declare.ts";
import type { Draft } from "../draft/draft.ts";
import { isUnsure } from "../draft/field-draft.ts";
import type { Figure } from "../draft/figure.ts";
import type { FindingCode } from "../model/findings.ts";
import { tableOf } from "./table.ts";

/** What the file gives when it is read by the draft as it stands. */
export interface DraftTrial {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Rejections by column and code, the most frequent first. */
  readonly rejections: readonly {
    readonly column: string;
    readonly code: FindingCode;
    readonly rows: number;
  }[];
  /** The file as a whole is refused. */
  readonly refusal?: string;
}

const REJECTIONS_SHOWN = 8;

/** The last lines of a draft: what the file gives when it is read so. */
export function trialComment({ faults }: Draft, trial: DraftTrial): string {
  const lines = [
    trialLine(trial),
    ...rejectionLines(trial),
    ...faults.map((fault) => `须先改正 To be mended first: ${fault}`),
  ];
  return lines.map((line) => `# ${line}\n`).join("");
}

function trialLine({ rows, accepted, rejected, refusal }: DraftTrial): string {
  return refusal === undefined
    ? `试读 Trial: ${rows} 行，接收 ${accepted}，退回 ${rejected} / ${rows} rows, ${accepted} accepted, ${rejected} rejected`
    : `试读 Trial: 整个文件被退回 the file is refused whole: ${refusal}`;
}

function rejectionLines({ rejections }: DraftTrial): string[] {
  return rejections
    .slice(0, REJECTIONS_SHOWN)
    .map(({ column, code, rows }) => `  ${column.replace(/\s+/g, " ") || "（整行 row）"}: ${code} × ${rows}`);
}

export function shownDraft(draft: Draft, trial: DraftTrial, path: string): string {
  const { columns, standard, candidates, adapter } = draft;
  const none = columns.filter(({ role }) => role === "none").length;
  const unsure = columns.filter(isUnsure).length;
  return [
    `已写入 Written: ${path}`,
    `标准 Standard: ${standard.id} ${standard.title.zh} ${declaredShare(candidates[0]?.score ?? 0)}`,
    `列 Columns: ${columns.length}，确定 sure ${columns.length - none - unsure}，存疑 unsure ${unsure}，未对应 without a field ${none}`,
    trialLine(trial),
    ...rejectionLines(trial),
    "",
    "下一步 Next: 逐项确认“?”处，再逐行查看 / confirm what is marked “?”, then look at it row by row:",
    `  xinqiao adapter test ${adapter} --file ${draft.file}`,
    "",
  ].join("\n");
}

export function shownFigure(figure: Figure): string {
  const head = ["适配器 Adapter", "样例 Sample", "列 Columns", "对 Right", "%", "置信度 Confidence", ""];
  const rows = figure.samples.map((one) => [
    one.adapter,
    one.sample,
    String(one.columns),
    String(one.right),
    share(one.right, one.columns),
    one.confidence.toFixed(2),
    [
      ...(one.standard ? [] : ["标准不符 another standard"]),
      ...(one.decode ? [] : ["格式不符 another form"]),
      ...(one.loads ? [] : ["不可载入 does not load"]),
      ...one.wrong.map(
        ({ column, drafted, right }) => `${column.replace(/\s+/g, " ")}: ${drafted} ≠ ${right}`,
      ),
    ]
      .slice(0, 4)
      .join("; "),
  ]);
  const { samples, columns, right, least, standards, decodes, unreadable } = figure;
  return [
    tableOf([head, ...rows]),
    "",
    `样例 ${samples.length} 个，列 ${columns} 个，对应正确 ${right} 个（${share(right, columns)}）；最低的样例 ${declaredShare(least)}；标准 ${standards}/${samples.length}，格式 ${decodes}/${samples.length}`,
    `${samples.length} samples, ${columns} columns, ${right} right (${share(right, columns)}); the worst sample ${declaredShare(least)}; standards ${standards}/${samples.length}, forms ${decodes}/${samples.length}`,
    ...(unreadable.length === 0
      ? []
      : [
          `本就不可读而未计入的样例 Samples that nobody can read, not counted: ${unreadable.map(({ adapter, sample }) => `${adapter} ${sample}`).join("、")}`,
        ]),
    "",
  ].join("\n");
}

const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)}%`;
