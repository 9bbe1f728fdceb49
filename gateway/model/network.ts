/**
 * The network registry as the program sees it: which nodes and agencies there
 * are, where they listen and which public keys are theirs. A certificate proves a
 * name; only this registry says what the name may do.
 */

/** An Ed25519 public key, SPKI DER in base64, under the id that signatures name. */
export interface RegisteredKey {
  readonly id: string;
  readonly publicKey: string;
}

export interface RegisteredNode {
  readonly id: string;
  readonly parent: string | null;
  /** https://host:port, no path. */
  readonly url: string;
  /** Old keys stay listed, so that old receipts can still be checked. */
  readonly receiptKeys: readonly RegisteredKey[];
  readonly logKeys: readonly RegisteredKey[];
}

export interface RegisteredAgency {
  readonly id: string;
  /** The one node it sends to. */
  readonly node: string;
}

export interface Network {
  readonly format: "xinqiao.network/1";
  /** Grows with every registry that is issued; one without a number is older than any that has one. */
  readonly number?: number;
  readonly nodes: readonly RegisteredNode[];
  readonly agencies: readonly RegisteredAgency[];
  /** Serial numbers of revoked certificates, upper-case hex: what was sealed with them no longer counts. */
  readonly revoked?: readonly string[];
}

/** Who stands at the other end of a connection, by its certificate. */
export interface Identity {
  readonly kind: "agency" | "node";
  readonly id: string;
}

const URN = /^urn:xinqiao:(agency|node):([a-z0-9][a-z0-9-]{0,63})$/;

/** The identity a certificate's subjectAltName names; null unless it is exactly one of our names. */
export function identityOf(subjectAltName: string | undefined): Identity | null {
  const uris = (subjectAltName ?? "").split(", ").filter((name) => name.startsWith("URI:"));
  const match = uris.length === 1 ? URN.exec((uris[0] ?? "").slice(4)) : null;
  return match ? { kind: match[1] as Identity["kind"], id: match[2] ?? "" } : null;
}
