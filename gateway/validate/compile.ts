/**
 * Makes the check of one data standard: its JSON Schema, compiled, and the rules
 * it binds. Knows no adapter and no column; the caller turns fields into columns.
 *
 * A good row costs one call that stops at the first fault. Only a row that fails
 * is looked at a second time, by a slower check that names every fault.
 */
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { Catalog, Standard } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import type { RecordFields, Report } from "../model/row.ts";
import { faultsOf } from "./faults.ts";
import { bindRules, type Check } from "./rules.ts";
import { inheritedNames, makeAjv, type Schema } from "./schema.ts";
import { type Steady, steady } from "./steady.ts";

/** Report every fault of a record, or, when it has none, its warnings. */
export type Validate = (
  record: RecordFields,
  context: { readonly receivedOn: string },
  report: Report,
) => void;

/**
 * The check of a record that is put. Throws CATALOG_INVALID when the standard itself is wrong.
 * `oneShape` promises that all records have the same fields of the standard, undefined where
 * absent, as map makes them; any others are copied into one shape first, for speed. It is what the
 * path asks for, with a catalog that was loaded and so checked; others have the standard's schema checked here too.
 */
export function compileStandard(standard: Standard, catalog: Catalog, oneShape = false): Validate {
  const fast = quickForm(standard.schema, oneShape);
  const isValid = compileChecked(fast.schema, standard, catalog, false, oneShape);
  const explainAll = lazily(() => compileChecked(standard.schema, standard, catalog, true, oneShape));
  const { rejections, warnings } = bindRules(standard, catalog.calendar);

  return (record, { receivedOn }, report) => {
    const copy = fast.copy(record);
    if (copy !== null && isValid(copy)) {
      const fields = copy as RecordFields;
      let good = true;
      for (let i = 0; i < rejections.length; i++) {
        if (!(rejections[i] as Check)(fields, receivedOn, report)) good = false;
      }
      if (!good) return;
      for (let i = 0; i < warnings.length; i++) (warnings[i] as Check)(fields, receivedOn, report);
      return;
    }
    const reported = reportFaults(explainAll(), record, standard, report);
    // The rules go on for the fields that are sound, so that the sender learns of everything at once.
    const others: Report = (code, field, params) => {
      if (!reported.has(field)) report(code, field, params);
    };
    const sound = { ...record };
    for (const field of reported) delete sound[field];
    for (const check of rejections) check(sound, receivedOn, others);
  };
}

function quickForm(schema: Schema, oneShape: boolean): Steady {
  const asIs = (record: RecordFields): RecordFields => record;
  const copied = steady(schema);
  if (copied === null) return { schema, copy: asIs };
  return oneShape ? { schema: copied.schema, copy: asIs } : copied;
}

/**
 * The check of a withdrawal: only what identifies the record and its subject is
 * wanted. Other fields may come along and keep their form, but no branch asks for any. Of the rules
 * only that about future dates counts: a withdrawal of 2099 would stand against every later version.
 */
export function compileWithdrawal(standard: Standard, catalog: Catalog): Validate {
  const { allOf: _branches, ...rest } = standard.schema;
  const schema = {
    ...rest,
    $id: `${String(standard.schema["$id"])}:withdrawal`,
    required: standard.identity,
  };
  // Most files withdraw nothing.
  const isValid = lazily(() => compileChecked(schema, standard, catalog, false, true));
  const explainAll = lazily(() => compileChecked(schema, standard, catalog, true, true));
  const rules = standard.rules.filter(({ use }) => use === "date-not-after-received");
  const { rejections } = bindRules({ ...standard, rules }, catalog.calendar);
  const { uscc, businessRegNo, certNo, name } = standard.subject;
  const subject = [uscc, businessRegNo, certNo, name].filter((field) => field !== undefined);

  return (record, { receivedOn }, report) => {
    if (!isValid()(record)) reportFaults(explainAll(), record, standard, report);
    else for (const check of rejections) check(record, receivedOn, report);
    if (!subject.some((field) => record[field] !== undefined)) {
      report("VALUE_REQUIRED", uscc ?? certNo ?? name, { rule: standard.id });
    }
  };
}

/** Report what the schema finds; the result is the set of fields named. */
function reportFaults(
  explain: ValidateFunction,
  record: RecordFields,
  standard: Standard,
  report: Report,
): Set<string> {
  // A member that is there but undefined is absent: records of one shape have many.
  explain(Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));
  const faults = faultsOf(explain.errors ?? [], standard);
  for (const { field, code, params } of faults) report(code, field, params);
  return new Set(faults.map(({ field }) => field));
}

/**
 * The first check of a row may skip asking whether each field is the record's own,
 * which is a third of its time: no name of the schema is one that every object inherits.
 */
function compileChecked(
  schema: Schema,
  standard: Standard,
  catalog: Catalog,
  allErrors: boolean,
  isChecked: boolean,
): ValidateFunction {
  const inherited = inheritedNames(schema);
  if (inherited.length > 0) {
    throw new Refusal("CATALOG_INVALID", {
      detail: `${standard.id}: no field may be named ${inherited.join(", ")}`,
    });
  }
  try {
    const unevaluated = JSON.stringify(schema).includes('"unevaluated');
    const options = { allErrors, ownProperties: allErrors, unevaluated };
    return makeAjv(catalog.codeSets, options, isChecked).compile(schema);
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal(
      "CATALOG_INVALID",
      { detail: `${standard.id}: ${(cause as Error).message}` },
      { cause },
    );
  }
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
