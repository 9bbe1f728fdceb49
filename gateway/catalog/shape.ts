/**
 * A small checker for the shape of catalog files: the part of JSON Schema 2020-12
 * that contracts/*.schema.json and tables.ts use, and no more. It says every
 * mistake with its place and never stops at the first.
 *
 * The trap: a keyword it does not know would pass unseen, so it throws on one.
 */
import { isDeepStrictEqual } from "node:util";

export type Shape = Readonly<Record<string, unknown>> | boolean;

/** One mistake in a value: where (JSON Pointer) and what, for people. */
export interface Misfit {
  readonly place: string;
  readonly zh: string;
  readonly en: string;
}

type Check = (argument: never, value: unknown, walk: Walk) => void;

interface Walk {
  readonly place: string;
  readonly shape: Readonly<Record<string, unknown>>;
  readonly say: (place: string, zh: string, en: string) => void;
  /** Check another shape on a value at another place. */
  readonly into: (shape: Shape, value: unknown, place: string) => void;
  readonly deref: (reference: string) => Shape;
}

type Obj = Record<string, unknown>;

/** Every way in which `value` does not fit `shape`. */
export function misfits(shape: Shape, value: unknown): Misfit[] {
  const found: Misfit[] = [];
  const deref = (reference: string): Shape => {
    let target: unknown = shape;
    for (const step of reference.replace(/^#\//, "").split("/")) target = (target as Obj | undefined)?.[step];
    if (target === undefined) throw new Error(`shape refers to ${reference}, which is not there`);
    return target as Shape;
  };
  const say = (where: string, zh: string, en: string) => void found.push({ place: where || "/", zh, en });
  const into = (inner: Shape, at: unknown, place: string): void => {
    if (inner === true) return;
    if (inner === false) {
      say(place, "不得出现", "must not be here");
      return;
    }
    const walk: Walk = { place, shape: inner, say, into, deref };
    for (const [check, argument] of checksOf(inner)) check(argument as never, at, walk);
  };
  into(shape, value, "");
  return found;
}

type Checks = readonly (readonly [check: Check, argument: unknown])[];

/** A catalog holds thousands of values to a few hundred shapes. */
const KNOWN = new WeakMap<object, Checks>();

function checksOf(shape: Readonly<Record<string, unknown>>): Checks {
  const known = KNOWN.get(shape);
  if (known !== undefined) return known;
  const checks = Object.entries(shape).flatMap(([keyword, argument]): [Check, unknown][] => {
    const check = CHECKS[keyword];
    if (check === undefined && !SILENT.has(keyword))
      throw new Error(`shape keyword ${keyword} is not known here`);
    return check === undefined ? [] : [[check, argument]];
  });
  KNOWN.set(shape, checks);
  return checks;
}

const SILENT = new Set(["$schema", "$id", "$defs", "$comment", "title", "description", "examples"]);

const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (reference: string, value, walk) => walk.into(walk.deref(reference), value, walk.place),
  type: (type: string | string[], value, { say, place }) => {
    const wanted = [type].flat();
    const is = typeOf(value);
    if (!wanted.includes(is) && !(is === "integer" && wanted.includes("number"))) {
      say(
        place,
        `应为 ${wanted.join(" 或 ")}，实为 ${is}（数字请加引号）`,
        `must be ${wanted.join(" or ")}, is ${is} (quote figures)`,
      );
    }
  },
  const: (wanted, value, { say, place }) => {
    if (!isDeepStrictEqual(value, wanted)) say(place, `应为 ${text(wanted)}`, `must be ${text(wanted)}`);
  },
  enum: (wanted: unknown[], value, { say, place }) => {
    if (wanted.some((one) => isDeepStrictEqual(one, value))) return;
    const list = wanted.map(text).join(", ");
    say(place, `应为其中之一：${list}`, `must be one of: ${list}`);
  },
  required: (names: string[], value, { say, place }) => {
    if (!isObject(value)) return;
    for (const name of names)
      if (!Object.hasOwn(value, name)) say(place, `缺少 ${name}`, `${name} is missing`);
  },
  properties: (shapes: Record<string, Shape>, value, { into, place }) => {
    if (!isObject(value)) return;
    for (const [name, inner] of Object.entries(shapes)) {
      if (Object.hasOwn(value, name)) into(inner, value[name], `${place}/${pointer(name)}`);
    }
  },
  patternProperties: (shapes: Record<string, Shape>, value, { into, place }) => {
    if (!isObject(value)) return;
    for (const [pattern, inner] of Object.entries(shapes)) {
      const match = expression(pattern);
      for (const [name, one] of Object.entries(value))
        if (match.test(name)) into(inner, one, `${place}/${pointer(name)}`);
    }
  },
  additionalProperties: (inner: Shape, value, { into, say, place, shape }) => {
    if (!isObject(value)) return;
    const named = (shape["properties"] ?? {}) as Obj;
    const patterns = Object.keys((shape["patternProperties"] ?? {}) as Obj).map(expression);
    for (const [name, one] of Object.entries(value)) {
      if (Object.hasOwn(named, name) || patterns.some((match) => match.test(name))) continue;
      if (inner !== false) into(inner, one, `${place}/${pointer(name)}`);
      else {
        const known = Object.keys(named).join(", ");
        say(`${place}/${pointer(name)}`, `未知的键；可用：${known}`, `unknown key; known are: ${known}`);
      }
    }
  },
  items: (inner: Shape, value, { into, place }) => {
    if (Array.isArray(value)) for (const [i, one] of value.entries()) into(inner, one, `${place}/${i}`);
  },
  minItems: (least: number, value, { say, place }) => {
    if (Array.isArray(value) && value.length < least)
      say(place, `至少 ${least} 项`, `at least ${least} entries`);
  },
  uniqueItems: (_wanted: true, value, { say, place }) => {
    if (!Array.isArray(value)) return;
    const twice = value.find((one, i) => value.findIndex((other) => isDeepStrictEqual(one, other)) < i);
    if (twice !== undefined) say(place, `重复：${text(twice)}`, `stands twice: ${text(twice)}`);
  },
  minProperties: (least: number, value, { say, place }) => {
    if (isObject(value) && Object.keys(value).length < least) say(place, "不得为空", "must not be empty");
  },
  minLength: (least: number, value, { say, place }) => {
    if (typeof value === "string" && [...value].length < least) say(place, "不得为空", "must not be empty");
  },
  minimum: (least: number, value, { say, place }) => {
    if (typeof value === "number" && value < least)
      say(place, `不得小于 ${least}`, `must not be below ${least}`);
  },
  pattern: (pattern: string, value, { say, place }) => {
    if (typeof value === "string" && !expression(pattern).test(value))
      say(place, `不符合格式 ${pattern}`, `must match ${pattern}`);
  },
};

const EXPRESSIONS = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  const known = EXPRESSIONS.get(pattern) ?? new RegExp(pattern, "u");
  EXPRESSIONS.set(pattern, known);
  return known;
}

/** A name as one step of a JSON Pointer. */
export function pointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function isObject(value: unknown): value is Obj {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
