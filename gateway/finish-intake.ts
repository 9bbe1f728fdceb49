/**
 * The end of an intake, in the transaction that stores its batch, with the times at which that
 * transaction reached its steps: the console's waterfall is drawn from them. The trap: a lease that
 * was lost meanwhile must undo the whole batch, so this throws.
 */
import { canonical } from "./model/canonical.ts";
import type { Client } from "./store/connect.ts";
import { finishIntake, type Intake } from "./store/intake.ts";

export interface StepTimes {
  /** Its turn: the item's or the batch's lock was held. */
  readonly opened: Date;
  /** Every row was decoded, mapped and checked. */
  readonly judged: Date;
  /** The seal was made; at another node than the origin it was recomputed. */
  readonly sealed: Date;
  /** All rows were in the transaction. */
  readonly stored: Date;
}

/** `times` is null where the batch was here already. */
export async function finish(
  client: Client,
  intake: Intake,
  owner: string,
  batchSeq: number,
  times: StepTimes | null,
): Promise<void> {
  const told = Object.entries(times ?? {}).map(([step, at]: [string, Date]) => [step, at.toISOString()]);
  const steps = times && canonical(Object.fromEntries(told) as Record<string, string>);
  if (!(await finishIntake(client, intake.intakeId, owner, batchSeq, steps)))
    throw new Error(`the lease of intake ${intake.intakeId} was lost`);
}
