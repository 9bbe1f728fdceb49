/** What is told of alarms: the text of a mail, the event of a webhook. The trap: sentences of the rules, ids and times alone; nothing of a row. */
import { createHash } from "node:crypto";

import type { DueMessage } from "../../store/console/alarm-targets.ts";
import type { Letter } from "./mail.ts";
import { alarmLink, alarmText, isRule, type Names, RULES } from "./rules.ts";

export interface Sender {
  readonly node: string;
  readonly names: Names;
  readonly publicUrl: string;
}

/** The same for the same messages. */
export function messageId(
  target: string,
  messages: readonly Pick<DueMessage, "alarmId" | "event">[],
): string {
  const parts = messages.map(({ alarmId, event }) => `${alarmId} ${event}`).sort();
  return `msg_${createHash("sha256")
    .update(JSON.stringify([target, parts]))
    .digest("base64url")
    .slice(0, 32)}`;
}

export function letterOf(
  { node, names, publicUrl }: Sender,
  messages: readonly DueMessage[],
): Omit<Letter, "to" | "id"> {
  const opened = messages.filter(({ event }) => event === "opened");
  const closed = messages.filter(({ event }) => event === "closed");
  const place = names.node(node);
  const count = [
    ...(opened.length > 0 ? [`新增 ${opened.length} 条 / ${opened.length} opened`] : []),
    ...(closed.length > 0 ? [`消除 ${closed.length} 条 / ${closed.length} over`] : []),
  ].join("，");
  const lines = (list: readonly DueMessage[]) =>
    list.flatMap((one) => {
      const { zh, en } = alarmText(one, names);
      const name = isRule(one.rule) ? RULES[one.rule].name : { zh: one.rule, en: one.rule };
      const grave = one.severity === "critical" ? "【严重 critical】" : "";
      return [
        `${grave}【${name.zh} ${name.en}】${zh}`,
        `  ${en}`,
        `  ${timeOf(one.openedAt)}  ${publicUrl}${alarmLink(one)}`,
        "",
      ];
    });
  const text = [
    `${place.zh} ${place.en}：${count}`,
    "",
    ...(opened.length > 0 ? ["—— 新增 Opened ——", ...lines(opened)] : []),
    ...(closed.length > 0 ? ["—— 消除 Over ——", ...lines(closed)] : []),
    `控制台 Console: ${publicUrl}/`,
  ].join("\n");
  return { subject: `[信桥 ${place.zh}] 告警：${count}`, text };
}

/** CloudEvents, as subscriptions have them. */
export function eventsOf(
  { node, names, publicUrl }: Sender,
  messages: readonly DueMessage[],
  traceparent: string,
): Buffer {
  return Buffer.from(
    JSON.stringify(
      messages.map((one) => ({
        specversion: "1.0",
        id: `${one.alarmId}.${one.event}`,
        source: `urn:xinqiao:node:${node}`,
        type: `cn.xinqiao.alarm.${one.event}`,
        subject: one.alarmId,
        time: (one.event === "closed" ? (one.closedAt ?? one.openedAt) : one.openedAt).toISOString(),
        datacontenttype: "application/json",
        traceparent,
        data: {
          ...{ rule: one.rule, severity: one.severity, agency: one.agency, item: one.item },
          ...{ message: alarmText(one, names), link: `${publicUrl}${alarmLink(one)}` },
        },
      })),
    ),
  );
}

/** To see whether a target can be reached. */
export function testEvents(node: string, id: string, at: Date, traceparent: string): Buffer {
  const event = { specversion: "1.0", id, source: `urn:xinqiao:node:${node}`, type: "cn.xinqiao.alarm.test" };
  return Buffer.from(
    JSON.stringify([
      { ...event, time: at.toISOString(), datacontenttype: "application/json", traceparent, data: {} },
    ]),
  );
}

function timeOf(at: Date): string {
  return `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ")} +08:00`;
}
