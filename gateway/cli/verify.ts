/**
 * `xinqiao verify`: checks an evidence, receipt, refusal or seal file offline, and says check by
 * check how it went. Exit codes: 0 it verifies, 1 it does not, 2 it is none of these files.
 */
import { readFileSync } from "node:fs";

import { type Report, type VerifyOptions, verifyFile } from "../evidence/verify.ts";
import { Refusal } from "../model/refusal.ts";
import { onlyArgument, readArguments } from "./arguments.ts";

/** Far above any real evidence; a receipt with its findings list is the largest of the three. */
const MAX_BYTES = 256 << 20;

const KIND = {
  evidence: { zh: "记录证据", en: "evidence of a record" },
  receipt: { zh: "回执", en: "receipt" },
  refusal: { zh: "拒收文书", en: "refusal of a file" },
  seal: { zh: "批次封签", en: "seal of a batch" },
} as const satisfies Record<Report["kind"], object>;

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    ca: { type: "string" },
    network: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const text = readText(onlyArgument(positionals, "file"));
  const options: VerifyOptions = {
    now: new Date(),
    ...(values.ca === undefined ? {} : { trustedRoot: readText(values.ca) }),
    ...(values.network === undefined ? {} : { trustedNetwork: readText(values.network) }),
  };
  const report = verifyFile(text, options);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : shownReport(report));
  return report.ok ? 0 : 1;
}

/** The report for a person. */
export function shownReport(report: Report): string {
  const { zh, en } = KIND[report.kind];
  const width = Math.max(0, ...Object.keys(report.about).map((name) => name.length));
  return [
    `${zh} ${en}`,
    ...Object.entries(report.about).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    "",
    ...report.checks.flatMap(({ ok, zh, en, detail }) => [
      `  ${ok ? "✓" : "✗"} ${zh}${detail ? `（${detail}）` : ""}`,
      `    ${en}`,
    ]),
    "",
    ...shownAnchor(report.anchor),
    report.ok ? "核验通过 It verifies" : "核验不通过 It does not verify",
    "",
  ].join("\n");
}

function shownAnchor(anchor: Report["anchor"]): string[] {
  if (!anchor) return [];
  const lines = [`根证书 SHA-256 Root certificate SHA-256`, `  ${anchor.fingerprint}`];
  if (anchor.given) return [...lines, ""];
  return [
    ...lines,
    "  该根证书取自文件本身：请与公布的指纹核对，或用 --ca 指定可信的根证书。",
    "  This root came out of the file itself: compare its fingerprint with the published one, or give the root you trust by --ca.",
    "",
  ];
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new Refusal("COMMAND_INVALID", { detail: path }, { cause });
  }
  try {
    // A byte order mark or a bad byte would otherwise vanish in decoding, and so go unnoticed.
    if (bytes.length <= MAX_BYTES)
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Refused below, as a file that is too large is.
  }
  throw new Refusal("EVIDENCE_UNREADABLE");
}
