/**
 * What is made of a batch when it is asked for: seal file, receipt file, what a browser verifies the seal with. Each
 * file verifies before it is given (evidence.ts). The trap: a receipt whose key is registered no more is given all the
 * same, to be seen not to verify.
 */
import { buildReceiptFile, buildSealFile } from "../../evidence.ts";
import type { FindingCode } from "../../model/findings.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Params } from "../../model/text.ts";
import { digestFindings } from "../../receipt/findings.ts";
import { signedRow } from "../../receipts.ts";
import type { Site } from "../../site.ts";
import { type Batch, findingsPage, receiptsOf } from "../../store/batch-rows.ts";
import type { JsonAnswer } from "../admit.ts";

const PAGE = 5000;

/** Everything that the browser needs, and no verdict. */
export async function sealMaterial(site: Site, batch: Batch): Promise<JsonAnswer<"getBatchSeal">> {
  const { network, networkProof } = site.registers();
  const { root, signature, text } = networkProof;
  const receipts = [];
  for (const row of await receiptsOf(site.db, batch.batchSeq)) {
    try {
      const signed = signedRow(network, row);
      receipts.push({ text: signed.text, key: signed.key, signature: signed.signature });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Of a key that is registered no more: the browser is to see that it does not verify.
      receipts.push({ text: row.body, key: "", signature: row.signature });
    }
  }
  return {
    manifest: batch.manifest,
    seal: batch.seal.toString("base64"),
    blockRoots: batch.blockRoots.toString("base64"),
    leaves: batch.leaves,
    receipts,
    network: { root, signature, text },
    now: site.clock().toISOString(),
  };
}

export function sealFile(site: Site, { manifest, seal }: Batch): string {
  return buildSealFile(manifest, seal, site.registers().networkProof);
}

/** This node's receipt with its findings list and the registry, in one text. */
export async function receiptFile(site: Site, batch: Batch): Promise<string> {
  const { network, networkProof } = site.registers();
  const own = (await receiptsOf(site.db, batch.batchSeq)).find(({ node }) => node === site.config.node);
  if (!own) throw new Refusal("NOT_FOUND");
  const digest = digestFindings();
  const lines: string[] = [];
  for (let after = -1; ; ) {
    const page = await findingsPage(site.db, batch.batchSeq, after, PAGE);
    for (const { rowNumber, columnTitle, code, params } of page) {
      const said = { code: code as FindingCode, params: JSON.parse(params) as Params };
      lines.push(digest.add({ row: rowNumber, column: columnTitle, ...said }));
    }
    after = page.at(-1)?.number ?? after;
    if (page.length < PAGE) break;
  }
  return buildReceiptFile(signedRow(network, own), lines.join(""), networkProof);
}
