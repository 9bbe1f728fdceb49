/**
 * Finds a Node that can run the TypeScript of this program. Plain JavaScript for any Node
 * from 18 on: what is older than 24 becomes the parent of the Node 24 that npm installed for
 * this checkout, and passes signals and the exit code on. It doesn't rely on npm having linked
 * that Node into node_modules/.bin: npm 10 leaves the link out where packages for two
 * architectures bring the same command.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

// biome-ignore lint/correctness/useImportExtensions: plain JavaScript, which any Node runs; its types lie beside it.
import { LEAN_ARGUMENTS, LEAN_ENVIRONMENT } from "./lean.mjs";

const NEEDED = 24;

/**
 * Run `work` here if this Node can, else run this very command once more by the Node that can.
 * A command that runs for long is started `lean`, unless its parent has seen to that.
 */
export async function onNode24(work, lean = false) {
  const capable = Number.parseInt(process.versions.node, 10) >= NEEDED;
  const settled = !lean || LEAN_ARGUMENTS.every((argument) => process.execArgv.includes(argument));
  if (capable && settled) {
    await work();
    return;
  }
  const node = capable ? process.execPath : bundledNode();
  if (node !== undefined) {
    handOver(node, lean);
    return;
  }
  process.stderr.write(
    `本程序需要 Node ${NEEDED}，当前为 ${process.versions.node}；请运行 npm ci（不要加 --omit=optional）或换用 Node ${NEEDED}。\n` +
      `This program needs Node ${NEEDED}, this is ${process.versions.node}: run npm ci (without --omit=optional) or use Node ${NEEDED}.\n`,
  );
  process.exitCode = 1;
}

/** The platform package's binary, looked for here and where a package manager may hoist it. */
function bundledNode() {
  const name = `node-${process.platform}-${process.arch}/bin/node`;
  const places = ["../node_modules/", "../../"].map((folder) =>
    fileURLToPath(new URL(folder + name, import.meta.url)),
  );
  return places.find((path) => existsSync(path));
}

function handOver(node, lean) {
  const extra = lean ? LEAN_ARGUMENTS : [];
  const child = spawn(node, [...extra, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: "inherit",
    env: lean ? { ...LEAN_ENVIRONMENT, ...process.env } : process.env,
  });
  // A terminal sends Ctrl-C to both of us, a supervisor's signal reaches only the parent. Two of
  // the same mean "hurry" to the program, so the terminal's own copy is not passed on.
  for (const signal of ["SIGTERM", "SIGHUP", "SIGUSR2"]) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  });
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  });
}
