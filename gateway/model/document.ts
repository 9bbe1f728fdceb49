/**
 * The shapes of the documents that nodes sign, and how to read one strictly: the
 * text must be canonical, and have exactly the members of its shape. A shape is the
 * subset of JSON Schema that contracts/*.schema.json is written in; a test there
 * keeps both equal.
 */
import { parseCanonical } from "./canonical.ts";

export type Shape =
  | {
      readonly type: "string" | readonly ["string", "null"];
      readonly pattern?: string;
      readonly const?: string;
      readonly enum?: readonly string[];
    }
  | { readonly type: "integer"; readonly minimum: number }
  | { readonly type: "boolean" }
  | { readonly type: "array"; readonly items: Shape }
  | {
      readonly type: "object";
      readonly properties: Readonly<Record<string, Shape>>;
      readonly required: readonly string[];
      readonly additionalProperties: false;
    };

/** Read a canonical text of a shape. Throws a TypeError or SyntaxError that says where it does not fit, never with a value. */
export function readDocument(text: string, shape: Shape): unknown {
  const value = parseCanonical(text);
  const misfit = findMisfit(shape, value, "");
  if (misfit !== null) throw new TypeError(`does not fit its form at ${misfit || "/"}`);
  return value;
}

/** A shape whose members are all required, unless named in `optional`. */
export function object(properties: Readonly<Record<string, Shape>>, optional: readonly string[] = []): Shape {
  return {
    type: "object",
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

export function list(items: Shape): Shape {
  return { type: "array", items };
}

export const STRING: Shape = { type: "string" };
export const COUNT: Shape = { type: "integer", minimum: 0 };
export const BOOLEAN: Shape = { type: "boolean" };
export const DIGEST: Shape = { type: "string", pattern: "^[0-9a-f]{64}$" };
export const UUID: Shape = {
  type: "string",
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
};
export const TIME: Shape = {
  type: "string",
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$",
};
export const BASE64: Shape = {
  type: "string",
  pattern: "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$",
};
export const NODE: Shape = { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,63}$" };

const FILE = object({ bytes: COUNT, sha256: DIGEST });

export const SIGNED = object({ key: STRING, signature: BASE64, text: STRING });

export const MANIFEST = object({
  format: { type: "string", const: "xinqiao.manifest/1" },
  batch: UUID,
  origin: NODE,
  sequence: { type: "integer", minimum: 1 },
  previous: { type: "string", pattern: "^(?:[0-9a-f]{64})?$" },
  sender: STRING,
  adapter: STRING,
  adapterDigest: DIGEST,
  item: STRING,
  standard: STRING,
  catalog: STRING,
  file: FILE,
  rows: COUNT,
  records: COUNT,
  rejected: COUNT,
  duplicates: COUNT,
  root: DIGEST,
  version: { type: "string", pattern: "^(?:0|[1-9][0-9]{0,15})$" },
  receivedAt: TIME,
  sealedAt: TIME,
});

export const RECEIPT = object({
  format: { type: "string", const: "xinqiao.receipt/1" },
  kind: { type: "string", enum: ["batch", "transfer"] },
  node: NODE,
  batch: UUID,
  origin: NODE,
  sender: STRING,
  adapter: STRING,
  item: STRING,
  file: FILE,
  rows: COUNT,
  accepted: COUNT,
  rejected: COUNT,
  duplicates: COUNT,
  warnings: COUNT,
  root: DIGEST,
  manifest: DIGEST,
  findings: object({ count: COUNT, sha256: DIGEST }),
  unknownColumns: list(STRING),
  routes: list(
    object(
      {
        to: NODE,
        decision: { type: "string", enum: ["forward", "not-forwarded"] },
        reason: { type: "string", enum: ["COLLECTED_ABOVE", "RISES_NO_FURTHER", "NOTHING_NEW"] },
      },
      ["reason"],
    ),
  ),
  receivedAt: TIME,
  at: TIME,
});

const NODE_OR_NONE: Shape = { type: ["string", "null"], pattern: "^[a-z0-9][a-z0-9-]{0,63}$" };

export const KEY = object({ id: STRING, publicKey: BASE64 });

export const NETWORK = object(
  {
    format: { type: "string", const: "xinqiao.network/1" },
    number: { type: "integer", minimum: 1 },
    nodes: list(
      object({ id: NODE, parent: NODE_OR_NONE, url: STRING, receiptKeys: list(KEY), logKeys: list(KEY) }),
    ),
    agencies: list(object({ id: NODE, node: NODE })),
    revoked: list({ type: "string", pattern: "^[0-9A-F]{2,40}$" }),
  },
  ["number", "revoked"],
);

/** The registry as it travels in a file: its exact text, the signature over it and the root it is trusted by. */
const NETWORK_PROOF = object({ root: STRING, signature: BASE64, text: STRING });

export const EVIDENCE = object({
  format: { type: "string", const: "xinqiao.evidence/1" },
  record: object({ id: UUID, identity: STRING }),
  leaf: object({
    index: COUNT,
    path: list(DIGEST),
    payload: STRING,
    salt: { type: "string", pattern: "^[0-9a-f]{32}$" },
  }),
  manifest: STRING,
  seal: BASE64,
  receipts: list(SIGNED),
  log: object({ checkpoint: STRING, entry: STRING, index: COUNT, path: list(DIGEST) }),
  network: NETWORK_PROOF,
  issuer: object({ at: TIME, key: STRING, node: NODE }),
  signature: BASE64,
});

export const RECEIPT_FILE = object({
  format: { type: "string", const: "xinqiao.receipt-file/1" },
  receipt: SIGNED,
  findings: STRING,
  network: NETWORK_PROOF,
});

/** The signed answer to a file that was refused whole; `params` is canonical JSON of the code's parameters. */
export const REFUSAL_DOCUMENT = object({
  format: { type: "string", const: "xinqiao.refusal/1" },
  node: NODE,
  intake: UUID,
  sender: STRING,
  adapter: STRING,
  file: FILE,
  code: STRING,
  params: STRING,
  receivedAt: TIME,
  at: TIME,
});

export const REFUSAL_FILE = object({
  format: { type: "string", const: "xinqiao.refusal-file/1" },
  refusal: SIGNED,
  network: NETWORK_PROOF,
});

export const SEAL_FILE = object({
  format: { type: "string", const: "xinqiao.seal-file/1" },
  manifest: STRING,
  seal: BASE64,
  network: NETWORK_PROOF,
});

function findMisfit(shape: Shape, value: unknown, at: string): string | null {
  switch (shape.type) {
    case "integer":
      return typeof value === "number" && value >= shape.minimum ? null : at;
    case "boolean":
      return typeof value === "boolean" ? null : at;
    case "array":
      if (!Array.isArray(value)) return at;
      return first(value.map((member, index) => findMisfit(shape.items, member, `${at}/${index}`)));
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return at;
      const members = value as Record<string, unknown>;
      const missing = shape.required.find((name) => !Object.hasOwn(members, name));
      if (missing !== undefined) return `${at}/${missing}`;
      // A name that the shape does not have may be anything a sender chose: it is not repeated.
      if (Object.keys(members).some((name) => !Object.hasOwn(shape.properties, name))) return `${at}/*`;
      return first(
        Object.entries(members).map(([name, member]) => {
          const of = shape.properties[name];
          return of ? findMisfit(of, member, `${at}/${name}`) : at;
        }),
      );
    }
    default:
      if (value === null) return shape.type === "string" ? at : null;
      return typeof value === "string" && fitsString(shape, value) ? null : at;
  }
}

function fitsString(shape: Extract<Shape, { const?: string }>, value: string): boolean {
  if (shape.const !== undefined && value !== shape.const) return false;
  if (shape.enum && !shape.enum.includes(value)) return false;
  return shape.pattern === undefined || new RegExp(shape.pattern, "u").test(value);
}

function first(misfits: readonly (string | null)[]): string | null {
  return misfits.find((misfit) => misfit !== null) ?? null;
}
