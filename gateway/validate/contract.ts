/**
 * Makes the checks of a contract out of its one JSON document. Each is compiled when it is first
 * needed. The trap: a parameter arrives as text, and Number() takes more for a number than the contract does.
 */
import type { Ajv2020, ValidateFunction } from "ajv/dist/2020.js";

import type { Contract, Credential, Fault, Found, Given, Inputs, Operation } from "../model/contract.ts";
import { type Answers, compileAnswers } from "./contract-answers.ts";
import { faultsIn, typed } from "./contract-faults.ts";
import { isDateTime } from "./formats.ts";
import { makeAjv, type Schema } from "./schema.ts";

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

type Media = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: { readonly content: Media };
  readonly responses: Answers["responses"];
  readonly "x-refusals"?: readonly string[];
  readonly "x-roles"?: readonly string[];
}

export interface ContractDocument {
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Known extends Operation {
  readonly path: string;
  readonly segments: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly content: Media;
  readonly described: Described;
}

const METHODS = ["get", "head", "put", "post", "patch", "delete", "options"];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** W3C: one that does not fit is ignored, whatever the contract says of its form. */
const IGNORED = "traceparent";

export function compileContract(document: ContractDocument): Contract {
  const known = readOperations(document);
  const byId = new Map(known.map((one) => [one.id, one]));
  const of = (id: string): Known => {
    const found = byId.get(id);
    if (!found) throw new Error(`the contract has no operation ${id}`);
    return found;
  };
  const first = lazily(() => ajvFor(document, false));
  const every = lazily(() => ajvFor(document, true));
  const checks = new Map<string, ValidateFunction>();
  const plain = new Map(
    known
      .filter(({ path }) => !path.includes("{"))
      .map((one) => [`${one.method} ${one.path}`, { operation: one, path: {} }] as const),
  );
  const check = (key: string, schema: Schema, all: boolean): ValidateFunction => {
    const name = `${all} ${key}`;
    const made = checks.get(name) ?? (all ? every() : first()).compile(pointed(schema));
    checks.set(name, made);
    return made;
  };
  const answers = compileAnswers((key, schema) => check(key, schema, true));
  return {
    operations: known,
    document,
    find: (method, path) => plain.get(`${method} ${path}`) ?? findIn(known, method, path),
    methods: (path) => [
      ...new Set(known.filter(({ segments }) => matches(segments, split(path))).map(({ method }) => method)),
    ],
    inputs: (id, given) => readInputs(of(id), given, (key, schema) => check(key, schema, false)),
    body: (id, type, value, all) => {
      const schema = of(id).content[type]?.schema;
      return schema === undefined ? [] : faultsIn(check(`${id} ${type}`, schema, all), value, "body");
    },
    response: (id, status, headers, body) => {
      const { described } = of(id);
      const refusals = [...(described["x-refusals"] ?? []), ...commonRefusals(document)];
      const { responses } = described;
      return answers({ id, responses, refusals }, status, headers, body);
    },
  };
}

function readOperations(document: ContractDocument): readonly Known[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): Known[] => {
      const described = resolved(document, item[method]) as Described | undefined;
      if (described === undefined) return [];
      const parameters = [
        ...((item["parameters"] as readonly Parameter[] | undefined) ?? []),
        ...(described.parameters ?? []),
      ].map((one) => resolved(document, one) as Parameter);
      const body = resolved(document, described.requestBody) as Described["requestBody"];
      const content = body?.content ?? {};
      const security = described.security ?? document.security;
      return [
        {
          id: described.operationId,
          method: method.toUpperCase(),
          route: path.replaceAll(/\{([a-zA-Z]+)\}/g, ":$1"),
          credentials: security.flatMap((one) => Object.keys(one) as Credential[]),
          roles: described["x-roles"] ?? [],
          types: Object.keys(content),
          path,
          segments: split(path),
          parameters,
          content,
          described: { ...described, responses: readResponses(document, described.responses) },
        },
      ];
    }),
  );
}

function readResponses(document: ContractDocument, responses: Answers["responses"]): Answers["responses"] {
  const all = Object.entries(responses).map(([status, one]) => {
    const answer = resolved(document, one) as Answers["responses"][string];
    return [status, { ...answer, headers: resolvedAll(document, answer.headers ?? {}) }] as const;
  });
  return Object.fromEntries(all);
}

function findIn(known: readonly Known[], method: string, path: string): Found | undefined {
  const given = split(path);
  const operation = known.find((one) => one.method === method && matches(one.segments, given));
  if (!operation) return undefined;
  const named = operation.segments.flatMap((segment, at) => {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    return name === undefined ? [] : [[name, decoded(given[at] ?? "")] as const];
  });
  return { operation, path: Object.fromEntries(named) };
}

function matches(segments: readonly string[], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every((segment, at) => segment === given[at] || (segment.startsWith("{") && given[at] !== ""))
  );
}

const split = (path: string): readonly string[] => path.split("/");

/** An escape that is none decodes to nothing, which no schema of a path takes. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

type Check = (key: string, schema: Schema) => ValidateFunction;

function readInputs({ id, parameters }: Known, given: Given, check: Check) {
  const faults: Fault[] = [];
  const inputs: Record<Parameter["in"], Record<string, unknown>> = { path: {}, query: {}, header: {} };
  for (const { name, in: place, required, schema } of parameters) {
    const sent = sentAs(given, place, name);
    if (name === IGNORED) continue;
    if (sent.length === 0) {
      if (required === true) faults.push({ in: place, pointer: name, rule: "required" });
      else if (schema["default"] !== undefined) inputs[place][name] = schema["default"];
      continue;
    }
    const value = typed(schema, sent);
    const misfits = faultsIn(check(`${id} ${place} ${name}`, schema), value, place, name);
    if (misfits.length > 0) faults.push(...misfits.slice(0, 1));
    else inputs[place][name] = value;
  }
  for (const name of given.query.keys()) {
    if (parameters.some((one) => one.in === "query" && one.name === name)) continue;
    faults.push({ in: "query", pointer: "*", rule: "additionalProperties" });
    break;
  }
  return { inputs: inputs satisfies Inputs, faults };
}

function sentAs(given: Given, place: Parameter["in"], name: string): readonly string[] {
  if (place === "query") return given.query.getAll(name);
  const value = place === "path" ? given.path[name] : given.headers[name.toLowerCase()];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

function ajvFor(document: ContractDocument, allErrors: boolean): Ajv2020 {
  const ajv = makeAjv([], { allErrors });
  ajv.addFormat("uuid", (value: string) => UUID.test(value));
  ajv.addFormat("date-time", isDateTime);
  ajv.addKeyword("schemas");
  return ajv.addSchema(pointed({ schemas: document.components.schemas }), "contract");
}

/** The document's own pointers as pointers into the one schema that Ajv has under its name. */
function pointed(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/')) as Schema;
}

function commonRefusals(document: ContractDocument): readonly string[] {
  const problem = resolved(document, { $ref: "#/components/responses/Problem" });
  return (problem as { "x-refusals"?: readonly string[] })["x-refusals"] ?? [];
}

function resolvedAll<T extends object>(document: ContractDocument, all: T): T {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, resolved(document, one)])) as T;
}

function resolved(document: ContractDocument, value: unknown): unknown {
  const ref = (value as { readonly $ref?: string } | undefined)?.$ref;
  if (ref === undefined) return value;
  return ref
    .slice(2)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, part) => (at as Readonly<Record<string, unknown>>)[part], document);
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
