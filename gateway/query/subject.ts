/**
 * Whom a query is about, as the key under which records stand: the rule by which a record names its
 * subject, applied to the one identifier that was given. The trap: a number that cannot be right is
 * refused instead of finding nothing, or a slip of the pen would read as a clean sheet.
 */
import type { Standard } from "../model/catalog.ts";
import { fromLegacyResidentId, isBusinessRegNo, isResidentId, isUscc } from "../model/identifier.ts";
import { Refusal } from "../model/refusal.ts";
import type { RecordFields } from "../model/row.ts";
import { comparable, compileSubject } from "../seal/identity.ts";

/** One of these, as contracts/exchange/queries.yaml says. */
export type Subject =
  | { readonly uscc: string }
  | { readonly certType: string; readonly certNo: string }
  | { readonly businessRegNo: string }
  | { readonly name: string }
  | { readonly key: string };

const KEY = /^(?:[0-9A-Z]{18}|[pn]:[A-Za-z0-9_-]{22}|r:[0-9A-Z]{1,50})$/;
const RESIDENT = "身份证";

/** Every way in which a standard can name a subject, under the names of the query. */
const ALL = {
  identity: [],
  fields: [],
  subject: {
    uscc: "uscc",
    businessRegNo: "businessRegNo",
    certType: "certType",
    certNo: "certNo",
    name: "name",
  },
} as unknown as Standard;

/** Refuses with SUBJECT_INVALID, naming the member and never its value. */
export function compileSubjectKey(subjectKey: Uint8Array): (subject: Subject) => string {
  const nameOf = compileSubject(ALL, subjectKey);
  return (subject) => {
    if ("key" in subject) {
      if (!KEY.test(subject.key)) throw invalid("key");
      return subject.key;
    }
    const given = normal(subject);
    const key = nameOf(given as RecordFields);
    if (key === null) throw invalid("subject");
    return key;
  };
}

function normal(subject: Exclude<Subject, { key: string }>): Readonly<Record<string, string>> {
  if ("uscc" in subject) {
    const uscc = comparable(subject.uscc);
    if (!isUscc(uscc)) throw invalid("uscc");
    return { uscc };
  }
  if ("businessRegNo" in subject) {
    const businessRegNo = comparable(subject.businessRegNo);
    if (!isBusinessRegNo(businessRegNo)) throw invalid("businessRegNo");
    return { businessRegNo };
  }
  if ("certNo" in subject) {
    const number = comparable(subject.certNo);
    if (subject.certType === RESIDENT && !isResidentId(fromLegacyResidentId(number) ?? number))
      throw invalid("certNo");
    if (number === "") throw invalid("certNo");
    return { certType: subject.certType, certNo: number };
  }
  if (comparable(subject.name) === "") throw invalid("name");
  return { name: subject.name };
}

function invalid(detail: string): Refusal {
  return new Refusal("SUBJECT_INVALID", { detail });
}
