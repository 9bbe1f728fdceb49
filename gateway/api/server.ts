/**
 * The node's one listening socket: TLS 1.3, nobody without a certificate of the
 * network's authority, and nobody with one that the registry revokes. Who stands there
 * is read from the certificate, once a connection; what that name may do the app asks.
 */
import { X509Certificate } from "node:crypto";
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

import { type Identity, identityOf } from "../model/network.ts";

export interface ServerOptions {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly idleMs: number;
  /** Serial numbers of certificates that the registry takes back. */
  readonly revoked: ReadonlySet<string>;
}

/** A night's biggest file over a slow line; the idle limit catches the silent ones. */
const WHOLE_REQUEST_MS = 6 * 3600_000;

export function openServer(options: ServerOptions, listener: RequestListener): Server {
  const server = createServer(
    {
      ca: options.ca,
      cert: options.certificate,
      key: options.key,
      minVersion: "TLSv1.3",
      requestCert: true,
      rejectUnauthorized: true,
      maxHeaderSize: 16_384,
      handshakeTimeout: 10_000,
    },
    listener,
  );
  server.headersTimeout = 10_000;
  server.requestTimeout = WHOLE_REQUEST_MS;
  server.keepAliveTimeout = 30_000;
  server.timeout = options.idleMs;
  // Whoever asks first ("Expect: 100-continue") is told to go on only when the route has agreed to the body.
  server.on("checkContinue", listener);
  // First of all listeners, so that not a byte of such a connection is read. A session that is taken up again keeps its certificate.
  server.prependListener("secureConnection", (socket) => {
    if (options.revoked.has(socket.getPeerCertificate().serialNumber ?? "")) socket.destroy();
  });
  // A failed handshake is the other side's affair; without a listener it would be ours.
  server.on("tlsClientError", (_error, socket) => void socket.destroy());
  return server;
}

/** Listen and say on which port. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}

/** Stop listening, let what is under way end within `graceMs`, then cut. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}

const seen = new WeakMap<Socket, Identity | null>();

/** The name in the peer's certificate; null when it carries none of ours. */
export function peerIdentity(socket: Socket): Identity | null {
  const known = seen.get(socket);
  if (known !== undefined) return known;
  const raw = (socket as TLSSocket).getPeerCertificate?.()?.raw;
  const identity = raw ? identityOf(new X509Certificate(raw).subjectAltName) : null;
  seen.set(socket, identity);
  return identity;
}
