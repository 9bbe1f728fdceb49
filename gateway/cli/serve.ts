/**
 * `xinqiao serve`: one process of a node until it is told to stop. Started by a parent
 * with an IPC channel, it tells its port there and stops when the parent is gone.
 */
import { loadConfig, type NodeConfig } from "../config.ts";
import { readCrashAt } from "../crash.ts";
import { call, closeLink, openLink } from "../deliver/link.ts";
import { defectText } from "../model/defect.ts";
import { Refusal } from "../model/refusal.ts";
import { startNode } from "../node.ts";
import { VERSION } from "../version.ts";
import { needed, readArguments } from "./arguments.ts";

const HARD_STOP_MS = 28_000;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, {
    config: { type: "string" },
    roles: { type: "string" },
    port: { type: "string" },
    metrics: { type: "string" },
    health: { type: "boolean" },
    json: { type: "boolean" },
  });
  const file = needed(values.config, "--config");
  const port = values.port === undefined ? undefined : Number(values.port);
  const config = loadConfig(file, process.env, {
    ...(values.roles === undefined ? {} : { roles: values.roles }),
    ...(port === undefined ? {} : { port }),
    ...(values.metrics === undefined ? {} : { metrics: values.metrics }),
  });
  if (values.health) return await health(config);
  const stopped = stopSignal();
  // Node would print the message, which may quote a row, beside the stack.
  process.on("uncaughtException", (error) => {
    process.stderr.write(
      `${JSON.stringify({ at: new Date().toISOString(), node: config.node, level: "fatal", text: defectText(error) })}\n`,
    );
    process.exit(3);
  });
  const node = await startNode(config, process.stderr).catch((error: unknown) => {
    // The channel to whoever started us would keep a process alive that has refused to start.
    if (process.connected) process.disconnect();
    throw error;
  });
  // A drill may want a crash where it has come to, not from the start on.
  process.on("message", (message) => {
    const wanted = readCrashAt(String((message as { readonly crashAt?: unknown }).crashAt));
    if (wanted === null) return;
    node.crashAt(wanted);
    process.send?.({ crashAt: wanted.step });
  });
  process.send?.({ listening: node.port });
  process.stdout.write(
    `${JSON.stringify({ node: config.node, port: node.port, roles: config.roles, version: VERSION })}\n`,
  );
  await stopped;
  // A supervisor gives half a minute; what hangs must not outlive it.
  setTimeout(() => process.exit(3), HARD_STOP_MS).unref();
  await node.stop();
  process.disconnect?.();
  return 0;
}

/** Whether the running node answers that it is ready, asked as the node itself. */
async function health(config: NodeConfig): Promise<number> {
  const { host, port } = config.listen;
  const registered = config.network.nodes.find((one) => one.id === config.node);
  const url =
    port === 0 ? (registered?.url ?? "") : `https://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const { ca, clientCertificate: certificate, clientKey: key } = config.pem;
  const link = openLink({
    ...{ url, node: config.node, ca, certificate, key, timeoutMs: 4000, connections: 1 },
    revoked: new Set(config.network.revoked),
  });
  try {
    await call(link, { method: "GET", path: "/readyz" });
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.code}\n`);
    return 1;
  } finally {
    closeLink(link);
  }
}

/** Resolves on the first SIGTERM, SIGINT or SIGHUP, or when the parent that started us is gone; a second signal kills. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => resolve());
    if (process.connected) process.once("disconnect", () => resolve());
  });
}
