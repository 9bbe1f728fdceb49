/**
 * Tries the way to a peer step by step and says what each step found: for an operator who asks why nothing arrives.
 * The trap: it looks at a certificate that may be anybody's, so a wrong one ends the trial before a byte is asked, and
 * what stood in it is told by number and date alone.
 */
import { type RequestOptions, request as startRequest } from "node:https";
import type { PeerCertificate, TLSSocket } from "node:tls";

import { identityOf } from "../model/network.ts";

export interface TrialStep {
  readonly step: "connect" | "handshake" | "certificate" | "answer" | "clock";
  readonly ok: boolean;
  readonly ms: number;
  /** A code, never a message. */
  readonly detail?: string;
}

export interface Trial {
  readonly ok: boolean;
  readonly version?: string;
  readonly protocol?: string;
  readonly cipher?: string;
  readonly serial?: string;
  readonly validTo?: string;
  /** The peer's clock less ours, to the second. */
  readonly clockMs?: number;
  readonly steps: readonly TrialStep[];
}

export interface TrialPlan {
  readonly url: string;
  readonly node: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly timeoutMs: number;
  readonly revoked: ReadonlySet<string>;
}

/** Beyond it times in manifests and certificates are judged differently at both ends. */
const CLOCKS_APART_MS = 60_000;
const SOON_MS = 30 * 86_400_000;

type Found = { -readonly [K in keyof Trial]?: Trial[K] };

export async function tryLink(plan: TrialPlan): Promise<Trial> {
  const steps: TrialStep[] = [];
  const found: Found = {};
  let mark = performance.now();
  const done = (step: TrialStep["step"], ok: boolean, detail?: string): void => {
    const now = performance.now();
    steps.push({ step, ok, ms: Math.round(now - mark), ...(detail !== undefined && { detail }) });
    mark = now;
  };
  const at = { step: "connect" as TrialStep["step"] };
  await new Promise<void>((resolve) => {
    const request = startRequest(new URL("/readyz", plan.url), optionsOf(plan));
    let ended = false;
    const end = (): void => {
      ended = true;
      resolve();
      request.destroy();
    };
    const failed = (detail: string): void => {
      if (!ended) done(at.step, false, detail);
      end();
    };
    const late = setTimeout(() => failed("TIMEOUT"), plan.timeoutMs);
    request.once("close", () => clearTimeout(late));
    request.once("error", (error: NodeJS.ErrnoException) => failed(codeOf(error)));
    request.once("socket", (raw) => {
      const socket = raw as TLSSocket;
      socket.once("connect", () => {
        done("connect", true);
        at.step = "handshake";
      });
      socket.once("secureConnect", () => {
        done("handshake", true);
        at.step = "certificate";
        const certificate = socket.getPeerCertificate();
        Object.assign(found, {
          ...{ protocol: socket.getProtocol() ?? "", cipher: socket.getCipher().name },
          serial: certificate.serialNumber ?? "",
          validTo: new Date(certificate.valid_to).toISOString(),
        });
        const fault = faultOf(socket, certificate, plan);
        if (fault !== undefined) return failed(fault);
        const soon = Date.parse(certificate.valid_to) - Date.now() < SOON_MS;
        done("certificate", true, soon ? "EXPIRES_SOON" : undefined);
        at.step = "answer";
      });
    });
    request.once("response", (response) => {
      response.resume();
      const { statusCode = 0, headers } = response;
      if (statusCode !== 200) return failed(`HTTP_${statusCode}`);
      const asked = mark;
      done("answer", true);
      at.step = "clock";
      const version = headers["xinqiao-version"];
      if (typeof version === "string" && /^[\w.+-]{1,40}$/.test(version)) found.version = version;
      const theirs = Date.parse(headers.date ?? "");
      if (Number.isNaN(theirs)) return failed("NO_DATE");
      // It was so when the answer was made, half the way ago, and is cut to the second.
      const ours = Date.now() - (performance.now() - asked) / 2;
      const apart = theirs + 500 - ours;
      found.clockMs = Math.abs(apart) <= 1000 ? 0 : Math.round(apart / 1000) * 1000;
      const isApart = Math.abs(apart) > CLOCKS_APART_MS;
      done("clock", !isApart, isApart ? "CLOCKS_APART" : undefined);
      end();
    });
    request.end();
  });
  return { ...found, ok: steps.length === 5 && steps.every(({ ok }) => ok), steps };
}

function optionsOf({ ca, certificate, key }: TrialPlan): RequestOptions {
  return {
    ...{ agent: false, ca, cert: certificate, key, minVersion: "TLSv1.3" },
    // Looked at below, so that what is wrong can be told.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  };
}

function faultOf(
  socket: TLSSocket,
  certificate: PeerCertificate,
  { node, revoked }: TrialPlan,
): string | undefined {
  if (!socket.authorized) return codeOf({ code: String(socket.authorizationError) });
  if (revoked.has(certificate.serialNumber)) return "CERTIFICATE_REVOKED";
  const identity = identityOf(certificate.subjectaltname);
  return identity?.kind === "node" && identity.id === node ? undefined : "CERTIFICATE_OF_ANOTHER";
}

function codeOf({ code }: { readonly code?: string | undefined }): string {
  return code !== undefined && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "CONNECTION_FAILED";
}
