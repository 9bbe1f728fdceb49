/**
 * `xinqiao migrate`: brings a node's database to this program's schema. `serve` does the
 * same at its start; this is for operators who want to do it by themselves, before.
 */
import { loadConfig } from "../config.ts";
import { migrate } from "../store/migrate.ts";
import { needed, readArguments } from "./arguments.ts";

export async function run(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, { config: { type: "string" }, json: { type: "boolean" } });
  const config = loadConfig(needed(values.config, "--config"), process.env);
  const applied = await migrate(config.databaseUrl);
  if (values.json) process.stdout.write(`${JSON.stringify({ node: config.node, applied })}\n`);
  else
    process.stdout.write(
      applied.length > 0
        ? `已升级 applied\n  ${applied.join("\n  ")}\n`
        : "数据库已是最新结构 The database is up to date\n",
    );
  return 0;
}
