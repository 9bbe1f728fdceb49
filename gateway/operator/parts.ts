/**
 * The seam of an area of the console: what it is given when the console starts, and what it gives back. An area
 * knows the others not at all. The trap: every query takes the operator's scope and filters by it in SQL; an id
 * that is out of scope is answered as one that never was.
 */
import type { IncomingMessage } from "node:http";

import type { Express } from "express";

import type { ConsoleSettings } from "../config-console.ts";
import type { Operator } from "../model/operator.ts";
import type { Trace } from "../model/trace.ts";
import type { NodeParts } from "../node-parts.ts";
import type { Audit } from "./audit.ts";
import type { CookieSettings, Sessions } from "./sign-in/sessions.ts";

export interface ConsoleParts extends NodeParts {
  readonly settings: ConsoleSettings;
  readonly audit: Audit;
  readonly sessions: Sessions;
  /** How this console's cookies are called. */
  readonly cookies: CookieSettings;
  /** As browsers reach the console: for links in messages. */
  readonly publicUrl: () => string;
}

export interface OperatorGate {
  /** Who asks; throws when nobody does. Session, origin, role and contract were checked before any route is reached. */
  operator(request: IncomingMessage): Operator;
  /** Whether the session of a request that goes on for long (a stream) still holds. Ask every half minute. */
  holds(request: IncomingMessage): Promise<boolean>;
  trace(request: IncomingMessage): Trace;
}

export interface Area {
  routes(app: Express, gate: OperatorGate): void;
  stop(): Promise<void>;
}

/** One line each in areas.ts. */
export type StartArea = (parts: ConsoleParts) => Promise<Area>;
