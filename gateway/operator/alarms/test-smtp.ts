/** For tests only: a small SMTP server (RFC 5321) on loopback that keeps what it is sent, and refuses when it is told to. */

import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";

import { atEnd } from "../../model/test-end.ts";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Head and body as they came. */
  readonly text: string;
}

export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** Answer to RCPT; 250 unless told otherwise. */
  answer(line: string): void;
}

export async function startMailServer(t: TestContext): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let recipient = "250 ok";
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    converse(socket, () => recipient, mails);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(t, async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    answer: (line) => {
      recipient = line;
    },
  };
}

function converse(socket: Socket, recipient: () => string, mails: ReceivedMail[]): void {
  let text = "";
  let data: string[] | null = null;
  let from = "";
  let to: string[] = [];
  const say = (line: string) => socket.write(`${line}\r\n`);
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO" || verb === "HELO") say("250 test");
    else if (verb === "MAIL") {
      from = addressIn(line);
      to = [];
      say("250 ok");
    } else if (verb === "RCPT") {
      if (recipient().startsWith("250")) to.push(addressIn(line));
      say(recipient());
    } else if (verb === "DATA") {
      data = [];
      say("354 go on");
    } else if (verb === "QUIT") {
      say("221 bye");
      socket.end();
    } else say("250 ok");
  };
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  socket.on("data", (part: string) => {
    text += part;
    for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      if (data === null) command(line);
      else if (line !== ".") data.push(line.startsWith("..") ? line.slice(1) : line);
      else {
        mails.push({ from, to, text: data.join("\r\n") });
        data = null;
        say("250 kept");
      }
    }
  });
  say("220 test ESMTP");
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}

/** The text of a mail that came in base64 or quoted-printable. */
export function bodyOf({ text }: ReceivedMail): string {
  const at = text.indexOf("\r\n\r\n");
  const [head, body] = [text.slice(0, at), text.slice(at + 4)];
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/content-transfer-encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
