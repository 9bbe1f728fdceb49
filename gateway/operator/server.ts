/**
 * The console's own socket: TLS with the certificate that browsers see, or plain HTTP on loopback where the
 * configuration says so. The trap: streams stay open for hours, so what stops must cut them.
 */
import { createServer as createPlain, type Server as PlainServer, type RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";

export type ConsoleServer = Server | PlainServer;

/** Undefined: plain. */
export function openConsole(
  tls: { readonly certificate: string; readonly key: string } | undefined,
  routes: RequestListener,
): ConsoleServer {
  const server = tls
    ? createServer(
        { cert: tls.certificate, key: tls.key, minVersion: "TLSv1.2", maxHeaderSize: 16_384 },
        routes,
      )
    : createPlain({ maxHeaderSize: 16_384 }, routes);
  server.headersTimeout = 10_000;
  server.requestTimeout = 300_000;
  server.keepAliveTimeout = 30_000;
  server.maxConnections = 2000;
  server.on("checkContinue", routes);
  server.on("tlsClientError", (_error, socket) => void socket.destroy());
  return server;
}

/** Listen and say on which port. */
export async function listenConsole(server: ConsoleServer, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Stop listening, let what is under way end within `graceMs`, then cut. */
export async function closeConsole(server: ConsoleServer, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
