/**
 * Takes to each target what it is owed, all of it in one message: thirty missing deliveries at six are one mail. Tried
 * again with growing pauses, then given up. The trap: where a webhook leads is judged at every call by the address that
 * its name has then, by the same rules as callbacks of subscriptions.
 */
import { randomBytes } from "node:crypto";

import { Refusal } from "../../model/refusal.ts";
import { formatTrace, newTrace } from "../../model/trace.ts";
import { deliver } from "../../remote/webhook.ts";
import type { Site } from "../../site.ts";
import { claimMessages, settleMessages, type TargetRow } from "../../store/console/alarm-targets.ts";
import { MailTrouble, sendMail } from "./mail.ts";
import { eventsOf, letterOf, messageId, type Sender } from "./message.ts";

const CLAIM_MS = 120_000;
const MOST = 200;
/** After each attempt; then it is given up. About a day. */
const PAUSES_MIN = [1, 5, 15, 60, 180, 360, 720];

export type PostSite = Pick<Site, "config" | "db" | "clock" | "say" | "note">;

/** Whether there may be more at once. */
export async function postDue(site: PostSite, sender: Sender): Promise<boolean> {
  const now = site.clock();
  const claimed = await claimMessages(site.db, now, new Date(now.getTime() + CLAIM_MS), MOST);
  if (!claimed) return false;
  const { target, messages } = claimed;
  const id = messageId(target.targetId, messages);
  const traceparent = traceOf();
  const why = await taken(site, target, id, {
    letter: () => letterOf(sender, messages),
    events: () => eventsOf(sender, messages, traceparent),
    traceparent,
  });
  const attempts = Math.max(...messages.map((one) => one.attempts));
  const pause = PAUSES_MIN[attempts - 1];
  await settleMessages(
    site.db,
    target.targetId,
    messages,
    why === null
      ? { sentAt: site.clock() }
      : { why, again: pause === undefined ? null : new Date(site.clock().getTime() + pause * 60_000) },
  );
  if (why !== null) site.say(`alarms could not be told to ${target.kind} target ${target.targetId}: ${why}`);
  return true;
}

export interface Telling {
  letter(): { readonly subject: string; readonly text: string };
  events(): Buffer;
  readonly traceparent: string;
}

/** Null when the target took it, else the code of what was wrong. */
export async function taken(
  { config, clock }: PostSite,
  target: Pick<TargetRow, "kind" | "name" | "address" | "ca">,
  id: string,
  telling: Telling,
): Promise<string | null> {
  const { kind, name, address, ca } = target;
  try {
    if (kind === "email") {
      const mail = config.console?.mail;
      if (!mail) return "MAIL_NOT_CONFIGURED";
      await sendMail(mail, { to: address, id, ...telling.letter() });
      return null;
    }
    const { eventKey: key, egress } = config;
    if (!key) return "CONFIG_INVALID";
    const { status, code } = await deliver(
      { name, url: address, ca: ca ?? undefined, egress, key },
      { id, body: telling.events(), at: clock(), traceparent: telling.traceparent },
    );
    return status >= 200 && status < 300 ? null : (code ?? `HTTP_${status}`);
  } catch (error) {
    if (error instanceof Refusal || error instanceof MailTrouble) return error.code;
    throw error;
  }
}

export function traceOf(): string {
  return formatTrace(newTrace(randomBytes(24).toString("hex")));
}
