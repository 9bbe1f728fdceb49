/**
 * pulls.json: what is fetched from whom and when. Checked whole; secrets are named by file and
 * read at each run, so that a changed password needs no restart. The trap: nothing is guessed, a
 * member that we do not know is a fault, since a misspelt `after` would leave files where they are.
 */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { Refusal } from "../model/refusal.ts";
import { nextTime } from "./schedule.ts";

export interface SftpSource {
  readonly kind: "sftp";
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly hostKey: string;
  readonly folder: string;
  /** With * and ?. */
  readonly pattern: string;
  /** What becomes of a file at its source, once it is durable here. */
  readonly after: "move" | "remove" | "remember";
  /** For "move": the folder. */
  readonly moveTo: string;
  /** Files; without either the node's own SSH key is used. */
  readonly privateKey: string | null;
  readonly password: string | null;
}

export interface HttpSource {
  readonly kind: "http";
  readonly url: string;
  readonly mode: "file" | "pages";
  /** pages: dotted path to the array of records of a page; "" for the page itself. */
  readonly records: string;
  /** pages: "link" for the header's rel=next, else the dotted path to the next page's URL. */
  readonly next: string;
  readonly maxPages: number;
  /** Files: the CA that the server must be under; a bearer token. */
  readonly ca: string | null;
  readonly token: string | null;
}

export interface TableSource {
  readonly kind: "table";
  /** File with the URL of the front-end database. */
  readonly databaseUrl: string;
  /** schema.table or table. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly mode: "cursor" | "status";
  readonly key: string;
  /** cursor: the column of the time of change, and how long a transaction there may take. */
  readonly changedAt: string;
  readonly lagSeconds: number;
  /** status: its column, and the values before and after. */
  readonly status: string;
  readonly due: string;
  readonly taken: string;
  readonly limit: number;
  /** Where results are written back; null for nowhere. */
  readonly feedback: string | null;
}

export type Source = SftpSource | HttpSource | TableSource;

export interface Pull {
  readonly id: string;
  readonly adapter: string;
  readonly schedule: string;
  readonly source: Source;
}

type Raw = Readonly<Record<string, unknown>>;
type Kind = "text" | "optional" | "count" | "list";

interface Form {
  /** What a member is, and its default: without one it has to be there. */
  readonly [name: string]: readonly [kind: Kind, preset?: unknown, allowed?: RegExp];
}

const IDENTIFIER = /^[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff]{0,62}$/u;
const TABLE = /^(?:[A-Za-z_]\w{0,62}\.)?[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff]{0,62}$/u;
const PULL: Form = {
  id: ["text", undefined, /^[a-z0-9][a-z0-9-]{0,63}$/],
  adapter: ["text"],
  schedule: ["text"],
};
const FORMS: Readonly<Record<Source["kind"], Form>> = {
  sftp: {
    host: ["text"],
    port: ["count", 22],
    user: ["text"],
    hostKey: ["text", undefined, /^SHA256:[A-Za-z0-9+/]{43}$/],
    folder: ["text"],
    pattern: ["text", "*"],
    after: ["text", "remember", /^(?:move|remove|remember)$/],
    moveTo: ["text", ""],
    privateKey: ["optional", null],
    password: ["optional", null],
  },
  http: {
    url: ["text", undefined, /^https:\/\/[^@\s]+$/],
    mode: ["text", "file", /^(?:file|pages)$/],
    records: ["text", ""],
    next: ["text", "link"],
    maxPages: ["count", 1000],
    ca: ["optional", null],
    token: ["optional", null],
  },
  table: {
    databaseUrl: ["text"],
    table: ["text", undefined, TABLE],
    columns: ["list"],
    mode: ["text", undefined, /^(?:cursor|status)$/],
    key: ["text", undefined, IDENTIFIER],
    changedAt: ["text", ""],
    lagSeconds: ["count", 60],
    status: ["text", ""],
    due: ["text", "0"],
    taken: ["text", "1"],
    limit: ["count", 20_000],
    feedback: ["optional", null, TABLE],
  },
};

/** Every fault is listed in one refusal. */
export function readPulls(file: string): readonly Pull[] {
  const faults: string[] = [];
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Refusal("CONFIG_INVALID", { detail: `${file} cannot be read as JSON` }, { cause });
  }
  if (!Array.isArray(given)) throw new Refusal("CONFIG_INVALID", { detail: `${file} holds no list` });
  const pulls = given.map((one: unknown, at) =>
    readPull(object(one), `${at}`, (what) => void faults.push(what)),
  );
  const ids = new Set(pulls.map(({ id }) => id));
  if (ids.size !== pulls.length) faults.push("an id is there twice");
  if (faults.length > 0) throw new Refusal("CONFIG_INVALID", { detail: `${file}: ${faults.join("; ")}` });
  return pulls;
}

/** A file that a setting names, below the folder of pulls.json. */
export function readSecret(pullsFile: string, name: string): string {
  try {
    return readFileSync(resolve(dirname(pullsFile), name), "utf8").trim();
  } catch (cause) {
    throw new Refusal("CONFIG_INVALID", { detail: `${name} cannot be read` }, { cause });
  }
}

function readPull(raw: Raw, where: string, fault: (what: string) => void): Pull {
  const { source, ...rest } = raw;
  const pull = members(rest, PULL, where, fault);
  const { kind, ...given } = object(source);
  const id = String(pull["id"]);
  if (nextTime(String(pull["schedule"]), new Date(0)) === null) fault(`${id}: schedule names no time`);
  if (kind !== "sftp" && kind !== "http" && kind !== "table") {
    fault(`${id}: source.kind is none of sftp, http, table`);
    return pull as unknown as Pull;
  }
  const read = { kind, ...members(given, FORMS[kind], `${id}.source`, fault) } as unknown as Source;
  if (read.kind === "sftp" && read.after === "move" && read.moveTo === "") fault(`${id}: moveTo is missing`);
  if (read.kind === "table") tableFaults(read, (what) => fault(`${id}: ${what}`));
  return { ...(pull as unknown as Pull), source: read };
}

function tableFaults(source: TableSource, fault: (what: string) => void): void {
  const named = source.mode === "cursor" ? "changedAt" : "status";
  if (!IDENTIFIER.test(source[named])) fault(`${named} is missing`);
  if (source.columns.length === 0 || !source.columns.every((one) => IDENTIFIER.test(one)))
    fault("columns must name columns");
  if (source.due === source.taken) fault("due and taken are the same");
}

function members(raw: Raw, form: Form, where: string, fault: (what: string) => void): Raw {
  for (const name of Object.keys(raw))
    if (!Object.hasOwn(form, name)) fault(`${where}: unknown setting ${name}`);
  return Object.fromEntries(
    Object.entries(form).map(([name, [kind, preset, allowed]]) => {
      const value = raw[name] ?? preset;
      const fits =
        kind === "count"
          ? Number.isInteger(value) && (value as number) > 0
          : kind === "list"
            ? Array.isArray(value) && value.every((one) => typeof one === "string")
            : typeof value === "string" || (kind === "optional" && value === null);
      const isRight = fits && (typeof value !== "string" || (allowed?.test(value) ?? true));
      if (!isRight || (value === "" && preset === undefined)) fault(`${where}.${name} is missing or wrong`);
      return [name, value];
    }),
  );
}

function object(value: unknown): Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}
