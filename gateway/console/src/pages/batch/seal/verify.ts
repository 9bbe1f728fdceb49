/**
 * Verifies a batch's seal where the operator sits: everything is computed here, from the bytes that the node gave,
 * and each check says what it found. The trap: a root certificate that comes with the seal proves nothing by itself;
 * its fingerprint is shown, to be compared with one from elsewhere.
 */
import {
  type Certificate,
  checkSigner,
  fingerprintOf,
  fromPem,
  readCertificate,
  rootFault,
  serialOf,
} from "./certificate.ts";
import { type Cms, isSigned, readCms } from "./cms.ts";
import { type Bytes, equal, fromBase64, hexOf, join } from "./der.ts";
import { rootOfBlocks } from "./tree.ts";

export interface Material {
  readonly manifest: string;
  readonly seal: string;
  readonly blockRoots: string;
  readonly leaves: number;
  readonly receipts: readonly { readonly text: string; readonly key: string; readonly signature: string }[];
  readonly network: { readonly root: string; readonly signature: string; readonly text: string };
  readonly now: string;
}

/** In the order in which they are made; each rests on those before it. */
export const CHECKS = [
  "root",
  "registry",
  "form",
  "content",
  "certificate",
  "signature",
  "manifest",
  "tree",
  "receipts",
] as const;
export type CheckName = (typeof CHECKS)[number];

export interface Check {
  readonly check: CheckName;
  readonly state: "good" | "bad" | "unknown";
  /** A word of PROTOCOL.md 3.3, or what was compared. */
  readonly detail: string;
}

export interface Verdict {
  readonly good: boolean;
  readonly checks: readonly Check[];
  readonly fingerprint: string;
  readonly signer: string;
  readonly serial: string;
  readonly signedAt: string;
  readonly computedRoot: string;
}

interface Manifest {
  readonly origin: string;
  readonly batch: string;
  readonly root: string;
  readonly records: number;
  readonly rows: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly sealedAt: string;
}

interface Network {
  readonly nodes: readonly {
    readonly id: string;
    readonly receiptKeys: readonly { readonly id: string; readonly publicKey: string }[];
  }[];
  readonly revoked?: readonly string[];
}

const RECEIPT = "xinqiao.receipt/1\n";
const utf8 = new TextEncoder();

/** Every check is made, also after one that failed, as far as it can be. */
export async function verifySeal(material: Material): Promise<Verdict> {
  const checks: Check[] = [];
  const told = { fingerprint: "", signer: "", serial: "", signedAt: "", computedRoot: "" };
  const run = async (check: CheckName, work: () => Promise<string>): Promise<void> => {
    try {
      checks.push({ check, state: "good", detail: await work() });
    } catch (error) {
      const state = error instanceof Unknown ? "unknown" : "bad";
      checks.push({ check, state, detail: error instanceof Error ? error.message : String(error) });
    }
  };
  const found: { root?: Certificate; network?: Network; cms?: Cms; manifest?: Manifest } = {};
  const now = new Date(material.now);

  await run("root", async () => {
    const root = readCertificate(fromPem(material.network.root));
    demand(await rootFault(root));
    found.root = root;
    return (told.fingerprint = await fingerprintOf(root));
  });
  await run("registry", async () => {
    const cms = await readCms(fromBase64(material.network.signature));
    demand(cms.isOneForm ? null : "form");
    demand(equal(cms.digest, await digest(utf8.encode(material.network.text))) ? null : "content");
    const trust = { root: need(found.root), now, revoked: [] };
    demand((await checkSigner("network", cms.certificate, cms.signedAt, trust)).fault);
    demand((await isSigned(cms)) ? null : "signature");
    found.network = JSON.parse(material.network.text) as Network;
    return found.network.nodes.map(({ id }) => id).join(" ");
  });
  await run("form", async () => {
    const cms = (found.cms = await readCms(fromBase64(material.seal)));
    demand(cms.isOneForm ? null : "form");
    told.serial = serialOf(cms.certificate);
    return (told.signedAt = cms.signedAt.toISOString());
  });
  await run("content", async () => {
    const own = await digest(utf8.encode(material.manifest));
    demand(equal(need(found.cms).digest, own) ? null : "content");
    return hexOf(own);
  });
  await run("certificate", async () => {
    const { certificate, signedAt } = need(found.cms);
    const trust = { root: need(found.root), now, revoked: need(found.network).revoked ?? [] };
    const { fault, holder } = await checkSigner("node-seal", certificate, signedAt, trust);
    told.signer = holder;
    demand(fault);
    return holder;
  });
  await run("signature", async () => {
    demand((await isSigned(need(found.cms))) ? null : "signature");
    return told.signer;
  });
  await run("manifest", async () => {
    const manifest = (found.manifest = JSON.parse(material.manifest) as Manifest);
    demand(canonical(manifest) === material.manifest ? null : "manifest");
    demand(manifest.origin === told.signer ? null : "signer");
    const second = Math.floor(Date.parse(manifest.sealedAt) / 1000) * 1000;
    demand(second === need(found.cms).signedAt.getTime() ? null : "sealed-at");
    const { records, rejected, duplicates, rows } = manifest;
    demand(records + rejected + duplicates === rows ? null : "manifest-counts");
    return `${records} + ${rejected} + ${duplicates} = ${rows}`;
  });
  await run("tree", async () => {
    const { root, records } = need(found.manifest);
    told.computedRoot = hexOf(await rootOfBlocks(fromBase64(material.blockRoots), material.leaves));
    demand(material.leaves === records ? null : "leaves");
    demand(told.computedRoot === root ? null : "root");
    return told.computedRoot;
  });
  await run("receipts", async () => await checkReceipts(material, need(found.network), need(found.manifest)));
  return { good: checks.every(({ state }) => state === "good"), checks, ...told };
}

async function checkReceipts(
  { receipts, manifest }: Material,
  network: Network,
  { root, batch }: Manifest,
): Promise<string> {
  const digestOfManifest = hexOf(await digest(utf8.encode(manifest)));
  const nodes: string[] = [];
  for (const { text, key, signature } of receipts) {
    const receipt = JSON.parse(text) as { node: string; root: string; manifest: string; batch: string };
    const registered = network.nodes
      .find(({ id }) => id === receipt.node)
      ?.receiptKeys.find(({ id }) => id === key);
    demand(registered ? null : `key ${receipt.node}`);
    const good = await ed25519(
      fromBase64(registered?.publicKey ?? ""),
      fromBase64(signature),
      utf8.encode(RECEIPT + text),
    );
    demand(good ? null : `signature ${receipt.node}`);
    const isOfThis =
      receipt.root === root && receipt.manifest === digestOfManifest && receipt.batch === batch;
    demand(isOfThis ? null : `root ${receipt.node}`);
    nodes.push(receipt.node);
  }
  return nodes.join(" ");
}

async function ed25519(key: Bytes, signature: Bytes, over: Bytes): Promise<boolean> {
  let imported: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
  try {
    imported = await crypto.subtle.importKey("spki", key, "Ed25519", false, ["verify"]);
  } catch (error) {
    // Browsers of before 2025 do not know this kind of key: not checked is not the same as wrong.
    if (error instanceof DOMException && error.name === "NotSupportedError") throw new Unknown("Ed25519");
    throw error;
  }
  return await crypto.subtle.verify("Ed25519", imported, signature, over);
}

/** SHA-256 of leaf: of a record's salt and text. */
export async function leafHash(salt: Bytes, payload: string): Promise<Bytes> {
  return await digest(join(Uint8Array.of(0), salt, utf8.encode(payload)));
}

async function digest(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** RFC 8785, for what a manifest holds: texts, whole numbers, objects of them. */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(",")}}`;
}

class Unknown extends Error {}

function demand(fault: string | null): void {
  if (fault !== null) throw new Error(fault);
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("before");
  return value;
}
