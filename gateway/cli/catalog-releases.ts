/**
 * `xinqiao catalog lock | release | diff | take | releases`: from drafts to what is published,
 * from that to a signed release, what a release changes, and how a node comes to it. The trap:
 * `release` needs the network's key, which is on no node; `take` and `releases` need a node's
 * configuration, and a database, and no key of the network.
 */
import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { loadCatalog, readCatalog } from "../catalog/load.ts";
import { checkLock, LOCK_FILE, renewLock } from "../catalog/lock.ts";
import { problemLine } from "../catalog/problem.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../data.ts";
import { Refusal } from "../model/refusal.ts";
import type { Release } from "../model/release.ts";
import { type Difference, difference } from "../release/diff.ts";
import { publish, readForComparing } from "../release/publish.ts";
import { needed, onlyArgument, readArguments } from "./arguments.ts";
import { problemsOf } from "./catalog-problems.ts";

const DAY_MS = 86_400_000;

export async function releasesCommand(act: string, args: readonly string[]): Promise<number> {
  if (act === "lock") return lock(args);
  if (act === "release") return release(args);
  if (act === "diff") return diff(args);
  const { take, standing } = await import("./catalog-take.ts");
  return await (act === "take" ? take(args) : standing(args));
}

const FOLDERS = { catalog: { type: "string" }, adapters: { type: "string" } } as const;
const JSON_OPTION = { json: { type: "boolean", default: false } } as const;

function lock(args: readonly string[]): number {
  const { values, positionals } = readArguments(args, { catalog: FOLDERS.catalog, ...JSON_OPTION });
  noArgument(positionals);
  const folder = values.catalog ?? CATALOG_FOLDER;
  const { catalog, problems } = readCatalog(folder);
  const { text, added, problems: broken } = renewLock(folder, catalog);
  // What the lock as it stands says is what renewing is for; the rest must be mended first.
  const ofLock = new Set(checkLock(folder, catalog).map(problemLine));
  const wrong = [
    ...problems.map(problemLine).filter((line) => !ofLock.has(line)),
    ...broken.map(problemLine),
  ];
  if (wrong.length > 0) throw new Refusal("CATALOG_INVALID", { detail: wrong.join("\n") });
  writeFileSync(join(folder, LOCK_FILE), text);
  print(
    values.json
      ? { standards: catalog.standards.length, added }
      : `✔ ${LOCK_FILE}：${catalog.standards.length} 项标准已登记，其中新增 ${added.length} 项\n  ${catalog.standards.length} standards are listed, ${added.length} of them new\n${added.map((id) => `  + ${id}\n`).join("")}`,
  );
  return 0;
}

function release(args: readonly string[]): number {
  const { values, positionals } = readArguments(args, {
    number: { type: "string" },
    effective: { type: "string" },
    "grace-days": { type: "string", default: "30" },
    key: { type: "string" },
    certificate: { type: "string" },
    out: { type: "string" },
    ...FOLDERS,
    ...JSON_OPTION,
  });
  noArgument(positionals);
  const at = new Date();
  const number = wholeNumber(needed(values.number, "--number <n>"), "--number", 1);
  const effective = timeOf(needed(values.effective, "--effective <time>"));
  const graceDays = wholeNumber(values["grace-days"], "--grace-days", 0);
  const read = (file: string | undefined, option: string) => {
    try {
      return readFileSync(needed(file, option), "utf8");
    } catch (cause) {
      if (cause instanceof Refusal) throw cause;
      throw new Refusal("COMMAND_INVALID", { detail: `${option} ${file ?? ""}` }, { cause });
    }
  };
  const signer = {
    key: createPrivateKey(read(values.key, "--key <pem>")),
    certificatePem: read(values.certificate, "--certificate <pem>"),
    at,
  };
  const folders = { catalog: values.catalog ?? CATALOG_FOLDER, adapters: values.adapters ?? ADAPTERS_FOLDER };
  const problems = problemsOf(folders.catalog, loadCatalog(folders.catalog));
  if (problems.length > 0)
    throw new Refusal("CATALOG_INVALID", { detail: problems.map(problemLine).join("\n") });
  const graceUntil = new Date(effective.getTime() + graceDays * DAY_MS);
  const plan = { number, effectiveAt: effective.toISOString(), graceUntil: graceUntil.toISOString() };
  const text = publish(folders, plan, signer);
  const made = JSON.parse((JSON.parse(text) as { release: string }).release) as Release;
  const out = values.out ?? `catalog-release-${number}-${made.content.slice(0, 12)}.json`;
  writeFileSync(out, text);
  const { version, content, effectiveAt, files } = made;
  const told = {
    file: out,
    number,
    version,
    content,
    effectiveAt,
    graceUntil: made.graceUntil,
    files: files.length,
  };
  print(
    values.json
      ? told
      : `✔ 目录第 ${number} 版（${version}）已签署：${out}\n  Release ${number} of the catalog is signed\n  内容 content     ${content}\n  生效 effective   ${effectiveAt}\n  旧版受理至 grace  ${made.graceUntil}\n  文件 files       ${files.length}\n`,
  );
  return 0;
}

function diff(args: readonly string[]): number {
  const { values, positionals } = readArguments(args, JSON_OPTION);
  const [before, after, ...rest] = positionals;
  if (before === undefined || after === undefined || rest.length > 0)
    throw new Refusal("COMMAND_INVALID", { detail: "diff <A> <B>" });
  const found = difference(readForComparing(before), readForComparing(after));
  print(values.json ? found : shownDifference(found));
  return found.breaksSenders ? 1 : 0;
}

export function shownDifference({ from, to, breaksSenders, changes }: Difference): string {
  const parts = new Map<string, string[]>();
  for (const { part, breaksSenders: breaks, narrowsReaders: narrows, zh, en } of changes) {
    const mark = breaks ? "✘ 影响报送 breaks senders" : narrows ? "△ 收窄查询 narrows readers" : "·";
    const lines = parts.get(part) ?? [];
    lines.push(`  ${mark}  ${zh}`, `     ${en}`);
    parts.set(part, lines);
  }
  const breaking = changes.filter((change) => change.breaksSenders).length;
  return [
    `目录 Catalog  ${from} → ${to}`,
    changes.length === 0
      ? "没有差别。 There is no difference."
      : `${changes.length} 处改动，其中 ${breaking} 处影响报送。 ${changes.length} changes, ${breaking} of which break senders.`,
    "",
    ...[...parts].flatMap(([part, lines]) => [part, ...lines, ""]),
    ...(breaksSenders
      ? ["报送单位须在宽限期内改用新版。 Senders must change over while the grace lasts.", ""]
      : []),
  ].join("\n");
}

function timeOf(given: string): Date {
  const time = new Date(given);
  // With a zone, or it would be in that of whichever machine signs.
  if (!/(?:Z|[+-]\d{2}:\d{2})$/.test(given) || Number.isNaN(time.getTime()))
    throw new Refusal("COMMAND_INVALID", { detail: "--effective 2026-12-01T00:00:00+08:00" });
  return time;
}

function wholeNumber(given: string, option: string, least: number): number {
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < least)
    throw new Refusal("COMMAND_INVALID", { detail: `${option} ${given}` });
  return number;
}

function noArgument(positionals: readonly string[]): void {
  if (positionals.length > 0) onlyArgument([], positionals[0] ?? "");
}

function print(value: string | object): void {
  process.stdout.write(typeof value === "string" ? value : `${JSON.stringify(value)}\n`);
}
