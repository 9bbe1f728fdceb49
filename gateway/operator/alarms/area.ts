/** The area of alarms: the list, acknowledging, and where alarms go. Every change is in the audit. */
import type { IncomingMessage } from "node:http";

import { send } from "../../api/answer.ts";
import { encodePlace, isInstant, isUuid, readPlace } from "../../api/page.ts";
import { MAILBOX } from "../../config-mail.ts";
import { Refusal } from "../../model/refusal.ts";
import { acknowledge, findAlarm, listAlarms } from "../../store/console/alarm-rows.ts";
import {
  listTargets,
  putTarget,
  removeTarget,
  type TargetWithLast,
} from "../../store/console/alarm-targets.ts";
import { inputsOf, type JsonAnswer, type JsonBody, jsonOf } from "../admit.ts";
import type { ConsoleParts, OperatorGate, StartArea } from "../parts.ts";
import { namesOf } from "../today/names.ts";
import { testEvents } from "./message.ts";
import { taken, traceOf } from "./post.ts";
import { RULE_NAMES, RULES, type Rule } from "./rules.ts";
import { readThresholds, setThresholds, settingsOf, whenOf } from "./thresholds.ts";
import { toldAlarm } from "./told.ts";
import { startAlarms } from "./watch.ts";

type Target = JsonAnswer<"putAlarmTarget">;

export const startAlarmArea: StartArea = async (parts) => {
  const alarms = startAlarms(parts, parts.settings.dueHour);
  return {
    routes: (app, gate) => {
      app.get("/api/alarms", async (request, response) => {
        send(response, 200, await pageOf(parts, gate, request));
      });
      app.put("/api/alarms/:id/acknowledgement", async (request, response) => {
        const { reason } = await jsonOf("acknowledgeAlarm", request, response);
        send(response, 200, await acknowledged(parts, gate, request, reason));
      });
      app.get("/api/alarm-targets", async (request, response) => {
        const mayChange = gate.operator(request).roles.includes("system");
        const all = (await listTargets(parts.site.db)).map(told);
        const answer: JsonAnswer<"listAlarmTargets"> = {
          targets: mayChange ? all : all.map(withoutPath),
          mail: parts.settings.mail !== null,
          rules: await rulesOf(parts),
        };
        send(response, 200, answer);
      });
      app.put("/api/alarm-rules/:rule", async (request, response) => {
        const { rule } = inputsOf("setAlarmRule", request).path;
        const { values, reason } = await jsonOf("setAlarmRule", request, response);
        await setThresholds(parts, gate.operator(request), { rule, values, reason });
        send(response, 200, { rules: await rulesOf(parts) } satisfies JsonAnswer<"setAlarmRule">);
      });
      app.put("/api/alarm-targets/:id", async (request, response) => {
        const body = await jsonOf("putAlarmTarget", request, response);
        send(response, 200, await entered(parts, gate, request, body));
      });
      app.delete("/api/alarm-targets/:id", async (request, response) => {
        await removed(parts, gate, request);
        response.writeHead(204).end();
      });
      app.post("/api/alarm-targets/:id/test", async (request, response) => {
        send(response, 200, await tested(parts, gate, request));
      });
    },
    stop: alarms.stop,
  };
};

async function rulesOf({ site }: ConsoleParts): Promise<JsonAnswer<"setAlarmRule">["rules"]> {
  const { now, changed } = await readThresholds(site.db);
  const values: Partial<Record<Rule, Readonly<Record<string, number>>>> = now;
  return RULE_NAMES.map((rule) => {
    const { severity, name } = RULES[rule];
    const by = changed.get(rule);
    return {
      ...{ rule, severity, name, when: whenOf(rule, now) },
      settings: Object.entries(settingsOf(rule)).map(([key, { usual, least, most, name: said }]) => ({
        ...{ name: key, said, value: values[rule]?.[key] ?? usual, usual: Math.round(usual), least, most },
      })),
      changed: by ? { at: by.at.toISOString(), by: by.by, reason: by.reason } : null,
    };
  });
}

async function pageOf(
  { site, catalog }: ConsoleParts,
  gate: OperatorGate,
  request: IncomingMessage,
): Promise<JsonAnswer<"listAlarms">> {
  const { scope } = gate.operator(request);
  const { state = "open", cursor, limit = 50 } = inputsOf("listAlarms", request).query;
  const place = readPlace<[number, string]>("alarms", cursor, [isInstant, isUuid]);
  const after = place ? { openedAt: new Date(place[0]), alarmId: place[1] } : null;
  const rows = await listAlarms(site.db, scope, { state, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const names = namesOf(catalog);
  return {
    alarms: shown.map((one) => toldAlarm(one, names)),
    next: rows.length > limit && last ? encodePlace("alarms", [last.openedAt.getTime(), last.alarmId]) : null,
  };
}

async function acknowledged(
  { site, catalog, audit }: ConsoleParts,
  gate: OperatorGate,
  request: IncomingMessage,
  reason: string,
): Promise<JsonAnswer<"acknowledgeAlarm">> {
  const operator = gate.operator(request);
  const { id } = inputsOf("acknowledgeAlarm", request).path;
  const known = await findAlarm(site.db, operator.scope, id);
  if (!known) throw new Refusal("NOT_FOUND");
  await site.db.transaction(async (tx) => {
    const at = site.clock();
    if (!(await acknowledge(tx, id, { at, id: operator.id, name: operator.name, reason })))
      throw new Refusal("ALARM_ACKNOWLEDGED", { by: known.by ?? "—" });
    const detail = { rule: known.rule, subject: known.subject };
    await audit.record(tx, operator, { act: "alarm.acknowledge", target: `alarm:${id}`, reason, detail });
  });
  const row = await findAlarm(site.db, operator.scope, id);
  if (!row) throw new Refusal("NOT_FOUND");
  return toldAlarm(row, namesOf(catalog));
}

async function entered(
  { site, audit }: ConsoleParts,
  gate: OperatorGate,
  request: IncomingMessage,
  body: JsonBody<"putAlarmTarget">,
): Promise<Target> {
  const operator = gate.operator(request);
  const { id } = inputsOf("putAlarmTarget", request).path;
  const { kind, name, address, rules, severity, active, ca = null } = body;
  const fault = faultOf(kind, address);
  if (fault !== null) throw new Refusal("ALARM_TARGET_INVALID", { detail: fault });
  await site.db.transaction(async (tx) => {
    const row = { targetId: id, kind, name, address, ca, rules, severity, active };
    await putTarget(tx, { ...row, createdAt: site.clock(), by: operator.name });
    // Whose mailbox it is stays out of the audit, which is kept when the target is gone.
    const detail = { kind, name, rules: [...rules], severity, active };
    await audit.record(tx, operator, { act: "alarm-target.put", target: `alarm-target:${id}`, detail });
  });
  return await found(site, id);
}

/** Where a webhook leads is judged anew at every call, by the addresses that its name has then. */
function faultOf(kind: "email" | "webhook", address: string): string | null {
  if (kind === "email") return MAILBOX.test(address) ? null : "mailbox";
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url?.protocol === "https:" && url.username === "" && url.password === "" && url.hash === "";
  return isPlain ? null : "https";
}

async function removed(
  { site, audit }: ConsoleParts,
  gate: OperatorGate,
  request: IncomingMessage,
): Promise<void> {
  const operator = gate.operator(request);
  const { id } = inputsOf("removeAlarmTarget", request).path;
  await site.db.transaction(async (tx) => {
    if (!(await removeTarget(tx, id))) throw new Refusal("NOT_FOUND");
    await audit.record(tx, operator, { act: "alarm-target.remove", target: `alarm-target:${id}` });
  });
}

async function tested(
  { site, audit }: ConsoleParts,
  gate: OperatorGate,
  request: IncomingMessage,
): Promise<JsonAnswer<"testAlarmTarget">> {
  const operator = gate.operator(request);
  const { id } = inputsOf("testAlarmTarget", request).path;
  const target = await found(site, id);
  const traceparent = traceOf();
  const message = `test_${site.newId()}`;
  const why = await taken(site, target, message, {
    letter: () => ({
      subject: "[信桥] 测试消息 Test message",
      text: "信桥控制台的测试消息：告警将送到这里。\nA test of the Xinqiao console: alarms will come here.\n",
    }),
    events: () => testEvents(site.config.node, message, site.clock(), traceparent),
    traceparent,
  });
  await site.db.transaction(async (tx) => {
    const detail = { sent: why === null, why: why ?? "" };
    await audit.record(tx, operator, { act: "alarm-target.test", target: `alarm-target:${id}`, detail });
  });
  return { sent: why === null, why };
}

async function found({ db }: ConsoleParts["site"], id: string): Promise<Target> {
  const [row] = await listTargets(db, id);
  if (!row) throw new Refusal("NOT_FOUND");
  return told(row);
}

/** Whoever knows the address of a webhook may write to it: for all but those who enter it, it ends with the host. */
function withoutPath(one: Target): Target {
  return one.kind === "webhook" ? { ...one, address: `${new URL(one.address).origin}/…` } : one;
}

function told({
  targetId: id,
  lastState,
  lastAt,
  lastWhy,
  createdAt,
  rules,
  ...one
}: TargetWithLast): Target {
  const { kind, name, address, ca, severity, active, by } = one;
  return {
    ...{ id, kind, name, address, ca, severity, active, by, rules: rules as readonly Rule[] },
    createdAt: createdAt.toISOString(),
    last: lastState && lastAt ? { state: lastState, at: lastAt.toISOString(), why: lastWhy } : null,
  };
}
