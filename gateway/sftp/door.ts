/**
 * What the SFTP door asks of the house: who an account is, where an upload's bytes go, what
 * lies in out/ and templates/. The door itself knows no database and no adapter. The trap:
 * when `rename` or `closed` return, what they made final is durable; the client is answered only then.
 */
import type { FeedbackFiles } from "../model/feedback.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Written } from "./writer.ts";

export interface Account {
  readonly agency: string;
  /** As in authorized_keys: type, base64, no options. */
  readonly keys: readonly string[];
  /** Public keys whose user certificates count; none where certificates are not allowed. */
  readonly authorities: readonly string[];
  /** As scrypt; undefined where passwords are not allowed. */
  readonly password?: string | undefined;
  /** Adapters whose files it may send. */
  readonly adapters: readonly string[];
}

/** Who logged in; what it may is asked at each use. */
export interface Login {
  readonly agency: string;
  /** As the register has it now; refuses when that by which it logged in counts no more. */
  account(): Account;
}

/** A file under way, as its sender sees it. */
export interface Upload {
  readonly name: string;
  readonly bytes: number;
  readonly at: Date;
}

export interface Held {
  readonly uploadId: string;
  /** Of our own making; never from a client. */
  readonly path: string;
  /** How large it may become. */
  readonly limit: number;
}

export interface Manner {
  readonly create: boolean;
  /** Only if nothing of that name is there. */
  readonly exclusive: boolean;
}

export interface Uploads {
  list(agency: string, adapter: string): Promise<readonly Upload[]>;
  find(agency: string, adapter: string, name: string): Promise<Upload | undefined>;
  /** For writing, by one handle at a time. `session` is who holds it. */
  hold(agency: string, adapter: string, name: string, manner: Manner, session: string): Promise<Held>;
  /** The handle is closed: with what was written, or null where the connection broke. */
  closed(held: Held, written: Written | null): Promise<void>;
  rename(agency: string, adapter: string, from: string, to: string): Promise<void>;
  remove(agency: string, adapter: string, name: string): Promise<void>;
}

export interface SftpDoor {
  /** Undefined for whom nobody registered. */
  account(user: string): Account | undefined;
  readonly uploads: Uploads;
  readonly feedback: FeedbackFiles;
  /** What an empty file of the adapter looks like. */
  template(adapter: string): Buffer;
  /** Something was turned away: for the log, never with a client's bytes. */
  refused(agency: string, what: string, refusal: Refusal): void;
  clock(): Date;
  note(error: unknown): void;
}
