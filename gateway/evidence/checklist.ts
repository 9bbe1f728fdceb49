/**
 * What is checked in a file, with the words for it, and how the checks went. A check
 * that throws has failed: nothing that could not be followed to its end counts as good.
 */

import { Refusal } from "../model/refusal.ts";
import type { Text } from "../model/text.ts";

export const CHECKS = {
  form: {
    zh: "文件为规范形式，一字不多、一字不少",
    en: "The file is in canonical form, no character more or less",
  },
  root: { zh: "根证书可信", en: "The root certificate is trusted" },
  registry: {
    zh: "节点登记表由根证书认可的登记者签署",
    en: "The network registry is signed under the root certificate",
  },
  issuer: {
    zh: "证据由所称节点签发，签发后未改动",
    en: "The evidence was issued by the node it names and not changed since",
  },
  seal: { zh: "批次封签有效，由来源节点签署", en: "The seal of the batch is valid and made by its origin" },
  record: { zh: "记录原文在封签之下", en: "The record, word for word, is under the seal" },
  identity: { zh: "记录编号与记录内容一致", en: "The record's id belongs to its content" },
  receipt: { zh: "回执有效，与本批次一致", en: "The receipt is valid and about this batch" },
  refusal: { zh: "拒收文书有效，由所称节点签署", en: "The refusal is valid and signed by the node it names" },
  findings: { zh: "问题清单与回执一致", en: "The list of findings is the one the receipt names" },
  log: { zh: "交换日志记有本批次", en: "The exchange log has the entry of this batch" },
  checkpoint: { zh: "日志检查点由该节点签署", en: "The checkpoint of the log is signed by its node" },
  cosignature: { zh: "相邻节点的副署有效", en: "The neighbour's cosignature is valid" },
} as const satisfies Record<string, Text>;

export type CheckId = keyof typeof CHECKS;

export interface Check extends Text {
  readonly id: CheckId;
  readonly ok: boolean;
  /** Which node or key it is about, or why it failed. */
  readonly detail?: string;
}

export interface Checklist {
  readonly checks: readonly Check[];
  readonly ok: boolean;
  /** Run one check; its result, or undefined when it failed. `about` is shown with it. */
  run<T>(id: CheckId, about: string, check: () => T): T | undefined;
}

/** Thrown by a check that says no for a reason of its own. */
export function fail(reason: string): never {
  throw new Failure(reason);
}

/** `hasty`: nothing more is checked after the first failure, for who only wants yes or no. */
export function createChecklist(hasty = false): Checklist {
  const checks: Check[] = [];
  return {
    checks,
    get ok() {
      return checks.length > 0 && checks.every(({ ok }) => ok);
    },
    run(id, about, check) {
      if (hasty && checks.some(({ ok }) => !ok)) return undefined;
      try {
        const result = check();
        checks.push({ id, ok: true, ...CHECKS[id], ...(about ? { detail: about } : {}) });
        return result;
      } catch (error) {
        const detail = [about, reasonOf(error)].filter(Boolean).join(": ");
        checks.push({ id, ok: false, ...CHECKS[id], detail });
        return undefined;
      }
    },
  };
}

class Failure extends Error {}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return `${error.code} ${error.params["detail"] ?? ""}`.trim();
  // Other messages come from parsers and may repeat what they read; a check's own reason does not.
  return error instanceof Failure ? error.message : "unreadable";
}
