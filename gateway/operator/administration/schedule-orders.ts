/**
 * A source is fetched now, paused, or fetched again by its schedule. A pause is an act in the audit and nothing else: the
 * role that pulls asks which acts came last, so it holds after a restart and cannot differ from what the audit says. The
 * trap: what is fetched now is only made due; whichever process pulls claims it, so it never runs twice.
 */
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { type Pull, readPulls } from "../../pull/settings.ts";
import { lockInTransaction } from "../../store/connect.ts";
import { makeDue, PAUSE_ACTS, PAUSED, pausedPulls } from "../../store/pull-rows.ts";
import type { ConsoleParts } from "../parts.ts";

export type Order = "run" | "pause" | "resume";

const ACTS = { run: "pull.run", ...PAUSE_ACTS } as const;

export async function orderPull(
  { site, audit }: Pick<ConsoleParts, "site" | "audit">,
  operator: Operator,
  { id, order, reason }: { readonly id: string; readonly order: Order; readonly reason: string },
): Promise<void> {
  const pull = listed(site.config.pulls).find((one) => one.id === id);
  if (!pull) throw new Refusal("NOT_FOUND");
  await site.db.transaction(async (tx) => {
    await lockInTransaction(tx, `xinqiao pull ${id}`);
    const isPaused = (await pausedPulls(tx)).some(({ pullId }) => pullId === id);
    if (order === "pause" && isPaused) throw impossible("已经暂停 it is paused already");
    if (order === "resume" && !isPaused) throw impossible("没有暂停 it is not paused");
    if (order === "run" && isPaused) throw impossible("已暂停，请先恢复 it is paused, resume it first");
    if (order === "run" && !(await makeDue(tx, id, site.clock())))
      throw impossible("正在抽取，或尚未列入 it is under way, or the role that pulls has not seen it yet");
    const detail = { adapter: pull.adapter };
    await audit.record(tx, operator, { act: ACTS[order], target: `${PAUSED}${id}`, reason, detail });
  });
}

function listed(file: string | null): readonly Pull[] {
  try {
    return file === null ? [] : readPulls(file);
  } catch (error) {
    if (error instanceof Refusal)
      throw impossible("计划文件现在不能读取 the file of schedules cannot be read now");
    throw error;
  }
}

function impossible(detail: string): Refusal {
  return new Refusal("ACT_IMPOSSIBLE", { detail });
}
