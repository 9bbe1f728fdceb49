/**
 * Shapes of the catalog's small tables, in the JSON Schema that shape.ts reads.
 * Items and standards have theirs in contracts/, since others write those too;
 * these tables are our own affair. Knows nothing of what the values mean together.
 */
import type { Shape } from "./shape.ts";

const id = { type: "string", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$" } as const;
const division = { type: "string", pattern: "^\\d{6}$" } as const;
const line = { type: "string", minLength: 1 } as const;
const day = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" } as const;
/** A date that says no more than is known: a year, a month or a day. */
const known = { type: "string", pattern: "^\\d{4}(-\\d{2}(-\\d{2})?)?$" } as const;

function record(properties: Record<string, Shape>, optional: readonly string[] = []): Shape {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", required, properties, additionalProperties: false };
}

function list(items: Shape): Shape {
  return { type: "array", minItems: 1, items };
}

const text = record({ zh: line, en: line });

export const EDITION = record({ version: line, title: text });

export const CATEGORIES = record({
  categories: list(record({ id, name: text, source: line, unverified: { const: true } }, ["unverified"])),
});

export const AGENCIES = record({
  agencies: list(
    record({ id, name: text, uscc: line, node: division, receivesOnly: { const: true } }, [
      "uscc",
      "receivesOnly",
    ]),
  ),
});

export const NODES = record({
  nodes: list(
    record(
      {
        id: division,
        tier: { enum: ["national", "provincial", "municipal"] },
        name: text,
        parent: { type: ["string", "null"] },
        withdrawn: record({ on: day, routedTo: division, source: line }),
      },
      ["withdrawn"],
    ),
  ),
});

export const CALENDAR = record({
  years: list(
    record(
      {
        year: { type: "integer", minimum: 2000 },
        source: line,
        unverified: { const: true },
        holidays: { type: "array", items: day, uniqueItems: true },
        workdays: { type: "array", items: day, uniqueItems: true },
      },
      ["unverified"],
    ),
  ),
});

const months = { type: "integer", minimum: 0 } as const;

export const TIME_RULES = record({
  publicationTerms: list(
    record(
      {
        from: day,
        source: line,
        unverified: { const: true },
        severities: list(record({ severity: line, minMonths: months, maxMonths: months })),
      },
      ["unverified"],
    ),
  ),
});

export const CODE_SET = record(
  {
    id,
    title: text,
    source: line,
    unverified: { const: true },
    openPrefix: line,
    codes: list(
      record(
        {
          code: line,
          label: text,
          aliases: { type: "array", items: line, uniqueItems: true },
          validFrom: known,
          validTo: known,
          replacedBy: line,
        },
        ["aliases", "validFrom", "validTo", "replacedBy"],
      ),
    ),
  },
  ["unverified", "openPrefix"],
);

const lines: Shape = { type: "array", minItems: 1, uniqueItems: true, items: line };

/** Of systems.yaml, which systems.ts reads. */
export const SYSTEMS = record({
  systems: list(
    record(
      {
        id: { type: "string", pattern: "^[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+$" },
        name: text,
        wording: line,
        plans: { type: "array", minItems: 1, uniqueItems: true, items: { enum: ["N", "S", "H", "Z"] } },
        section: { type: "string", pattern: "^8\\.[1-8]$" },
        kind: {
          enum: [
            "national",
            "province",
            "city",
            "county",
            "sector",
            "database",
            "portal",
            "bureau",
            "region",
            "utility",
            "government",
            "area",
            "persons",
            "project",
            "users",
          ],
        },
        owner: text,
        flow: { enum: ["gives", "takes", "both", "none"] },
        note: text,
        servedBy: {
          ...(record(
            {
              items: lines,
              adapters: lines,
              routes: list({ type: "string", pattern: "^\\d{6}→\\d{6}$" }),
              api: lines,
            },
            ["items", "adapters", "routes", "api"],
          ) as object),
          minProperties: 1,
        },
        notCollectable: list(
          record(
            {
              what: text,
              status: { enum: ["PROHIBITED", "WITHDRAWN", "RESTRICTED", "REASSIGNED", "NO_RECORDS"] },
              items: lines,
              reason: text,
              source: line,
            },
            ["items"],
          ),
        ),
      },
      ["wording", "note", "servedBy", "notCollectable"],
    ),
  ),
});
