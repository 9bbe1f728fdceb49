/**
 * Who may send by SFTP, as the access register says at this moment: for the node's own server and
 * for the inbox that OpenSSH keeps. The trap: asked at every use, never kept, so that what is taken back is gone.
 */
import type { AccessAgency, SftpAccount } from "./model/access.ts";
import { isShut } from "./model/shut.ts";
import type { NodeParts } from "./node-parts.ts";
import { verifyAgencySignature } from "./seal/agency-signature.ts";
import { trustOf } from "./seal/registry.ts";

export type SftpAgency = AccessAgency & { readonly sftp: SftpAccount };

/** Agencies of this node that the register lets in. */
export function sftpAgencies({ site }: NodeParts): readonly SftpAgency[] {
  const { access, network } = site.registers();
  const { node } = site.config;
  return (access?.agencies ?? []).filter(
    (one): one is SftpAgency =>
      one.sftp !== undefined && network.agencies.some(({ id, node: at }) => id === one.id && at === node),
  );
}

/**
 * Adapters by which it may send; and those of items that the catalog has shut, so that who puts a
 * file there is told why it is refused, instead of finding no folder.
 */
export function adaptersOf(parts: NodeParts, agency: string): readonly string[] {
  const { site, adapters, catalog, rights } = parts;
  const asker = { kind: "agency", id: agency } as const;
  const shut = new Set(catalog.items.filter(isShut).map(({ id }) => id));
  const may = (item: string) => shut.has(item) || rights.may(asker, item, "send", site.clock()) !== null;
  return adapters.filter((one) => one.agency === agency && may(one.item)).map(({ id }) => id);
}

/** Refuses with SIGNATURE_INVALID unless the agency signed a file with this digest. */
export function checkSignature({ site }: NodeParts, agency: string, sha256: Buffer, p7s: Buffer): void {
  const trust = trustOf(site.registers().network, [site.config.pem.ca], site.clock());
  verifyAgencySignature(sha256, p7s, agency, trust);
}
