/**
 * A piece of a sealed batch: one line a leaf. Every leaf is computed anew from the bytes
 * received; every record is judged again by our own standard. A record that we refuse
 * stays in the tree as a withheld leaf, so that the origin's root still comes out.
 *
 * The trap: a payload that is not canonical would be two things to two readers, so it is
 * refused, although its leaf is what the origin sealed.
 */
import { isUtf8 } from "node:buffer";

import { decodeStrictly } from "../decode/charset.ts";
import type { Catalog } from "../model/catalog.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import { Refusal } from "../model/refusal.ts";
import type { RecordFields, Report } from "../model/row.ts";
import type { Params } from "../model/text.ts";
import { compileIdentity } from "../seal/identity.ts";
import { compileParser } from "../seal/parse.ts";
import { compileStandard, compileWithdrawal } from "../validate/compile.ts";
import type { TakePiece } from "./csv-rows.ts";
import type { PieceOutput } from "./output.ts";
import { OUTCOME, type SealedPlan } from "./plan.ts";
import { standardOf } from "./row.ts";

const LF = 10;
const SPACE = 32;
const DASH = 45;
/** What no canonical text has, but for the line feed between two lines. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const HEX = /^[0-9a-f]+$/;
const SALT_CHARS = 32;
const LEAF_CHARS = 64;
/** Lines decoded as one text. */
const AT_ONCE = 64;

export function compileSealedPiece(plan: SealedPlan, catalog: Catalog, output: PieceOutput): TakePiece {
  const standard = standardOf(catalog, plan.standard);
  const validatePut = compileStandard(standard, catalog, true);
  const validateWithdrawal = compileWithdrawal(standard, catalog);
  const identify = compileIdentity(standard, plan.item, plan.subjectKey);
  const parser = compileParser([...standard.fields.map((f) => f.name), "asReceived", "withdrawn"]);
  const context = { receivedOn: plan.receivedOn };
  const titles = new Map(standard.fields.map((field) => [field.name, field.title.zh]));
  const { versionField } = standard;
  const noStarts = new Uint32Array(0);

  let found: { code: FindingCode; field: string; params: Params }[] = [];
  const report: Report = (code, field, params) => {
    found.push({ code, field, params: params ?? {} });
  };

  function judge(record: RecordFields | null): record is RecordFields {
    found = [];
    if (record === null) {
      report("ROW_FORMAT", "", { detail: "not canonical" });
      return false;
    }
    if (record["withdrawn"] !== undefined) {
      const { withdrawn, ...rest } = record as RecordFields & { withdrawn: unknown };
      if (withdrawn === true) validateWithdrawal(rest, context, report);
      else report("ROW_FORMAT", "", { detail: "withdrawn" });
    } else validatePut(record, context, report);
    return !found.some(({ code }) => FINDINGS[code].severity === "reject");
  }

  /** Line `number`, from `start` to `end`; `read` is asked for the record after the leaf has been computed. */
  function takeLine(
    bytes: Buffer,
    start: number,
    end: number,
    number: number,
    read: (payload: Buffer) => RecordFields | null,
  ): void {
    const payloadAt = start + SALT_CHARS + 1;
    if (bytes[start] === DASH) {
      const leaf = bytes.latin1Slice(start + 2, end);
      if (bytes[start + 1] !== SPACE || leaf.length !== LEAF_CHARS || !HEX.test(leaf)) throw broken(number);
      return output.withheld(number, OUTCOME.withheld, Buffer.from(leaf, "hex").latin1Slice());
    }
    if (payloadAt > end || bytes[payloadAt - 1] !== SPACE || !isHex(bytes, start, payloadAt - 1))
      throw broken(number);
    const payload = bytes.subarray(payloadAt, end);
    const leaf = output.leafOf(bytes.latin1Slice(start, start + SALT_CHARS), payload);
    const record = read(payload);
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
      withdrawn: record["withdrawn"] !== undefined,
      warnings,
    });
  }

  /** Bytes that are not UTF-8 would be read as U+FFFD, and two different payloads as one. */
  function readAlone(payload: Buffer): RecordFields | null {
    return isUtf8(payload) ? parser.careful(payload.utf8Slice(0, payload.length)) : null;
  }

  /** Lines `first` to `last` of those that begin at `starts`, decoded as one text. */
  function takeLines(bytes: Buffer, starts: readonly number[], first: number, last: number): void {
    const text = decodeStrictly(bytes.subarray(starts[first], starts[last]), "utf-8");
    if (text === null || CONTROL.test(text)) {
      for (let number = first; number < last; number++)
        takeLine(bytes, starts[number] as number, (starts[number + 1] as number) - 1, number, readAlone);
      return;
    }
    let from = 0;
    let to = 0;
    let backslash = text.indexOf("\\");
    const readHere = (): RecordFields | null => {
      const payloadAt = from + SALT_CHARS + 1;
      if (backslash >= 0 && backslash < from) backslash = text.indexOf("\\", from);
      return backslash < 0 || backslash > to
        ? parser.plain(text, payloadAt, to)
        : parser.careful(text.slice(payloadAt, to));
    };
    for (let number = first; number < last; number++) {
      to = text.indexOf("\n", from);
      takeLine(bytes, starts[number] as number, (starts[number + 1] as number) - 1, number, readHere);
      from = to + 1;
    }
  }

  return (input, _trustKnown, spare) => {
    output.reuse(spare);
    const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
    const starts = [0];
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, end + 1)) starts.push(end + 1);
    const lines = starts.length - 1;
    if (starts[lines] !== bytes.length) throw broken(lines);
    for (let first = 0; first < lines; first += AT_ONCE)
      takeLines(bytes, starts, first, Math.min(first + AT_ONCE, lines));
    return output.result(lines, noStarts, input);
  };
}

/** Lower-case hexadecimal digits only. */
function isHex(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = bytes[i] as number;
    if (!((c >= 48 && c <= 57) || (c >= 97 && c <= 102))) return false;
  }
  return true;
}

function broken(line: number): Refusal {
  return new Refusal("SEAL_INVALID", { detail: `line ${line + 1} of a piece is not a leaf` });
}
