/**
 * Notes what is seen of others while this process works: when a neighbour last took or sent something, and which
 * certificates are shown. Kept in memory and written every few seconds, never on the way of a batch. The trap: these
 * are notes for people; nothing is decided by them, and those of the last seconds may be lost.
 */
import type { X509Certificate } from "node:crypto";

import { startLoop } from "./loop.ts";
import { identityOf } from "./model/network.ts";
import type { ShownCertificate, Signal } from "./model/signal.ts";
import type { Feature, NodeParts } from "./node-parts.ts";
import type { Site } from "./site.ts";
import { type NeighbourNote, noteNeighbour, noteShown } from "./store/neighbour-rows.ts";

const WRITE_MS = 3000;
/** A certificate that is shown again and again. */
const AGAIN_MS = 10 * 60_000;
const MOST_KEPT = 10_000;

export async function startNeighbourNotes({ site }: NodeParts): Promise<Feature> {
  const neighbours = new Map<string, NeighbourNote>();
  const shown = new Map<string, ShownCertificate>();
  const written = new Map<string, number>();
  site.onSignal((signal) => {
    const note = noteOf(signal, site.clock());
    if (note) neighbours.set(note.node, { ...neighbours.get(note.node), ...note });
    if (signal.what !== "certificate") return;
    const { holder, side, serial } = signal.shown;
    const key = `${holder} ${side} ${serial}`;
    const now = site.clock().getTime();
    if (now - (written.get(key) ?? 0) < AGAIN_MS) return;
    if (written.size > MOST_KEPT) written.clear();
    written.set(key, now);
    shown.set(key, signal.shown);
  });
  const write = async (): Promise<false> => {
    const notes = [...neighbours.values()];
    const certificates = [...shown.values()];
    neighbours.clear();
    shown.clear();
    for (const note of notes) await noteNeighbour(site.db, note);
    for (const one of certificates) await noteShown(site.db, one, site.clock());
    return false;
  };
  const loop = startLoop(write, { pauseMs: WRITE_MS, note: site.note });
  return {
    stop: async () => {
      await loop.stop();
      await write();
    },
  };
}

function noteOf(signal: Signal, now: Date): NeighbourNote | undefined {
  if (signal.what === "heard") return { node: signal.peer, heardAt: now };
  if (signal.what !== "hop") return undefined;
  const { peer: node, outcome, code } = signal;
  return outcome === "delivered" ? { node, sentAt: now } : { node, failedAt: now, why: code ?? "" };
}

/** To be noted as shown to us at our own sockets. */
export function certificateShown(site: Pick<Site, "signal">, certificate: X509Certificate): void {
  const identity = identityOf(certificate.subjectAltName);
  if (!identity) return;
  const { serialNumber: serial, validFromDate: from, validToDate: to } = certificate;
  site.signal({
    what: "certificate",
    shown: { holder: `${identity.kind}:${identity.id}`, side: "client", serial, from, to },
  });
}
