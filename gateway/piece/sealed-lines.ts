/**
 * A piece of a sealed batch: one line a leaf. Every leaf is computed anew from the bytes
 * received; every record is judged again by our own standard. A record that we refuse
 * stays in the tree as a withheld leaf, so that the origin's root still comes out.
 *
 * The trap: a payload that is not canonical would be two things to two readers, so it is
 * refused, although its leaf is what the origin sealed.
 */
import { isUtf8 } from "node:buffer";

import type { Catalog } from "../model/catalog.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import { Refusal } from "../model/refusal.ts";
import type { RecordFields, Report } from "../model/row.ts";
import type { Params } from "../model/text.ts";
import { compileIdentity } from "../seal/identity.ts";
import { compileSerializer } from "../seal/serialize.ts";
import { compileStandard, compileWithdrawal } from "../validate/compile.ts";
import type { TakePiece } from "./csv-rows.ts";
import type { PieceOutput } from "./output.ts";
import { OUTCOME, type SealedPlan } from "./plan.ts";
import { standardOf } from "./row.ts";

const LF = 10;
const SPACE = 32;
const DASH = 45;
const HEX = /^[0-9a-f]+$/;
const SALT_CHARS = 32;
const LEAF_CHARS = 64;

export function compileSealedPiece(plan: SealedPlan, catalog: Catalog, output: PieceOutput): TakePiece {
  const standard = standardOf(catalog, plan.standard);
  const validatePut = compileStandard(standard, catalog);
  const validateWithdrawal = compileWithdrawal(standard, catalog);
  const identify = compileIdentity(standard, plan.item, plan.subjectKey);
  const serializer = compileSerializer([...standard.fields.map((f) => f.name), "asReceived", "withdrawn"]);
  const context = { receivedOn: plan.receivedOn };
  const titles = new Map(standard.fields.map((field) => [field.name, field.title.zh]));
  const { versionField } = standard;
  const noStarts = new Uint32Array(0);

  let found: { code: FindingCode; field: string; params: Params }[] = [];
  const report: Report = (code, field, params) => {
    found.push({ code, field, params: params ?? {} });
  };

  /** The record of a payload, or null when it is not the canonical text of an object. */
  function read(text: string): RecordFields | null {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return null;
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const record = value as RecordFields;
    // Unknown members make the lengths differ, since the serializer leaves them out.
    const again = text.includes("\\") ? serializer.careful(record) : serializer.plain(record);
    return again === text ? record : null;
  }

  function judge(record: RecordFields | null): record is RecordFields {
    found = [];
    if (record === null) {
      report("ROW_FORMAT", "", { detail: "not canonical" });
      return false;
    }
    if ("withdrawn" in record) {
      const { withdrawn, ...rest } = record as RecordFields & { withdrawn: unknown };
      if (withdrawn === true) validateWithdrawal(rest, context, report);
      else report("ROW_FORMAT", "", { detail: "withdrawn" });
    } else validatePut(record, context, report);
    return !found.some(({ code }) => FINDINGS[code].severity === "reject");
  }

  function takeLine(bytes: Buffer, start: number, end: number, number: number): void {
    const payloadAt = start + SALT_CHARS + 1;
    if (bytes[start] === DASH) {
      const leaf = bytes.latin1Slice(start + 2, end);
      if (bytes[start + 1] !== SPACE || leaf.length !== LEAF_CHARS || !HEX.test(leaf)) throw broken(number);
      return output.withheld(number, OUTCOME.withheld, Buffer.from(leaf, "hex").latin1Slice());
    }
    const salt = bytes.latin1Slice(start, start + SALT_CHARS);
    if (payloadAt > end || bytes[payloadAt - 1] !== SPACE || !HEX.test(salt)) throw broken(number);
    const payload = bytes.subarray(payloadAt, end);
    const leaf = output.leafOf(salt, payload);
    // Bytes that are not UTF-8 would be read as U+FFFD, and two different payloads as one.
    const record = isUtf8(payload) ? read(payload.utf8Slice(0, payload.length)) : null;
    const identity = record === null ? null : identify(record);
    if (!judge(record) || identity === null) {
      for (const { code, field, params } of found) {
        output.findings.push({ row: number, column: titles.get(field) ?? "", code, params });
      }
      return output.withheld(number, OUTCOME.refused, leaf);
    }
    let warnings = 0;
    for (const { code } of found) {
      const row: { readonly severity: string; readonly bit?: number } = FINDINGS[code];
      if (row.bit !== undefined) warnings |= 1 << row.bit;
    }
    const own = versionField === undefined ? undefined : record[versionField];
    output.sealedRecord(number, leaf, payload.length, {
      identityText: identity.text,
      subject: identity.subject,
      version: typeof own === "string" ? Date.parse(own) : plan.version,
      withdrawn: "withdrawn" in record,
      warnings,
    });
  }

  return (input, _trustKnown, spare) => {
    output.reuse(spare);
    const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
    let number = 0;
    for (let start = 0; start < bytes.length; number++) {
      const end = bytes.indexOf(LF, start);
      if (end < 0) throw broken(number);
      takeLine(bytes, start, end, number);
      start = end + 1;
    }
    return output.result(number, noStarts, input);
  };
}

function broken(line: number): Refusal {
  return new Refusal("SEAL_INVALID", { detail: `line ${line + 1} of a piece is not a leaf` });
}
