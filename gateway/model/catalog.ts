/**
 * The catalog as the program sees it: what may be exchanged, loaded from the
 * folder catalog/ by gateway/catalog. Plain data, safe to hand to a worker thread.
 */
import type { Text } from "./text.ts";

export type Tier = "national" | "provincial" | "municipal";

/** A node of the tree. `id` is the GB/T 2260 code of its territory, "100000" for the nation. */
export interface Node {
  readonly id: string;
  readonly tier: Tier;
  readonly name: Text;
  readonly parent: string | null;
  /** Set for a withdrawn node (Laiwu 371200): traffic named for it goes to `routedTo`. */
  readonly withdrawn?: { readonly on: string; readonly routedTo: string; readonly source: string };
}

export interface Agency {
  readonly id: string;
  readonly name: Text;
  /** Unified social credit code, invented in the sandbox. */
  readonly uscc?: string;
  /** The node this agency sends to, and asks. */
  readonly node: string;
  /** It asks, follows and takes copies, and has nothing to send: a credit bureau. No adapter may be its own. */
  readonly receivesOnly?: true;
}

export interface Category {
  readonly id: string;
  readonly name: Text;
  readonly source: string;
  readonly unverified?: boolean;
}

/** One code of a code set, with the spellings seen in the field. */
export interface Code {
  readonly code: string;
  readonly label: Text;
  readonly aliases?: readonly string[];
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly replacedBy?: string;
}

export interface CodeSet {
  readonly id: string;
  readonly title: Text;
  readonly source: string;
  readonly unverified?: boolean;
  readonly codes: readonly Code[];
  /** A value may be `<prefix>free text`, e.g. "其他-"; kept as received. */
  readonly openPrefix?: string;
}

export interface LegalBasis {
  readonly type: "law" | "regulation" | "rule" | "central-document" | "local-regulation" | "standard";
  readonly name: string;
  readonly article?: string;
  readonly effectiveFrom?: string;
  readonly repealedOn?: string;
  readonly unverified?: boolean;
}

/** A directory item: what may be exchanged, on what basis, how far it rises. */
export interface Item {
  /** Pinyin initials, as directories in the field name them: XZCF, XZXK … */
  readonly id: string;
  readonly title: Text;
  readonly category: string;
  readonly description: Text;
  readonly standard: string;
  readonly legalBasis: readonly LegalBasis[];
  readonly responsibleUnit: Text;
  readonly subjects: readonly ("legalEntity" | "naturalPerson" | "soleTrader")[];
  /** Who collects it at the source: a lower node never sends up what a higher one collects itself. */
  readonly collectedAt: Tier;
  /** How far up it is handed. */
  readonly risesTo: Tier;
  readonly openness: "public" | "govShared" | "authorizedOnly";
  readonly sharing: "unconditional" | "conditional" | "notShared";
  readonly updateCycle:
    | "realtime"
    | "daily"
    | "weekly"
    | "monthly"
    | "quarterly"
    | "halfyearly"
    | "yearly"
    | "onchange";
  readonly negative: boolean;
  /** Publication rule by severity (Order 36, 2026-04-01), months. */
  readonly publication?: {
    readonly severity: "minor" | "general" | "serious" | "byRecord";
    readonly minMonths?: number;
    readonly maxMonths?: number;
    readonly startsAt: string;
    /** Field that ends it before its term: a removal, or the end that was decided. */
    readonly endsAt?: string;
    readonly source: string;
  };
  readonly reportWithin?: { readonly workingDays: number; readonly from: string; readonly source: string };
  readonly retention: { readonly years: number | null; readonly note: Text };
  readonly status: "ACTIVE" | "PROHIBITED" | "WITHDRAWN" | "RESTRICTED" | "REASSIGNED";
  readonly statusReason?: Text;
  readonly version: string;
  /** Nodes, besides a node's parent, that are asked when somebody queries this item elsewhere. */
  readonly queryAt?: readonly string[];
  readonly unverified?: readonly string[];
}

/** A JSON Schema 2020-12 document with our annotations; see contracts/data-standard.schema.json. */
export interface Standard {
  /** "administrative-penalty@1" */
  readonly id: string;
  readonly title: Text;
  /** Fields whose normalised values make the record's identity, in order; the subject comes first of itself. */
  readonly identity: readonly string[];
  /** How the subject of a record is found. */
  readonly subject: SubjectFields;
  /** The field that holds the source's own time of change, if the standard has one. */
  readonly versionField?: string;
  readonly fields: readonly Field[];
  readonly schema: Readonly<Record<string, unknown>>;
  readonly rules: readonly Rule[];
}

export interface SubjectFields {
  readonly kind?: string;
  /** Absent where a standard is about natural persons only; then certNo is there. */
  readonly uscc?: string;
  readonly businessRegNo?: string;
  readonly certType?: string;
  readonly certNo?: string;
  readonly name: string;
}

export interface Field {
  readonly name: string;
  /** Original column code, e.g. CF_XDR_MC. */
  readonly code?: string;
  readonly title: Text;
  readonly aliases: readonly string[];
  readonly type: "string" | "date" | "datetime" | "decimal" | "integer" | "code" | "codes";
  readonly format?: string;
  readonly codeSet?: string;
  readonly maxLength?: number;
  readonly unit?: string;
  readonly sensitivity: "open" | "shared" | "restricted" | "personal";
  /** What is left for who may not see the value: ends of a number, the first character of a name, nothing. */
  readonly mask?: "keep-ends" | "surname" | "omit";
  readonly required: boolean;
  /** A file without a column for it is refused whole. */
  readonly mandatoryColumn?: boolean;
  readonly unverified?: boolean;
}

/** A cross-field rule that is code, bound to fields by the standard (R3, R5, R6, R8 …). */
export interface Rule {
  readonly rule: string;
  readonly use: string;
  readonly with: Readonly<Record<string, unknown>>;
}

/** How long dishonesty may be shown, for decisions from a day on. */
export interface PublicationTerms {
  readonly from: string;
  readonly source: string;
  readonly unverified?: true;
  readonly severities: readonly {
    readonly severity: string;
    readonly minMonths: number;
    readonly maxMonths: number;
  }[];
}

/** Working days: weekends but for the listed exceptions. */
export interface Calendar {
  readonly source: string;
  readonly years: readonly number[];
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  readonly unverified?: boolean;
}

export interface Catalog {
  readonly version: string;
  /** SHA-256 over the canonical form of everything in the catalog, hex. */
  readonly digest: string;
  readonly categories: readonly Category[];
  readonly agencies: readonly Agency[];
  readonly nodes: readonly Node[];
  readonly codeSets: readonly CodeSet[];
  readonly items: readonly Item[];
  readonly standards: readonly Standard[];
  readonly calendar: Calendar;
  readonly publicationTerms: readonly PublicationTerms[];
}
