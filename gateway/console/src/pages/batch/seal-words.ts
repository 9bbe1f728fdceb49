/** What the checks of a seal prove, and what a failure of each means. */
import { defineWords } from "../../words.ts";

export const SEAL = defineWords({
  part: { zh: "在浏览器中核验封签", en: "The seal, verified in this browser" },
  lead: {
    zh: "以下每一步都在您的浏览器里用节点给出的原始字节重新计算，不采信服务器的结论。",
    en: "Each step is computed in your browser from the bytes that the node gave; no verdict of the server is believed.",
  },
  verify: { zh: "核验封签", en: "Verify the seal" },
  again: { zh: "重新核验", en: "Verify again" },
  busy: { zh: "正在核验…", en: "Verifying…" },
  good: { zh: "封签有效", en: "The seal holds" },
  bad: { zh: "封签核验未通过", en: "The seal does not hold" },
  partly: { zh: "封签有效，但有一项未能核验", en: "The seal holds; one check could not be made" },
  proves: {
    zh: (node: string, time: string) =>
      `${node}于 ${time} 封签：清单中的每个数字、来文摘要和全部记录的根自那时起一字未改。`,
    en: (node: string, time: string) =>
      `${node} sealed it at ${time}: every figure of the manifest, the digest of the file and the root over all records are unchanged since.`,
  },
  doesNot: {
    zh: "它不证明来文内容属实，只证明节点收下的正是这些。",
    en: "It does not prove that the source was right, only that this is what the node took.",
  },
  failedHint: {
    zh: "请勿采信此批次的内容：先隔离，再与封签节点核对原件。",
    en: "Do not rely on this batch: hold it, and compare with the node that sealed it.",
  },
  fingerprint: {
    zh: "根证书指纹，请与另行取得的核对",
    en: "Fingerprint of the root; compare it with one from elsewhere",
  },
  unknown: { zh: "此浏览器不支持，未核验", en: "Not supported by this browser, not checked" },
  root: { zh: "根证书自签，且可签发证书", en: "The root certificate signed itself and may sign others" },
  registry: {
    zh: "网络登记由根下的登记员签署，一字未改",
    en: "The registry is signed by the root's registrar, unchanged",
  },
  form: { zh: "封签是规定的唯一形式，逐字节相符", en: "The seal has its one form, byte for byte" },
  content: { zh: "清单原文的 SHA-256 与封签中的相符", en: "SHA-256 of the manifest is the one in the seal" },
  certificate: {
    zh: "签署证书：由根签发、当时有效、未吊销、用途和名称合规",
    en: "The signer's certificate: by the root, valid then, not revoked, of the right use and name",
  },
  signature: { zh: "RSA-3072 签名与证书的公钥相符", en: "The RSA-3072 signature fits the certificate's key" },
  manifest: {
    zh: "清单合规：签署者、时间、计数一致",
    en: "The manifest agrees with signer, time and counts",
  },
  tree: {
    zh: "由各块的根算出的总根与清单中的相符",
    en: "The root computed from the blocks is the manifest's",
  },
  receipts: {
    zh: "各节点回执的签名与所报的根相符",
    en: "Every node's receipt is signed, and names the same root",
  },
});
