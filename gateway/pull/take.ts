/**
 * What was fetched becomes an intake: bytes durable in the spool, and then in one transaction the
 * intake, the file remembered and the source's place moved on. Killed before it, all is fetched
 * again; after it, never.
 */
import { Refusal } from "../model/refusal.ts";
import type { Probe } from "../model/steps.ts";
import { discard, spool } from "../receive/spool.ts";
import type { Egress } from "../remote/egress.ts";
import type { Database } from "../store/connect.ts";
import { recordIntake } from "../store/intake.ts";
import { movePull, rememberTaken } from "../store/pull-rows.ts";

/** What a source is fetched with. */
export interface PullParts {
  readonly db: Database;
  readonly spool: string;
  readonly fileBytes: number;
  readonly egress: Egress;
  /** The node's own key for SFTP servers, PEM. */
  readonly sshClientKey: string | null;
  /** Where the keys of rows lie whose results are to be written back. */
  readonly keysFolder: string;
  /** Refuses where the agency's setting asks for a signature and there is none; one that is there has to be good. */
  demandSignature(agency: string, sha256: Buffer, signature: Buffer | null): void;
  /** The content of a file that a setting names. */
  secret(name: string): string;
  clock(): Date;
  newId(): string;
  readonly probe: Probe;
  wake(): void;
}

/** One run of one source, under a lease. */
export interface Run {
  readonly pullId: string;
  readonly adapter: string;
  readonly agency: string;
  readonly owner: string;
  /** Where the source was read up to; each source has a form of its own. */
  readonly place: Readonly<Record<string, unknown>>;
  /** The text that keeps a place. */
  positionOf(place: Readonly<Record<string, unknown>>): string;
}

export interface Fetched {
  readonly name: string;
  /** What tells one version of a file from the next, beside its size. */
  readonly modified: string;
  /** The digest that its source gave, if any. */
  readonly declared: Buffer | null;
  /** The detached signature that lay beside it, if any. */
  readonly signature?: Buffer | null;
  readonly body: AsyncIterable<Buffer>;
  /** Where the source is read up to with this; asked when the body is whole. */
  place?(): Readonly<Record<string, unknown>>;
  /** When the bytes are durable, and nothing is recorded yet. */
  beforeRecorded?(intakeId: string): Promise<void>;
}

export interface Kept {
  readonly intakeId: string;
  readonly bytes: number;
  readonly isNew: boolean;
}

export async function keepFetched(parts: PullParts, run: Run, fetched: Fetched): Promise<Kept> {
  const { db, probe } = parts;
  const { pullId, adapter, agency: sender, owner } = run;
  const newId = parts.newId();
  const receivedAt = parts.clock();
  const { bytes, sha256 } = await spool(
    fetched.body,
    parts.spool,
    newId,
    parts.fileBytes,
    fetched.declared,
    probe,
  );
  probe("pull.fetched");
  try {
    const { signature = null } = fetched;
    parts.demandSignature(sender, sha256, signature);
    await fetched.beforeRecorded?.(newId);
    const { intake, isNew } = await db.transaction(async (client) => {
      const recorded = await recordIntake(client, {
        ...{ intakeId: newId, kind: "file", sender, adapter, fileName: fetched.name, bytes, sha256 },
        ...{ spool: parts.spool, receivedAt, door: "pull", signature },
      });
      const { intakeId } = recorded.intake;
      const { name, modified } = fetched;
      await rememberTaken(client, { pullId, name, bytes, modified, sha256, intakeId, at: receivedAt });
      const position = run.positionOf(fetched.place?.() ?? run.place);
      if (!(await movePull(client, pullId, owner, position))) throw new Refusal("NODE_BUSY");
      return recorded;
    });
    probe("pull.recorded");
    if (!isNew) await discard(parts.spool, newId);
    parts.wake();
    return { intakeId: intake.intakeId, bytes, isNew };
  } catch (error) {
    // Whether it was recorded is not known when the database went away: the sweep of the spool knows later.
    if (error instanceof Refusal) await discard(parts.spool, newId);
    throw error;
  }
}
