/**
 * Builds the operators' console (gateway/console) into gateway/console/dist, which a node serves.
 *
 *   npm run build:console                                   also run by `npm ci` (prepare)
 *   npm run dev:console -- https://127.0.0.1:9443           the dev loop: pages from the source with hot reload on
 *                                                           http://localhost:5173, the API of that running node
 *
 * The trap: `npm ci --omit=dev` has no Vite, and an installation must not fail by it; the node then says at its
 * start that its console is not built.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { startedAs } from "./started-as.ts";

const ROOT = join(import.meta.dirname, "..");
const CONSOLE = join(ROOT, "gateway/console");

async function settings(): Promise<import("vite").InlineConfig> {
  const { default: react } = await import("@vitejs/plugin-react");
  return {
    root: CONSOLE,
    configFile: false,
    plugins: [react()],
    logLevel: "warn",
    cacheDir: join(ROOT, "node_modules/.cache/xinqiao-console"),
    build: {
      outDir: join(CONSOLE, "dist"),
      emptyOutDir: true,
      // Nothing inline: the content policy of the console allows neither data: scripts nor styles.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: "manifest.json",
      chunkSizeWarningLimit: 1200,
      target: "es2023",
    },
  };
}

export async function buildConsole(): Promise<void> {
  const { build } = await import("vite");
  await build(await settings());
}

async function develop(node: string): Promise<void> {
  const { createServer } = await import("vite");
  const proxy = { target: node, secure: false, changeOrigin: true, headers: { Origin: node } };
  const server = await createServer({
    ...(await settings()),
    logLevel: "info",
    server: { port: 5173, proxy: { "/api": proxy } },
  });
  await server.listen();
  server.printUrls();
}

if (startedAs(import.meta.filename)) {
  const [how, node] = process.argv.slice(2);
  if (!existsSync(join(ROOT, "node_modules/vite")))
    process.stdout.write("console: not built, since the packages for building it are not installed\n");
  else if (how === "--dev" && node !== undefined) await develop(node);
  else if (how === undefined) {
    const start = performance.now();
    await buildConsole();
    process.stdout.write(`console: built in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  } else {
    process.stderr.write("build-console.ts [--dev https://host:port]\n");
    process.exitCode = 2;
  }
}
