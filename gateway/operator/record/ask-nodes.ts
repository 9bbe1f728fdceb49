/**
 * A batch asked about at other nodes, each for itself: what it says of it and where it handed it on, and the receipts
 * that it holds. The trap: another node's word is told as its word; only a receipt whose signature was checked here
 * counts as knowing, and an answer is read member by member.
 */
import { call, closeLink, type Link } from "../../deliver/link.ts";
import { linkTo } from "../../dispatch.ts";
import type { Receipt, Signed } from "../../model/batch.ts";
import type { RegisteredNode } from "../../model/network.ts";
import { Refusal } from "../../model/refusal.ts";
import { receiptVerifier } from "../../receipts.ts";
import type { Site } from "../../site.ts";
import type { JsonAnswer } from "../admit.ts";

export type Onward = NonNullable<JsonAnswer<"readRecordPath">["stops"][number]["next"]>[number];

export interface NodeAnswer {
  readonly asked: "answered" | "timeout" | "refused" | "unreachable";
  readonly code?: string;
  readonly milliseconds: number;
  readonly next: readonly Onward[];
  /** Signatures checked with keys of the registry. */
  readonly receipts: readonly Receipt[];
}

export interface Asking {
  ask(node: string, batchId: string): Promise<NodeAnswer>;
  stop(): void;
}

const LIMIT_MS = 3000;
const NODE = /^[a-z0-9][a-z0-9-]{0,63}$/;
const STATES = ["due", "acknowledged", "abandoned"] as const;

export function askNodes(site: Site): Asking {
  const links = new Map<string, Link>();
  const close = () => {
    for (const link of links.values()) closeLink(link);
    links.clear();
  };
  // Addresses and revocations may have changed.
  site.onRegisters(close);
  const linkOf = (node: RegisteredNode): Link => {
    const known = links.get(node.id);
    if (known) return known;
    const made = linkTo(site, node);
    links.set(node.id, made);
    return made;
  };
  const verify = receiptVerifier(() => site.registers().network);
  return {
    ask: async (node, batchId) => {
      const started = performance.now();
      const signal = AbortSignal.timeout(LIMIT_MS);
      const told = (asked: NodeAnswer["asked"], code?: string): NodeAnswer => ({
        ...{ asked, milliseconds: Math.round(performance.now() - started), next: [], receipts: [] },
        ...(code !== undefined && { code }),
      });
      const registered = site.registers().network.nodes.find(({ id }) => id === node);
      if (!registered) return told("unreachable", "PEER_UNKNOWN");
      const get = async (path: string): Promise<unknown> => {
        const { body } = await call(linkOf(registered), { method: "GET", path, signal });
        return JSON.parse(body.toString("utf8")) as unknown;
      };
      try {
        const [status, hops] = await Promise.all([
          get(`/v1/batches/${batchId}`),
          get(`/v1/batches/${batchId}/hops`),
        ]);
        return { ...told("answered"), next: onwardOf(status), receipts: receiptsOf(hops, batchId, verify) };
      } catch (error) {
        if (signal.aborted) return told("timeout");
        if (error instanceof SyntaxError) return told("refused", "ANSWER_INVALID");
        if (!(error instanceof Refusal)) throw error;
        const code = error.params["code"];
        return typeof code === "string" ? told("refused", code) : told("unreachable");
      }
    },
    stop: close,
  };
}

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function onwardOf(status: unknown): readonly Onward[] {
  const transfers = isMembers(status) ? status["transfers"] : undefined;
  if (!Array.isArray(transfers)) return [];
  return transfers.filter(isMembers).flatMap(({ peer, state, attempts, lastRefusal }) => {
    const known = STATES.find((one) => one === state);
    if (typeof peer !== "string" || !NODE.test(peer) || !known || !Number.isSafeInteger(attempts)) return [];
    const reason =
      typeof lastRefusal === "string" && /^[A-Z0-9_ ]{1,100}$/.test(lastRefusal)
        ? { reason: lastRefusal }
        : {};
    return [{ peer, state: known, attempts: Number(attempts), ...reason }];
  });
}

function receiptsOf(hops: unknown, batchId: string, verify: (signed: Signed) => Receipt): readonly Receipt[] {
  if (!Array.isArray(hops)) return [];
  return hops.filter(isMembers).flatMap(({ receipt }) => {
    if (!isMembers(receipt)) return [];
    const { text, key, signature } = receipt;
    if (typeof text !== "string" || typeof key !== "string" || typeof signature !== "string") return [];
    try {
      const read = verify({ text, key, signature });
      return read.batch === batchId ? [read] : [];
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  });
}
