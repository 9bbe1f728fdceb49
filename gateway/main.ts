/**
 * The command line's front door: finds the command, loads it alone, turns what it
 * throws into an exit code. Runs on import (gateway/xinqiao.mjs imports it).
 *
 * Exit codes: 0 as it should be; 1 the answer is no (rows rejected, not verified, not
 * ready); 2 refused: wrong usage, configuration or file; 3 a defect of ours.
 */
import { readFileSync } from "node:fs";

import { type CommandName, HELP } from "./cli/help.ts";
import { commandHelp, nearest, programHelp } from "./cli/help-pages.ts";
import { Refusal } from "./model/refusal.ts";

interface Command {
  run(args: readonly string[]): Promise<number>;
}

/** Loaded one at a time: `--help` and `check` must not wait for the whole program. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  sandbox: () => import("./cli/sandbox.ts"),
  serve: () => import("./cli/serve.ts"),
  send: () => import("./cli/send.ts"),
  check: () => import("./cli/check.ts"),
  evidence: () => import("./cli/evidence.ts"),
  verify: () => import("./cli/verify.ts"),
  log: () => import("./cli/log.ts"),
  catalog: () => import("./cli/catalog.ts"),
  adapter: () => import("./cli/adapter.ts"),
  retry: () => import("./cli/retry.ts"),
  operator: () => import("./cli/operator.ts"),
  register: () => import("./cli/register.ts"),
  migrate: () => import("./cli/migrate.ts"),
  password: () => import("./cli/password.ts"),
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(programHelp());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (!Object.hasOwn(HELP, name)) {
    const meant = nearest(name);
    const hint = meant ? `xinqiao ${meant} ?` : "xinqiao --help";
    process.stderr.write(`没有命令 ${name}；${hint}\nThere is no command ${name}; ${hint}\n`);
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(commandHelp(name as CommandName));
    return 0;
  }
  const command = await COMMANDS[name as CommandName]();
  return await command.run(rest);
}

function version(): string {
  const file = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}

async function explainFailure(error: unknown, json: boolean): Promise<number> {
  const { isTransient } = await import("./store/connect.ts");
  if (isTransient(error))
    return explainFailure(new Refusal("DATABASE_UNREACHABLE", {}, { cause: error }), json);
  if (!(error instanceof Refusal)) {
    process.stderr.write(
      `程序自身出错 / A defect of this program\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return 3;
  }
  const { code, params, text } = error;
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, params, message: text } })}\n`);
  process.stderr.write(`${code}\n${text.zh}\n${text.en}\n`);
  return 2;
}

// A reader that stops early (`| head`) is no defect.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 3));
const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  process.exitCode = await explainFailure(error, args.includes("--json"));
}
