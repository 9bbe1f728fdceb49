/**
 * Runs a role that is built on the neighbours, and builds it anew when their entries in
 * the registry changed. The trap: the old one must have let go of its leases before the
 * new one starts, so changes queue behind each other.
 */
import { canonical } from "./model/canonical.ts";
import type { Network } from "./model/network.ts";
import { neighbours } from "./network.ts";
import type { Site } from "./site.ts";

interface Role {
  wake(): void;
  stop(): Promise<void>;
}

export function followNeighbours(site: Site, start: () => Role): Role {
  let role = start();
  let turn: Promise<void> = Promise.resolve();
  let isStopped = false;
  site.onRegisters((now, before) => {
    if (signature(site, now.network) === signature(site, before.network)) return;
    turn = turn.then(async () => {
      if (isStopped) return;
      await role.stop();
      role = start();
    });
    turn = turn.catch(site.note);
  });
  return {
    wake: () => role.wake(),
    stop: async () => {
      isStopped = true;
      await turn;
      await role.stop();
    },
  };
}

/** What links and checks are made of. */
function signature(site: Site, network: Network): string {
  return canonical([neighbours(network, site.config.node), network.revoked ?? []]);
}
