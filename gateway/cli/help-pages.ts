/**
 * The pages that --help prints, made from the table in help.ts, and the guess at what a
 * mistyped command meant.
 */
import { type CommandName, HELP, type Help } from "./help.ts";

const COMMON_EXIT: NonNullable<Help["exit"]> = [
  [2, "用法或配置有误", "wrong usage or configuration"],
  [3, "本程序自身出错", "a defect of this program"],
];

/** The page of one command. */
export function commandHelp(name: CommandName): string {
  const help: Help = HELP[name];
  const exit = [
    ...(help.exit ?? ([[0, "成功", "success"]] as const)),
    ...COMMON_EXIT.filter(([code]) => !help.exit?.some(([own]) => own === code)),
  ];
  return [
    help.about.zh,
    help.about.en,
    "",
    "用法 Usage",
    ...help.usage.map((line) => `  ${line}`),
    "",
    "选项 Options",
    ...help.options.flatMap(([option, zh, en]) => [`  ${option}`, `      ${zh}`, `      ${en}`]),
    "",
    "退出码 Exit codes",
    ...exit.map(([code, zh, en]) => `  ${code}  ${zh}; ${en}`),
    "",
  ].join("\n");
}

/** The page of the program. */
export function programHelp(): string {
  const names = Object.keys(HELP) as CommandName[];
  return [
    "信桥：部门间公共信用信息交换网关",
    "Xinqiao: inter-agency public-credit data exchange gateway",
    "",
    "用法 Usage",
    "  xinqiao <command> [options]",
    "  xinqiao <command> --help",
    "  xinqiao --version",
    "",
    "命令 Commands",
    ...names.flatMap((name) => [
      `  ${name.padEnd(10)}${HELP[name].about.zh}`,
      `            ${HELP[name].about.en}`,
    ]),
    "",
  ].join("\n");
}

/** The command that a mistyped one probably meant. */
export function nearest(word: string): CommandName | undefined {
  const names = Object.keys(HELP) as CommandName[];
  const ranked = names.map((name) => [distance(word, name), name] as const).sort((a, b) => a[0] - b[0]);
  const best = ranked[0];
  return best && best[0] <= 2 ? best[1] : undefined;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
