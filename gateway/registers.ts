/**
 * Keeps the registers of a process as new as their files: looks every two seconds, and
 * swaps what is new and good as a whole. The trap: a bad or older register changes
 * nothing but the alarm; what held goes on holding.
 */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";

import { loadAccess } from "./access.ts";
import { type Loop, startLoop } from "./loop.ts";
import { canonical } from "./model/canonical.ts";
import type { Catalog } from "./model/catalog.ts";
import { Refusal } from "./model/refusal.ts";
import { readNetwork } from "./network.ts";
import type { Registers, Site } from "./site.ts";
import { appendLeaf } from "./store/log-rows.ts";
import { advanceRegister, registerState } from "./store/register-rows.ts";

const LOOK_MS = 2000;

export type SwappingSite = Site & { swapRegisters(next: Registers): void };

/** Takes the registers as they are now, or refuses to start; then follows their files. */
export async function followRegisters(site: SwappingSite, catalog: Catalog): Promise<Loop> {
  const { config } = site;
  let seen = "";
  let told = "";
  const look = async (): Promise<void> => {
    const stamp = stampOf([config.networkFile, ...(config.access === null ? [] : [config.access])]);
    if (stamp === seen) return;
    const next = await readRegisters(site, catalog);
    // Only now: files that are written one after the other are looked at again until they agree.
    seen = stamp;
    if (next) site.swapRegisters(next);
  };
  await look();
  const turn = async () => {
    try {
      await look();
      told = "";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (told !== error.message) site.alarm(error.message);
      told = error.message;
    }
    return false;
  };
  return startLoop(turn, { pauseMs: LOOK_MS, note: site.note });
}

/** When and how long each file and its signature is: enough to see that one was written. */
function stampOf(files: readonly string[]): string {
  const parts = files.flatMap((file) =>
    [file, `${file}.p7s`].map((path) => {
      const found = statSync(path, { throwIfNoEntry: false, bigint: true });
      return found ? `${found.mtimeNs}/${found.size}/${found.ino}` : "-";
    }),
  );
  return parts.join(" ");
}

/** What to swap in; null when nothing is different. */
async function readRegisters(site: SwappingSite, catalog: Catalog): Promise<Registers | null> {
  const { config } = site;
  const now = site.registers();
  const { network, proof } = readNetwork(config.networkFile, config.pem.ca);
  if (!network.nodes.some(({ id }) => id === config.node))
    throw new Refusal("CONFIG_INVALID", { detail: `node ${config.node} is not in the network registry` });
  const isSame = proof.text === now.networkProof.text && proof.signature === now.networkProof.signature;
  const trust = { node: config.node, ca: config.pem.ca, network, catalog };
  const loaded = config.access === null ? null : loadAccess(config.access, trust);
  await admit(site, "network", network.number ?? 0, proof.text);
  if (loaded) await admit(site, "access", loaded.access.number, loaded.text);
  if (isSame && canonical(loaded?.access ?? null) === canonical(now.access)) return null;
  return { network, networkProof: proof, access: loaded?.access ?? null };
}

/** Noted once a node, in its log; REGISTRY_OLDER or ACCESS_OLDER when a higher number, or another text of this one, was taken before. */
async function admit(site: Site, kind: "network" | "access", number: number, text: string): Promise<void> {
  const sha256 = createHash("sha256").update(text).digest();
  const known = await registerState(site.db, kind);
  if (known?.sha256.equals(sha256) && known.number === number) return;
  const at = site.clock();
  const isNew = await site.db.transaction(async (client) => {
    if (!(await advanceRegister(client, kind, { number, sha256 }, at))) return false;
    const data = canonical({ kind, number, sha256: sha256.toString("hex") });
    await appendLeaf(client, { leafId: site.newId(), at, kind: "register", data });
    return true;
  });
  if (isNew) {
    site.say(`register ${kind} ${number === 0 ? "" : `number ${number} `}is in force`);
    return;
  }
  const holds = await registerState(site.db, kind);
  if (!holds || holds.sha256.equals(sha256)) return;
  throw new Refusal(kind === "access" ? "ACCESS_OLDER" : "REGISTRY_OLDER", { number: holds.number });
}
