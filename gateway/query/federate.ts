/**
 * Asking other nodes: the parent for what rises above this node, and the nodes that the catalog names for an
 * item. Each is asked once, within the asker's time, along a path that no node stands in twice; who does not
 * answer is named and makes the answer partial. The trap: the other node judges by what it grants this one,
 * so its answer is a part of what it has, and never the reason to show more here.
 */
import { call, closeLink, type Link } from "../deliver/link.ts";
import { linkTo } from "../dispatch.ts";
import type { Caller } from "../model/caller.ts";
import type { Item, Tier } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { formatTrace } from "../model/trace.ts";
import { registeredNode } from "../network.ts";
import type { Site } from "../site.ts";
import { type Foreign, foreignRecords, foreignSources, unknownHere } from "./foreign.ts";
import type { Permissions, Scope } from "./permission.ts";
import {
  type AskOthers,
  answerSubject,
  type Desk,
  type NodeQuery,
  type Source,
  type SubjectQuery,
} from "./queries.ts";

const HEIGHT: Readonly<Record<Tier, number>> = { municipal: 0, provincial: 1, national: 2 };
/** Nodes that one question passes at most. */
const HOPS = 3;
/** Kept back of the asker's time, for the way home. */
const MARGIN_MS = 50;
const LEAST_MS = 100;

/** On whose behalf the question goes on. */
export interface Origin {
  readonly agency: string;
  readonly node: string;
  /** Nodes that were asked already, this one not among them. */
  readonly path: readonly string[];
}

export interface Federation {
  asking(caller: Caller, origin: Origin): AskOthers;
  stop(): void;
}

export function openFederation(site: Site, desk: Desk): Federation {
  const links = new Map<string, Link>();
  const close = () => {
    for (const link of links.values()) closeLink(link);
    links.clear();
  };
  // Addresses and revocations may have changed.
  site.onRegisters(close);
  const linkOf = (node: string): Link => {
    const known = links.get(node);
    if (known) return known;
    const made = linkTo(site, registeredNode(site.registers().network, node));
    links.set(node, made);
    return made;
  };
  return {
    asking: (caller, origin) => async (query, key, scope, mine) => {
      const { permissions } = desk;
      const path = [...origin.path, permissions.node];
      const nodes =
        path.length > HOPS ? new Map<string, readonly string[]>() : whoMayKnow(permissions, scope, path);
      const limit = (query.timeoutMilliseconds ?? 3000) - MARGIN_MS;
      const answers = await Promise.all(
        [...nodes].map(async ([node, items]) => {
          const body = bodyOf({ ...query, items }, key, origin, path, Math.max(LEAST_MS, limit));
          return await ask(node, () => linkOf(node), body, caller, limit);
        }),
      );
      const records: Foreign[] = [];
      const sources: Source[] = [];
      for (const { source, answer } of answers) {
        const found = source.state === "answered" ? foreignRecords({ desk, key, scope }, answer) : [];
        records.push(...found);
        sources.push({ ...source, ...(source.state === "answered" && { records: found.length }) });
        sources.push(...foreignSources(answer, [...path, source.node, ...sources.map((one) => one.node)]));
      }
      return { records: unknownHere(records, mine).map(({ text }) => text), sources };
    },
    stop: close,
  };
}

/** A question of another node, judged by what that node is granted here; it may go on from here. */
export async function answerNode(
  site: Site,
  desk: Desk,
  federation: Federation,
  caller: Caller,
  asked: NodeQuery,
): Promise<string> {
  const { agency, node, path, subject: key, timeoutMilliseconds, withdrawn, ...said } = asked;
  const { rights, catalog, clock, node: here } = desk.permissions;
  const { agencies } = site.registers().network;
  if (!agencies.some((one) => one.id === agency && one.node === node)) throw new Refusal("PEER_UNKNOWN");
  if (path.at(-1) !== caller.id || path.includes(here))
    throw new Refusal("REQUEST_INVALID", { detail: "path" });
  const wanted = asked.items ?? catalog.items.map(({ id }) => id);
  const items = wanted.filter((item) => rights().may(caller, item, "query", clock()) !== null);
  if (items.length === 0)
    throw new Refusal("NOT_GRANTED", { item: asked.items?.[0] ?? "*", action: "query" });
  const query: SubjectQuery = {
    ...said,
    ...{ subject: { key }, items, timeoutMilliseconds, limit: 500 },
    ...(withdrawn !== undefined && { withdrawn }),
  };
  // Logged under the agency that asks, by way of the node that asks for it.
  const log: Desk["log"] = async (entry) => await desk.log({ ...entry, agency, via: `node:${caller.id}` });
  const others = federation.asking(caller, { agency, node, path });
  return await answerSubject({ ...desk, log }, caller, query, others);
}

/** Nodes to ask, each with the items that it may know more of than this one. */
function whoMayKnow({ catalog, node }: Permissions, scope: Scope, path: readonly string[]) {
  const here = catalog.nodes.find(({ id }) => id === node);
  const asked = new Map<string, string[]>();
  for (const id of scope.levels.keys()) {
    const item = catalog.items.find((one) => one.id === id);
    if (!item) continue;
    const above = here?.parent && rises(item, here.tier) ? [here.parent] : [];
    for (const other of new Set([...above, ...(item.queryAt ?? [])]))
      if (other !== node && !path.includes(other)) asked.set(other, [...(asked.get(other) ?? []), id]);
  }
  return asked;
}

function rises(item: Item, tier: Tier): boolean {
  return HEIGHT[item.risesTo] > HEIGHT[tier];
}

function bodyOf(
  query: SubjectQuery,
  subject: string,
  { agency, node }: Origin,
  path: readonly string[],
  timeoutMilliseconds: number,
): Buffer {
  const { items, purpose, basis, authorization, withdrawn = false } = query;
  const said = { purpose, basis, ...(authorization !== undefined && { authorization }) };
  return Buffer.from(
    JSON.stringify({ agency, node, subject, items, ...said, withdrawn, path, timeoutMilliseconds }),
  );
}

async function ask(
  node: string,
  link: () => Link,
  body: Buffer,
  caller: Caller,
  limit: number,
): Promise<{ readonly source: Source; readonly answer?: unknown }> {
  const started = performance.now();
  const signal = AbortSignal.timeout(Math.max(LEAST_MS, limit));
  const headers = { "content-type": "application/json", traceparent: formatTrace(caller.trace) };
  const told = (state: Source["state"], code?: string): Source => ({
    ...{ node, state, milliseconds: Math.round(performance.now() - started) },
    ...(code !== undefined && { code }),
  });
  try {
    const answer = await call(link(), { method: "POST", path: "/node/v1/queries", headers, body, signal });
    return { source: told("answered"), answer: JSON.parse(answer.body.toString("utf8")) as unknown };
  } catch (error) {
    if (signal.aborted) return { source: told("timeout") };
    if (error instanceof SyntaxError) return { source: told("refused", "ANSWER_INVALID") };
    if (!(error instanceof Refusal)) throw error;
    const code = error.params["code"];
    return { source: typeof code === "string" ? told("refused", code) : told("unreachable") };
  }
}
