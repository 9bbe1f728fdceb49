/**
 * What a record shows up to a level of sensitivity: of fields above it as much as the standard's
 * masking rule leaves, and their names; residents' numbers inside free text are masked. Compiled once a standard and
 * level. The trap: with a payload that is not whole the leaf's salt must never go out, or
 * the hidden digits can be guessed against the leaf.
 */
import { covers, type Level, levelOf } from "../model/access.ts";
import type { Field, Standard } from "../model/catalog.ts";
import { isUscc } from "../model/identifier.ts";
import type { RecordFields } from "../model/row.ts";
import { hideIdentifier, hideResidentNumbers } from "./resident-numbers.ts";

/** What is left of a payload. */
export interface Masked {
  /** JSON text of an object; the very payload where nothing was hidden. */
  readonly fields: string;
  /** Names of fields that are there and left out. */
  readonly withheld: readonly string[];
  /** Names of fields of which a part is hidden. */
  readonly masked: readonly string[];
}

export type Mask = (payload: string) => Masked;

const NONE: readonly string[] = [];

type Treatment = NonNullable<Field["mask"]> | "code" | "text";

export function compileMask(standard: Standard, level: Level): Mask {
  if (level === "personal") return (payload) => ({ fields: payload, withheld: NONE, masked: NONE });
  const treatments = new Map<string, Treatment>(
    standard.fields.map((field) => [field.name, treatmentOf(standard, field, level)]),
  );
  return (payload) => {
    const record = JSON.parse(payload) as Record<string, RecordFields[string] | boolean>;
    const withheld: string[] = [];
    const masked: string[] = [];
    for (const [name, value] of Object.entries(record)) {
      if (typeof value === "boolean") continue;
      // What the standard does not list (asReceived above all) is the sender's own text: never shown.
      const shown = show(treatments.get(name) ?? "omit", value);
      if (shown === undefined) {
        withheld.push(name);
        delete record[name];
      } else if (shown !== value) {
        masked.push(name);
        record[name] = shown;
      }
    }
    const isWhole = withheld.length === 0 && masked.length === 0;
    return { fields: isWhole ? payload : JSON.stringify(record), withheld, masked };
  };
}

function treatmentOf(standard: Standard, field: Field, level: Level): Treatment {
  if (!covers(level, levelOf(field)))
    return field.mask ?? (isIdentifier(standard, field) ? "keep-ends" : "omit");
  return field.format === "uscc" ? "code" : "text";
}

/** Of a person's name the first character, and nothing of a name that is no more than that. */
function hideName(value: string): string {
  const characters = [...value];
  const first = characters.length > 1 ? (characters[0] ?? "") : "*";
  return first + "*".repeat(Math.max(characters.length - 1, 0));
}

function isIdentifier({ subject }: Standard, { name, type }: Field): boolean {
  return type === "string" && (name === subject.certNo || /CertNo$/.test(name));
}

/** The same value when nothing is to be hidden; undefined when all of it is. */
function show(treatment: Treatment, value: RecordFields[string]): RecordFields[string] | undefined {
  if (treatment === "omit") return undefined;
  if (Array.isArray(value)) {
    // Codes have no ends to keep.
    if (treatment === "keep-ends" || treatment === "surname") return undefined;
    const shown = value.map(hideResidentNumbers);
    return shown.some((one, at) => one !== value[at]) ? shown : value;
  }
  if (typeof value !== "string") return undefined;
  if (treatment === "keep-ends") return hideIdentifier(value);
  if (treatment === "surname") return hideName(value);
  return treatment === "code" && isUscc(value) ? value : hideResidentNumbers(value);
}
