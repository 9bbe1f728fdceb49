/**
 * What every command is for and how it is called: one table, Chinese first, English
 * beside. Only texts live here, so that --help answers without loading the program.
 * The trap: an option that is not listed here does not exist for a user.
 */
import type { Text } from "../model/text.ts";
import { ADAPTER_HELP } from "./help-adapter.ts";
import { CATALOG_HELP } from "./help-catalog.ts";
import { OPERATOR_HELP } from "./help-operator.ts";
import { CONFIG, JSON_OPTION } from "./help-options.ts";
import { REGISTER_HELP } from "./help-register.ts";

export interface Help {
  readonly usage: readonly string[];
  readonly about: Text;
  readonly options: readonly (readonly [option: string, zh: string, en: string])[];
  /** What the exit codes mean, where they differ from the common ones. */
  readonly exit?: readonly (readonly [code: number, zh: string, en: string])[];
}

export const HELP = {
  sandbox: {
    usage: [
      "xinqiao sandbox [--once] [--fresh] [--data <folder>] [--catalog <folder>] [--adapters <folder>] [--send <file> --adapter <id>] [--json]",
      "xinqiao sandbox --init --data <folder> --hosts <id>=<host>:<port>,… [--consoles <id>=<host>:<port>,…] --database <url> [--database-password-file <file>] [--json]",
    ],
    about: {
      zh: "在本机启动三级节点（济南、山东、国家）并报送样例批次",
      en: "start three nodes on this machine (Jinan, Shandong, the nation) and send the sample batches",
    },
    options: [
      ["--once", "全部回执到齐后即结束", "end as soon as every receipt is there"],
      ["--fresh", "先清除上次的数据", "throw away what the last start left"],
      ["--data <folder>", "数据目录", "folder for databases, keys and spools"],
      ["--catalog <folder>", "另用一套目录", "another catalog than the one beside the program"],
      ["--adapters <folder>", "另用一套适配器", "other adapters than those beside the program"],
      [
        "--send <file>",
        "只报送这个文件，须同时给出 --adapter",
        "send this file instead of the samples; needs --adapter",
      ],
      ["--adapter <id>", "该文件的适配器", "the adapter of that file"],
      [
        "--init",
        "只生成密钥、证书、配置和各节点的数据库，供另行启动的节点使用",
        "make keys, certificates, configurations and databases only, for nodes that others start",
      ],
      [
        "--hosts <id>=<host>:<port>,…",
        "与 --init 合用：各节点的地址",
        "with --init: where each node is reached",
      ],
      [
        "--consoles <id>=<host>:<port>,…",
        "与 --init 合用：哪些节点有操作控制台，浏览器用什么地址",
        "with --init: which nodes have an operators' console, and where browsers reach it",
      ],
      [
        "--database <url>",
        "与 --init 合用：数据库服务器，各节点在其上各建一个数据库",
        "with --init: the database server, on which each node gets a database",
      ],
      [
        "--database-password-file <file>",
        "与 --init 合用：存放数据库口令的文件",
        "with --init: file with the database's password",
      ],
      JSON_OPTION,
    ],
    exit: [
      [0, "各级回执齐全且相符", "every hop is receipted and agrees"],
      [1, "有批次未达到预期", "something is not as it should be"],
    ],
  },
  serve: {
    usage: [
      "xinqiao serve --config <file> [--roles receive,work,deliver,api,log] [--port <n>]",
      "xinqiao serve --config <file> --health",
    ],
    about: { zh: "运行一个交换节点", en: "run one exchange node" },
    options: [
      CONFIG,
      ["--roles <list>", "本进程承担的角色，默认全部", "what this process does; everything by default"],
      ["--port <n>", "监听端口，0 表示任意空闲端口", "port to listen on; 0 takes any free one"],
      [
        "--metrics <host>:<port>",
        "本进程的指标地址，见 docs/metrics.md",
        "where this process gives its metrics, see docs/metrics.md",
      ],
      ["--health", "询问正在运行的节点是否就绪后结束", "ask the running node whether it is ready, and end"],
      [
        "--json",
        "开始监听后打印一行 JSON；本命令总是如此",
        "one line of JSON once it listens; it always does",
      ],
    ],
    exit: [
      [0, "正常停止；或已就绪", "stopped in order; or ready"],
      [1, "未就绪", "not ready"],
    ],
  },
  send: {
    usage: [
      "xinqiao send <file> --adapter <id> [--config <client.json>] [--out <file>] [--feedback <folder>] [--json]",
      "xinqiao send <file> --adapter <id> --url <url> --node <id> --cert <pem> --key <pem> --ca <pem> --network <file>",
    ],
    about: {
      zh: "向节点报送文件，等待并核验回执",
      en: "send a file to a node, wait for its receipt and check it",
    },
    options: [
      ["--adapter <id>", "数据所用的适配器", "the adapter that reads the file"],
      [
        "--config <file>",
        "客户端配置；默认取正在运行的沙箱",
        "client configuration; that of the running sandbox by default",
      ],
      ["--url <url> …", "不用配置文件时逐项给出", "the same, one by one"],
      [
        "--out <file>",
        "回执存放处，默认 <file>.receipt.json",
        "where to keep the receipt; <file>.receipt.json by default",
      ],
      [
        "--feedback <folder>",
        "有退回时，把退回的行（改正后可重新报送）和小结存入该文件夹",
        "where rows were rejected: keep them, to be mended and sent again, and the summary in this folder",
      ],
      ["--wait <seconds>", "最多等待多久，默认 600", "how long to wait at most, 600 by default"],
      JSON_OPTION,
    ],
    exit: [
      [0, "全部接收或重复", "every row accepted or already known"],
      [1, "有行被退回", "some rows were rejected"],
      [2, "整个文件被拒收", "the file was refused"],
    ],
  },
  check: {
    usage: [
      "xinqiao check <file> --adapter <id> [--received YYYY-MM-DD] [--charset <name>] [--json]",
      "xinqiao check <file.xlsx> --item <id> [--received YYYY-MM-DD] [--json]",
    ],
    about: {
      zh: "按生产规则预检文件，不需要服务和数据库",
      en: "judge a file by production's own rules, without server or database",
    },
    options: [
      ["--adapter <id>", "数据所用的适配器", "the adapter that reads the file"],
      [
        "--item <id>",
        "按事项的填报模板预检（catalog template）",
        "judge a filled-in template of an item (catalog template)",
      ],
      ["--received <date>", "日期规则所用的接收日", "the day of receipt for the date rules"],
      [
        "--charset <name>",
        "以 utf-8 或 gb18030 代替适配器声明的字符集",
        "utf-8 or gb18030 in the place of the adapter's",
      ],
      JSON_OPTION,
    ],
    exit: [
      [0, "各行均合格", "all rows are good"],
      [1, "有行被退回", "some rows are rejected"],
      [2, "文件不能处理", "the file cannot be processed"],
    ],
  },
  evidence: {
    usage: [
      "xinqiao evidence <record id> [--batch <id>] [--config <client.json>] [--out <file>] [--extract <folder>] [--json]",
      "xinqiao evidence --seal --batch <id> [--config <client.json>] [--out <file>] [--extract <folder>] [--json]",
    ],
    about: {
      zh: "取一条记录的完整证据文件，或一个批次的封签文件",
      en: "write the evidence file of one record, or the seal file of a batch",
    },
    options: [
      ["--batch <id>", "指定批次，默认最新版本", "of this batch; the newest version by default"],
      ["--seal", "取该批次的清单和封签", "the manifest and seal of that batch"],
      [
        "--config <file>",
        "客户端配置；默认取正在运行的沙箱",
        "client configuration; that of the running sandbox by default",
      ],
      ["--out <file>", "写入文件，默认打印", "write it here; printed by default"],
      [
        "--extract <folder>",
        "另存清单、封签和根证书，供 openssl 核验",
        "also write manifest, seal and root certificate apart, for openssl",
      ],
      JSON_OPTION,
    ],
  },
  verify: {
    usage: ["xinqiao verify <file> [--ca <pem>] [--network <file>] [--json]"],
    about: {
      zh: "离线核验证据、回执、拒收或封签文件",
      en: "check an evidence, receipt, refusal or seal file, offline",
    },
    options: [
      ["--ca <pem>", "信任的根证书", "the root certificate to trust"],
      ["--network <file>", "信任的节点登记表", "the network registry to trust"],
      JSON_OPTION,
    ],
    exit: [
      [0, "核验通过", "it verifies"],
      [1, "核验不通过", "it does not verify"],
    ],
  },
  log: {
    usage: ["xinqiao log verify --config <file> [--from <checkpoint file>] [--json]"],
    about: { zh: "核验节点的整个交换日志", en: "verify a node's whole exchange log" },
    options: [
      CONFIG,
      [
        "--from <file>",
        "并核验自该检查点以来只增不改",
        "and that nothing before this checkpoint was changed",
      ],
      JSON_OPTION,
    ],
    exit: [
      [0, "核验通过", "it verifies"],
      [1, "核验不通过", "it does not verify"],
    ],
  },
  catalog: CATALOG_HELP,
  adapter: ADAPTER_HELP,
  retry: {
    usage: ["xinqiao retry --config <file> [--batch <id> | --intake <id> | --peer <node>] [--json]"],
    about: {
      zh: "重新处理节点已放弃的文件和移交",
      en: "revive the files and transfers that a node gave up",
    },
    options: [
      CONFIG,
      ["--batch <id>", "只恢复该批次的移交", "the transfers of this batch only"],
      ["--intake <id>", "只恢复这一个文件", "this one file only"],
      ["--peer <node>", "只恢复向该节点的移交", "the transfers to this node only"],
      JSON_OPTION,
    ],
    exit: [
      [0, "已恢复，日志中留有记录", "revived; the log says so"],
      [1, "没有可恢复的，或文件已不在暂存目录", "nothing to revive, or a file is gone from the spool"],
    ],
  },
  operator: OPERATOR_HELP,
  register: REGISTER_HELP,
  migrate: {
    usage: ["xinqiao migrate --config <file> [--json]"],
    about: { zh: "把数据库升级到本程序的结构", en: "bring the node's database to this program's schema" },
    options: [CONFIG, JSON_OPTION],
  },
  password: {
    usage: ["xinqiao password [--json] < <file>"],
    about: {
      zh: "把标准输入的口令变成授权登记中 SFTP 账号的 password 一行",
      en: "turn the password on standard input into the line `password` of an SFTP account in the access register",
    },
    options: [JSON_OPTION],
  },
} as const satisfies Record<string, Help>;

export type CommandName = keyof typeof HELP;
