/**
 * `xinqiao operator`: what an administrator of the machine does about the console's operators, by the database; the
 * node may be running. The trap: whoever can run this can become a security administrator; each use stands in the
 * audit as the command line's.
 */
import { randomUUID } from "node:crypto";

import { loadConfig, type NodeConfig } from "../config.ts";
import { Refusal } from "../model/refusal.ts";
import { type Keeping, order } from "../operator/administration/operators.ts";
import { makeAudit } from "../operator/audit.ts";
import { linkUrl, publicUrlOf } from "../operator/public-url.ts";
import { type MadeLink, makeLink } from "../operator/sign-in/links.ts";
import { foldLogin } from "../operator/sign-in/secrets.ts";
import { connect } from "../store/connect.ts";
import { findOperator, listOperators, type OperatorRow } from "../store/console/operator-rows.ts";
import { needed, readArguments } from "./arguments.ts";
import { tableOf } from "./table.ts";

const ORDERS = ["lock", "unlock", "reset"] as const;
const COMMAND_LINE = { id: null, name: "命令行 command line" } as const;

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    config: { type: "string" },
    reason: { type: "string" },
    json: { type: "boolean" },
  });
  const [verb = "", login, ...rest] = positionals;
  const what = ORDERS.find((one) => one === verb);
  if ((!what && verb !== "link" && verb !== "list") || rest.length > 0)
    throw new Refusal("COMMAND_INVALID", { detail: `operator ${positionals.join(" ")}` });
  if ((what === undefined) !== (login === undefined))
    throw new Refusal("COMMAND_INVALID", { detail: what ? "<login>" : String(login) });
  const config = loadConfig(needed(values.config, "--config"), process.env);
  // Before anything is done: a reset whose link cannot be told would lock its operator out.
  const base = verb === "link" || what === "reset" ? consoleUrl(config) : "";
  const db = connect(config.databaseUrl, { max: 2, applicationName: `xinqiao ${config.node} operator` });
  const site = { db, clock: () => new Date(), newId: randomUUID };
  const keeping: Keeping = { site, audit: makeAudit(site) };
  try {
    const told =
      verb === "link"
        ? await link(keeping, config.node, base)
        : verb === "list"
          ? list(await listOperators(db))
          : await give(keeping, config.node, {
              base,
              what: what ?? "lock",
              login: login ?? "",
              reason: needed(values.reason, "--reason"),
            });
    if (told === undefined) {
      process.stderr.write(`没有登录名 ${login} There is no sign-in name ${login}\n`);
      return 1;
    }
    process.stdout.write(values.json ? `${JSON.stringify(told.json)}\n` : told.text);
    return 0;
  } finally {
    await db.close();
  }
}

interface Told {
  readonly json: object;
  readonly text: string;
}

/** Port 0 is chosen by the running process, and known to its log alone. */
function consoleUrl({ console: settings }: NodeConfig): string {
  if (!settings) throw new Refusal("CONFIG_INVALID", { detail: "console is missing" });
  if (settings.publicUrl === null && settings.port === 0)
    throw new Refusal("CONFIG_INVALID", {
      detail:
        "console.port 为 0，链接的地址不明：请设置 console.publicUrl 或固定端口（节点日志中“console at …”是本次启动的地址） " +
        "console.port is 0, so the link has no address: set console.publicUrl or a port (the node's log says “console at …” for this start)",
    });
  return publicUrlOf(settings);
}

async function link({ site, audit }: Keeping, node: string, base: string): Promise<Told> {
  const made = await site.db.transaction(async (tx) => {
    await audit.record(tx, COMMAND_LINE, { act: "operator.link", target: "", detail: { link: "setup" } });
    return await makeLink(tx, "setup", null, site.clock());
  });
  return tellLink(node, base, made);
}

function tellLink(node: string, base: string, { secret, endsAt }: MadeLink): Told {
  const url = linkUrl(base, secret);
  const until = endsAt.toISOString();
  const text = `${url}\n只能用一次，${until} 前有效 Good once, until ${until}\n`;
  return { json: { node, url, endsAt: until }, text };
}

interface Order {
  /** Of the console, for a link. */
  readonly base: string;
  readonly what: (typeof ORDERS)[number];
  readonly login: string;
  readonly reason: string;
}

async function give(
  keeping: Keeping,
  node: string,
  { base, what, login, reason }: Order,
): Promise<Told | undefined> {
  const found = await findOperator(keeping.site.db, foldLogin(login));
  if (!found) return undefined;
  const { operatorId } = found;
  const { row, link: made } = await order(keeping, COMMAND_LINE, { operatorId, what, reason });
  if (made) return tellLink(node, base, made);
  const { state } = row;
  return { json: { login: row.login, state }, text: `✔ ${row.login}  ${state}\n` };
}

function list(rows: readonly OperatorRow[]): Told {
  const items = rows.map(({ login, name, way, state, roles, scope, signedInAt }) => ({
    ...{ login, name, way, state, roles, scope, signedInAt: signedInAt?.toISOString() ?? null },
  }));
  const lines = items.map((one) => [
    ...[
      one.login,
      one.name,
      one.state,
      one.roles.join(" "),
      one.scope?.join(" ") ?? "全部 all",
      one.signedInAt ?? "—",
    ],
  ]);
  const head = [
    "登录名 login",
    "姓名 name",
    "状态 state",
    "角色 roles",
    "可见单位 scope",
    "上次登录 signed in",
  ];
  const text =
    items.length === 0 ? "还没有操作员 There is no operator yet\n" : `${tableOf([head, ...lines])}\n`;
  return { json: { items }, text };
}
