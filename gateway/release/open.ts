/**
 * The files of a release to the catalog and the adapters that a node works by, or the reason
 * why it cannot: the whole check that `xinqiao catalog check` makes, every adapter, and this
 * node among the nodes. In a thread of its own, since it takes about a second and the node
 * has other things to do; a release that kills the thread is one that cannot be used.
 */
import { Worker } from "node:worker_threads";

import type { Catalog, Node } from "../model/catalog.ts";
import type { Checked, Given } from "./open-thread.ts";

const FAULT_CHARACTERS = 4000;

/** `content` names the catalog from now on, in manifests and elsewhere. */
export async function openRelease(given: Given, content: string, node: string): Promise<Checked> {
  const checked = await inThread(given);
  if ("fault" in checked) return { fault: checked.fault.slice(0, FAULT_CHARACTERS) };
  const { catalog, adapters } = checked.known;
  if (hereIn(catalog, node) === undefined) return { fault: `node ${node} is not in it` };
  return { known: { catalog: { ...catalog, digest: content }, adapters } };
}

/** The node itself, as a catalog has it; undefined where it does not, or not any more. */
export function hereIn({ nodes }: Catalog, id: string): Node | undefined {
  return nodes.find((one) => one.id === id && one.withdrawn === undefined);
}

async function inThread(workerData: Given): Promise<Checked> {
  return await new Promise((resolve) => {
    const thread = new Worker(new URL("./open-thread.ts", import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    thread.once("message", (checked: Checked) => resolve(checked));
    thread.once("error", (error: Error) => resolve({ fault: `${error.name} while it was read` }));
    thread.once("exit", () => resolve({ fault: "its reading ended early" }));
  });
}
