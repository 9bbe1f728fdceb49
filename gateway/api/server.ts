/**
 * The node's listening sockets. The first: TLS 1.3, nobody without a certificate of the
 * network's authority, and nobody with one that the registry revokes. Who stands there
 * is read from the certificate, once a connection; what that name may do the app asks.
 * The second, where it is configured, is for bearer tokens and serves nothing of nodes.
 */
import { createHash, X509Certificate } from "node:crypto";
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
  /** Whether the registry, as it is now, takes the certificate of this serial number back. */
  isRevoked(serial: string): boolean;
  /** A certificate of the network's that somebody has shown. */
  onShown?(certificate: X509Certificate): void;
  /** The socket for tokens: a certificate is no name here and need not be shown; one that is binds tokens to itself. */
  readonly forTokens?: boolean;
}

/** What the socket for tokens is there for. */
const TOKEN_PATHS = /^\/(?:v1\/|oauth2\/|\.well-known\/|docs(?:[/?]|$)|openapi\.json$)/;
const tokenSockets = new WeakSet<Socket>();

/** Open connections of each server, for the day when one of their certificates is taken back. */
const open = new WeakMap<Server, { readonly sockets: Set<TLSSocket>; readonly options: ServerOptions }>();

/** A night's biggest file over a slow line; the idle limit catches the silent ones. */
const WHOLE_REQUEST_MS = 6 * 3600_000;

export function openServer(options: ServerOptions, routes: RequestListener): Server {
  const listener: RequestListener = options.forTokens
    ? (request, response) => {
        // As if there were no such route, in the words of those that are.
        if (!TOKEN_PATHS.test(request.url ?? "")) request.url = "/";
        routes(request, response);
      }
    : routes;
  const server = createServer(
    {
      ca: options.ca,
      cert: options.certificate,
      key: options.key,
      minVersion: "TLSv1.3",
      requestCert: true,
      rejectUnauthorized: options.forTokens !== true,
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
  const sockets = new Set<TLSSocket>();
  open.set(server, { sockets, options });
  // First of all listeners, so that not a byte of such a connection is read. A session that is taken up again keeps its certificate.
  server.prependListener("secureConnection", (socket) => {
    sockets.add(socket);
    if (options.forTokens) tokenSockets.add(socket);
    socket.once("close", () => void sockets.delete(socket));
    if (options.isRevoked(serialOf(socket))) return void socket.destroy();
    const raw = options.onShown && hasCertificate(socket) ? rawCertificate(socket) : undefined;
    if (raw) options.onShown?.(new X509Certificate(raw));
  });
  // A failed handshake is the other side's affair; without a listener it would be ours.
  server.on("tlsClientError", (_error, socket) => void socket.destroy());
  return server;
}

/** Ends the connections whose certificate has been revoked since they were made. */
export function cutRevoked(server: Server): void {
  const { sockets, options } = open.get(server) ?? {};
  for (const socket of sockets ?? []) if (options?.isRevoked(serialOf(socket))) socket.destroy();
}

function serialOf(socket: TLSSocket): string {
  return socket.getPeerCertificate().serialNumber ?? "";
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

/** Whether only a token names a caller here. */
export function isForTokens(socket: Socket): boolean {
  return tokenSockets.has(socket);
}

/** Whether the other side showed a certificate of the network's authority. */
function hasCertificate(socket: Socket): boolean {
  return (socket as TLSSocket).authorized === true && rawCertificate(socket) !== undefined;
}

/** SHA-256 of the peer's certificate, base64url, as tokens are bound to it (RFC 8705). */
export function thumbprint(socket: Socket): string | undefined {
  const certificate = hasCertificate(socket) ? rawCertificate(socket) : undefined;
  return certificate && createHash("sha256").update(certificate).digest("base64url");
}

function rawCertificate(socket: Socket): Buffer | undefined {
  return (socket as TLSSocket).getPeerCertificate?.()?.raw;
}

const seen = new WeakMap<Socket, Identity | null>();

/** The name in the peer's certificate; null when it carries none of ours. */
export function peerIdentity(socket: Socket): Identity | null {
  const known = seen.get(socket);
  if (known !== undefined) return known;
  const raw =
    (socket as TLSSocket).authorized === true && !isForTokens(socket) ? rawCertificate(socket) : undefined;
  const identity = raw ? identityOf(new X509Certificate(raw).subjectAltName) : null;
  seen.set(socket, identity);
  return identity;
}
