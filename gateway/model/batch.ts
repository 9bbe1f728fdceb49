/**
 * The documents that nodes exchange about a batch. Each travels as canonical JSON
 * (RFC 8785); what is signed is that exact text. Normative description: contracts/PROTOCOL.md.
 */

/** What the origin seals: one CMS signature over this text vouches for every record of the batch. */
export interface Manifest {
  readonly format: "xinqiao.manifest/1";
  readonly batch: string;
  /** The node that sealed. */
  readonly origin: string;
  /** Number of this batch among those the origin sealed for this item: 1, 2, 3 … */
  readonly sequence: number;
  /** SHA-256 (hex) of the origin's previous manifest of this item; "" for the first. */
  readonly previous: string;
  readonly sender: string;
  readonly adapter: string;
  readonly adapterDigest: string;
  readonly item: string;
  readonly standard: string;
  readonly catalog: string;
  readonly file: { readonly bytes: number; readonly sha256: string };
  readonly rows: number;
  readonly records: number;
  readonly rejected: number;
  readonly duplicates: number;
  /** RFC 6962 root over the leaves, hex. */
  readonly root: string;
  /** Milliseconds; orders versions of one record. A record with a source time of its own uses that instead. */
  readonly version: string;
  readonly receivedAt: string;
  readonly sealedAt: string;
}

/** A decision of routing, told to the sender: also "not handed on" is an answer. */
export interface RouteLine {
  readonly to: string;
  readonly decision: "forward" | "not-forwarded";
  readonly reason?: "COLLECTED_ABOVE" | "RISES_NO_FURTHER" | "NOTHING_NEW";
}

export interface Receipt {
  readonly format: "xinqiao.receipt/1";
  /** "batch": to the agency that sent a file; "transfer": to the node that handed a sealed batch on. */
  readonly kind: "batch" | "transfer";
  readonly node: string;
  readonly batch: string;
  readonly origin: string;
  readonly sender: string;
  readonly adapter: string;
  readonly item: string;
  readonly file: { readonly bytes: number; readonly sha256: string };
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly warnings: number;
  /** The root this node computed itself, hex. */
  readonly root: string;
  /** SHA-256 of the manifest text, hex. */
  readonly manifest: string;
  /** The findings list (NDJSON, one canonical line a finding) that belongs to this receipt. */
  readonly findings: { readonly count: number; readonly sha256: string };
  readonly unknownColumns: readonly string[];
  readonly routes: readonly RouteLine[];
  readonly receivedAt: string;
  readonly at: string;
}

/** A text and the Ed25519 signature over it. `key` is the id of the signing key in the network registry. */
export interface Signed {
  readonly text: string;
  readonly key: string;
  readonly signature: string;
}
