/**
 * What is fetched from others and when: pulls.json as it lies there, and what became of each source. The trap: the
 * file names secrets by file and may carry none itself, but an address could; so its user part is left out.
 */
import { basename } from "node:path";

import { explain } from "../../model/codes.ts";
import { Refusal } from "../../model/refusal.ts";
import { REFUSALS, type RefusalCode } from "../../model/refusals.ts";
import type { Text } from "../../model/text.ts";
import type { NodeParts } from "../../node-parts.ts";
import { nextTime } from "../../pull/schedule.ts";
import { type Pull, readPulls, type Source } from "../../pull/settings.ts";
import { allPulls, pausedPulls } from "../../store/pull-rows.ts";
import type { JsonAnswer } from "../admit.ts";

const UPCOMING = 3;

export async function describeSchedules({ site, adapters }: NodeParts): Promise<JsonAnswer<"listSchedules">> {
  const file = site.config.pulls;
  if (file === null) return { file: null, fault: null, items: [] };
  let pulls: readonly Pull[] = [];
  let fault: Text | null = null;
  try {
    pulls = readPulls(file);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    fault = error.text;
  }
  const states = new Map((await allPulls(site.db)).map((one) => [one.pullId, one]));
  const pauses = new Map((await pausedPulls(site.db)).map((one) => [one.pullId, one]));
  const now = site.clock();
  const items = pulls.map((pull) => {
    const state = states.get(pull.id);
    const pause = pauses.get(pull.id);
    const adapter = adapters.find(({ id }) => id === pull.adapter);
    return {
      ...{ id: pull.id, adapter: pull.adapter, agency: adapter?.agency ?? null, item: adapter?.item ?? null },
      ...{ schedule: pull.schedule, kind: pull.source.kind, source: placeOf(pull.source) },
      nextAt: state?.nextAt?.toISOString() ?? null,
      startedAt: state?.startedAt?.toISOString() ?? null,
      running: state?.leaseUntil != null && state.leaseUntil > now,
      okAt: state?.okAt?.toISOString() ?? null,
      paused: pause ? { at: pause.at.toISOString(), by: pause.by, reason: pause.reason } : null,
      why: state?.why ? { code: state.why, message: whyOf(state.why) } : null,
      upcoming: upcoming(pull.schedule, now),
    };
  });
  return { file: basename(file), fault, items };
}

function placeOf(source: Source): string {
  if (source.kind === "sftp") return `${source.host}:${source.port} ${source.folder}/${source.pattern}`;
  // Neither what stands before an @ nor a query, where keys like to be.
  if (source.kind === "http") return source.url.replace(/\?.*$/, "?…");
  return source.table;
}

function whyOf(code: string): Text {
  if (!Object.hasOwn(REFUSALS, code))
    return { zh: "节点内部出错，已记录", en: "The node failed on its own side and has noted it" };
  const { zh, en } = explain(code as RefusalCode, {});
  // Which values it was about, the run kept to itself.
  return { zh: zh.replaceAll(/\{\w+\}/g, "…"), en: en.replaceAll(/\{\w+\}/g, "…") };
}

function upcoming(schedule: string, from: Date): string[] {
  const times: string[] = [];
  for (let at = nextTime(schedule, from); at !== null && times.length < UPCOMING; at = nextTime(schedule, at))
    times.push(at.toISOString());
  return times;
}
