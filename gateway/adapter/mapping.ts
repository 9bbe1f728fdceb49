/**
 * Typed access to a mapping that came out of YAML: what is asked for is checked, and what
 * nobody asked for is a fault. It knows nothing of adapters.
 */
import type { Text } from "../model/text.ts";

/** Told a fault: where in the file, and what would mend it. */
export type Fault = (place: string, remedy: string) => void;

/** Typed access to one mapping; `done` reports the keys that nobody asked for. */
export function mapping(value: unknown, place: string, fault: Fault) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fault(place, "a mapping of keys to values");
    return undefined;
  }
  const content = value as Record<string, unknown>;
  const asked = new Set<string>();
  const at = (key: string) => (place === "(file)" ? key : `${place}.${key}`);
  const optional = (key: string): unknown => {
    asked.add(key);
    return Object.hasOwn(content, key) ? (content[key] ?? undefined) : undefined;
  };
  const string = (key: string): string => {
    const given = optional(key);
    if (typeof given === "string" && given !== "") return given;
    fault(at(key), "a text that is not empty");
    return "";
  };
  return {
    keys: Object.keys(content),
    optional,
    string,
    inner: optional,
    text(key: string): Text {
      const inner = mapping(optional(key), at(key), fault);
      const text = { zh: inner?.string("zh") ?? "", en: inner?.string("en") ?? "" };
      inner?.done();
      return text;
    },
    pattern(key: string, pattern: RegExp, example: string): string {
      const given = string(key);
      if (given !== "" && !pattern.test(given)) fault(at(key), `like ${example}`);
      return given;
    },
    oneOf<Value extends string>(key: string, values: readonly [Value, ...Value[]]): Value {
      const given = optional(key);
      const found = values.find((one) => one === given);
      if (found === undefined) fault(at(key), `one of ${values.join(", ")}`);
      return found ?? values[0];
    },
    strings(key: string): string[] {
      const given = optional(key);
      if (given === undefined) return [];
      if (Array.isArray(given) && given.every((one) => typeof one === "string")) return given;
      fault(at(key), "a list of texts; put quotes around numbers");
      return [];
    },
    count(key: string): number {
      const given = optional(key) ?? 0;
      if (typeof given === "number" && Number.isInteger(given) && given >= 0 && given <= 50) return given;
      fault(at(key), "a whole number from 0 to 50");
      return 0;
    },
    done() {
      for (const key of Object.keys(content))
        if (!asked.has(key)) fault(at(key), "unknown key: remove it or mend its spelling");
    },
  };
}

export function empty(place: string, fault: Fault) {
  return mapping({}, place, fault) as NonNullable<ReturnType<typeof mapping>>;
}
