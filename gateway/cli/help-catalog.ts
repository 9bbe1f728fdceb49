/** What --help tells of `xinqiao catalog`: a row of the table in help.ts. */
import { CONFIG, JSON_OPTION } from "./help-options.ts";

export const CATALOG_HELP = {
  usage: [
    "xinqiao catalog check|coverage|list|show [<item>] [--json]",
    "xinqiao catalog docs --out <folder> [--since <release>]... [--catalog <folder>] [--adapters <folder>] [--json]",
    "xinqiao catalog template <item>|<adapter> [--out <file>] [--json]",
    "xinqiao catalog lock [--catalog <folder>] [--json]",
    "xinqiao catalog release --number <n> --effective <time> --key <pem> --certificate <pem> [--grace-days <n>] [--catalog <folder>] [--adapters <folder>] [--out <file>] [--json]",
    "xinqiao catalog diff <A> <B> [--json]",
    "xinqiao catalog take <release> --config <file> [--json]",
    "xinqiao catalog releases --config <file> [--json]",
  ],
  about: {
    zh: "检查、列出、显示目录事项；规划所列系统的承接情况；登记、签发、比较、收存目录的各版",
    en: "check, list or show what may be exchanged; what serves each system of the plans; publish, sign, compare and take releases",
  },
  options: [
    ["--number <n>", "release：编号，须大于以前各版", "release: its number, above all before it"],
    [
      "--effective <time>",
      "release：生效时间，须带时区，如 2026-12-01T00:00:00+08:00",
      "release: from when it is in force, with a zone",
    ],
    [
      "--grace-days <n>",
      "release：生效后仍受理上一版的天数，默认 30",
      "release: how long the one before is accepted, 30 days by default",
    ],
    ["--key <pem>", "release：网络私钥", "release: the network's private key"],
    ["--certificate <pem>", "release：网络证书", "release: the network's certificate"],
    ["--out <file>", "release、template：写入的文件", "release, template: the file to write"],
    [
      "--since <release>",
      "docs：以前的发布包或目录，从旧到新，可多次给出，用于变更页",
      "docs: earlier releases, oldest first, for the page of changes",
    ],
    ["--catalog <folder>", "lock、release：目录所在文件夹", "lock, release: the catalog's folder"],
    ["--adapters <folder>", "release：适配器所在文件夹", "release: the adapters' folder"],
    ["<A> <B>", "diff：发布包文件，或目录所在文件夹", "diff: a release's file, or a catalog's folder"],
    CONFIG,
    JSON_OPTION,
  ],
  exit: [
    [0, "成功；目录无误；diff：不影响报送", "success; the catalog is sound; diff: no sender is broken"],
    [
      1,
      "目录有误，或规划所列系统有未承接者；diff：影响报送；take：本节点不能采用",
      "the catalog has mistakes, or serves a system of the plans by nothing; diff: senders are broken; take: this node cannot use it",
    ],
  ],
} as const;
