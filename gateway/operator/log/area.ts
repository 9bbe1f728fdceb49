/** The console's view of the log: at a glance, checkpoints, entries, checks of the whole. */
import { raw, send } from "../../api/answer.ts";
import { attach } from "../../api/attachment.ts";
import { encodePlace, isCount, isInstant, isUuid, readPlace } from "../../api/page.ts";
import { logOrigin, withSignatures } from "../../log/checkpoint.ts";
import { entryText } from "../../log/entry.ts";
import { leafHash } from "../../log/tiles.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { neighbours } from "../../network.ts";
import { type CheckRow, findCheck, newestChecks } from "../../store/console/log-check-rows.ts";
import {
  type ActRow,
  actsOf,
  checkpointOf,
  checkpointsBefore,
  cosignaturesUnder,
  type EntryRow,
  entriesAbout,
  entriesBefore,
  entryKinds,
  entryNumbered,
} from "../../store/console/log-look.ts";
import { logState } from "../../store/console/watch-rows.ts";
import { cosignaturesOf, newestCheckpoint } from "../../store/log-rows.ts";
import { actDigest } from "../../verify-acts.ts";
import { inputsOf, type JsonAnswer } from "../admit.ts";
import { entryDigest } from "../audit.ts";
import type { ConsoleParts, StartArea } from "../parts.ts";
import { makeChecks } from "./check.ts";

const SHOWN_CHECKS = 50;
/** Who may see who did what. */
const AUDITORS = ["audit", "security"];

export const startLog: StartArea = async (parts) => {
  const checks = makeChecks(parts);
  const { db } = parts.site;
  const told = async (id: string) => {
    const found = await findCheck(db, id);
    if (!found) throw new Refusal("NOT_FOUND");
    return checkAsTold(found);
  };
  return {
    routes: (app, gate) => {
      app.get("/api/log", async (_request, response) => send(response, 200, await glance(parts)));
      app.get("/api/log/checkpoints", async (request, response) => {
        send(response, 200, await checkpoints(parts, inputsOf("listCheckpoints", request).query));
      });
      app.get("/api/log/checkpoints/:size", async (request, response) => {
        const { size } = inputsOf("downloadCheckpoint", request).path;
        const name = `xinqiao-${parts.site.config.node}-checkpoint-${size}.txt`;
        const text = await noteOf(parts, size);
        attach(response, name);
        raw(response, 200, "text/plain; charset=utf-8", text);
      });
      app.get("/api/log/entries", async (request, response) => {
        const operator = gate.operator(request);
        send(response, 200, await entries(parts, operator, inputsOf("searchLogEntries", request).query));
      });
      app.get("/api/log/checks", async (_request, response) => {
        send(response, 200, { checks: (await newestChecks(db, SHOWN_CHECKS)).map(checkAsTold) });
      });
      app.post("/api/log/checks", async (request, response) => {
        send(response, 202, await told(await checks.start(gate.operator(request))));
      });
      app.get("/api/log/checks/:id", async (request, response) => {
        send(response, 200, await told(inputsOf("getLogCheck", request).path.id));
      });
      app.delete("/api/log/checks/:id", async (request, response) => {
        await checks.stopCheck(gate.operator(request), inputsOf("stopLogCheck", request).path.id);
        response.writeHead(204).end();
      });
    },
    stop: checks.stop,
  };
};

async function glance({ site }: ConsoleParts): Promise<JsonAnswer<"getLog">> {
  const { db, config } = site;
  const peers = neighbours(site.registers().network, config.node).map(({ id }) => id);
  const state = await logState(db, peers);
  const newest = await newestCheckpoint(db);
  const [check] = await newestChecks(db, 1);
  return {
    ...{ node: config.node, origin: logOrigin(config.node) },
    ...{ entries: state.entries, unnumbered: state.unnumbered },
    checkpoint: newest
      ? { size: newest.size, root: newest.root.toString("hex"), at: newest.at.toISOString() }
      : null,
    witnesses: peers.map((node) => {
      const one = state.cosigned.find((cosigned) => cosigned.node === node);
      return { node, size: one?.size ?? null, at: one?.at.toISOString() ?? null };
    }),
    check: check ? checkAsTold(check) : null,
    kinds: [...(await entryKinds(db))],
  };
}

async function checkpoints(
  { site }: ConsoleParts,
  { cursor, limit = 50 }: { readonly cursor?: string; readonly limit?: number },
): Promise<JsonAnswer<"listCheckpoints">> {
  const place = readPlace<readonly [number]>("checkpoints", cursor, [isCount]);
  const rows = await checkpointsBefore(site.db, place?.[0] ?? null, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const signs = await cosignaturesUnder(
    site.db,
    page.map(({ size }) => size),
  );
  return {
    checkpoints: page.map(({ size, root, at }) => ({
      ...{ size, root: root.toString("hex"), at: at.toISOString() },
      cosigned: signs
        .filter((one) => one.size === size)
        .map((one) => ({ node: one.node, at: one.at.toISOString() })),
    })),
    next: rows.length > limit && last ? encodePlace("checkpoints", [last.size]) : null,
  };
}

async function noteOf({ site }: ConsoleParts, size: number): Promise<string> {
  const found = await checkpointOf(site.db, size);
  if (!found) throw new Refusal("NOT_FOUND");
  const lines = await cosignaturesOf(site.db, size);
  return withSignatures(
    found.note,
    lines.map(({ signature }) => signature),
  );
}

interface Asked {
  readonly id?: string;
  readonly number?: number;
  readonly kind?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

async function entries(
  { site }: ConsoleParts,
  operator: Operator,
  asked: Asked,
): Promise<JsonAnswer<"searchLogEntries">> {
  const { db } = site;
  const { rows, next } = await found(db, asked);
  const isAuditor = operator.roles.some((role) => AUDITORS.includes(role));
  const acts = isAuditor
    ? await actsOf(
        db,
        rows.flatMap(({ kind, leafId }) => (kind === "operator" ? [leafId] : [])),
      )
    : new Map<string, ActRow>();
  return {
    entries: rows.map((row) => {
      const act = acts.get(row.leafId);
      return {
        ...{ id: row.leafId, number: row.logIndex, at: row.at.toISOString(), kind: row.kind, data: row.data },
        hash: leafHash(entryText(row)).toString("hex"),
        ...(act && { act: actAsTold(act, row) }),
      };
    }),
    next,
  };
}

async function found(
  db: ConsoleParts["site"]["db"],
  asked: Asked,
): Promise<{ readonly rows: readonly EntryRow[]; readonly next: string | null }> {
  const { id, number, kind = [], from, until, cursor, limit = 50 } = asked;
  if (number !== undefined) return { rows: await entryNumbered(db, number), next: null };
  if (id !== undefined) return { rows: await entriesAbout(db, id), next: null };
  const place = readPlace<readonly [number, string]>("entries", cursor, [isInstant, isUuid]);
  const rows = await entriesBefore(
    db,
    {
      kinds: kind,
      from: from === undefined ? null : new Date(from),
      until: until === undefined ? null : new Date(until),
      before: place ? { at: new Date(place[0]), leafId: place[1] } : null,
    },
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    next: rows.length > limit && last ? encodePlace("entries", [last.at.getTime(), last.leafId]) : null,
  };
}

/** With whether it is what the log's entry has the digest of. */
function actAsTold(act: ActRow, entry: { readonly data: string }) {
  const { operator, target, reason } = act;
  return { operator, act: act.act, target, reason, sound: entryDigest(act) === actDigest(entry) };
}

function checkAsTold(row: CheckRow): JsonAnswer<"getLogCheck"> {
  const { checkId: id, startedAt, endedAt, operator, state, done, whole, report } = row;
  return {
    ...{ id, operator, state, done, whole, startedAt: startedAt.toISOString() },
    endedAt: endedAt?.toISOString() ?? null,
    report: report === null ? null : (JSON.parse(report) as JsonAnswer<"getLogCheck">["report"]),
  };
}
