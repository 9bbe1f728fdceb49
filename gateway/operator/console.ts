/**
 * Starts the operators' console of a node: sessions, areas, pages, its own socket. A feature of node.ts; knows no
 * area but by areas.ts. The trap: several processes may serve one console, so nothing of a session is in memory.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { makeGate } from "../api/gate.ts";
import { operatorContract } from "../contract.ts";
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";
import { makeAdmit } from "./admit.ts";
import { makeApp } from "./app.ts";
import { AREAS } from "./areas.ts";
import { makeAudit } from "./audit.ts";
import type { Area, ConsoleParts } from "./parts.ts";
import { publicUrlOf } from "./public-url.ts";
import { closeConsole, listenConsole, openConsole } from "./server.ts";
import { announceSetUp } from "./sign-in/first-start.ts";
import { makeSessions } from "./sign-in/sessions.ts";
import { servePages } from "./static.ts";

const PAGES = fileURLToPath(new URL("../console/dist/", import.meta.url));
const SWEEP_MS = 600_000;

export async function startConsole(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { console: settings, node, pem } = site.config;
  if (!settings) return ABSENT;
  let port = settings.port;
  const publicUrl = () => publicUrlOf(settings, port);
  const scheme = settings.plain ? "http" : "https";
  const cookies = { node, secure: publicUrl().startsWith("https:") };
  const sessions = makeSessions(site, cookies);
  const { trace } = makeGate({ known: () => false });
  const audit = makeAudit(site);
  const consoleParts: ConsoleParts = { ...parts, settings, audit, sessions, cookies, publicUrl };
  const areas: Area[] = [];
  const stop = async () => {
    for (const area of areas.reverse()) await area.stop().catch(site.note);
  };
  try {
    for (const start of AREAS) areas.push(await start(consoleParts));
    const admit = makeAdmit({
      ...{ contract: operatorContract(), sessions, trace },
      isOwnOrigin: (origin, request) =>
        origin === publicUrl() || origin === `${scheme}://${request.headers.host ?? ""}`,
    });
    const page = servePages(PAGES);
    const app = makeApp({ admit, sessions, areas, page, trace, note: site.note });
    const tls = settings.tls ?? { certificate: pem.serverCertificate, key: pem.serverKey };
    const server = openConsole(settings.plain ? undefined : tls, app);
    port = await listenConsole(server, settings.host, settings.port);
    const sweep = setInterval(() => void sessions.sweep().catch(site.note), SWEEP_MS);
    sweep.unref();
    site.say(`console at ${publicUrl()}`);
    if (!existsSync(`${PAGES}index.html`))
      site.alarm(
        "控制台页面尚未构建，请运行 the pages of the console are not built, run: npm run build:console",
      );
    await announceSetUp(consoleParts);
    return {
      stop: async () => {
        clearInterval(sweep);
        await closeConsole(server, 2000);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
