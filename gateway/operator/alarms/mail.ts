/**
 * Sends mail about alarms: the one file that speaks SMTP. Plain text, to the one mailbox of a target. The trap: what a
 * server answers may quote an address, so a failure is told by its code alone; and mail is never sent in the clear to
 * another machine (config-mail.ts).
 */
import { createTransport } from "nodemailer";

import type { MailSettings } from "../../config-mail.ts";

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same when the same is sent again. */
  readonly id: string;
}

export class MailTrouble extends Error {
  override readonly name = "MailTrouble";
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

const WAIT_MS = 15_000;

export async function sendMail(settings: MailSettings, { to, subject, text, id }: Letter): Promise<void> {
  const { host, port, encryption, user, password, ca, from } = settings;
  const transport = createTransport({
    ...{
      host,
      port,
      secure: encryption === "tls",
      requireTLS: encryption === "starttls",
      ignoreTLS: encryption === "none",
    },
    ...(user !== null && { auth: { user, pass: password ?? "" } }),
    ...(ca !== null && { tls: { ca } }),
    ...{
      connectionTimeout: WAIT_MS,
      greetingTimeout: WAIT_MS,
      socketTimeout: WAIT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  });
  try {
    await transport.sendMail({
      from,
      to,
      subject,
      text,
      messageId: `<${id}@${from.split("@")[1] ?? "xinqiao"}>`,
    });
  } catch (cause) {
    throw new MailTrouble(codeOf(cause), { cause });
  } finally {
    transport.close();
  }
}

function codeOf(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as {
    readonly code?: unknown;
    readonly responseCode?: unknown;
  };
  if (typeof responseCode === "number") return `SMTP_${responseCode}`;
  return typeof code === "string" && /^[A-Z_]{1,30}$/.test(code) ? `MAIL_${code}` : "MAIL_FAILED";
}
