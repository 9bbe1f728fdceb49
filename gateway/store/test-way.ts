/** For tests only: a way to the database's server that can be cut and held up. */
import { once } from "node:events";
import { connect as connectTo, createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { atEnd } from "../model/test-end.ts";
import { connect, type Database } from "./connect.ts";
import { testDatabase } from "./test-database.ts";

export interface Way {
  /** By this way. */
  readonly database: Database;
  /** Straight to the server. */
  readonly direct: Database;
  /** Break every connection at the moment at which this stands in what the client sends; with nothing, no more. */
  cutAt(sent?: string | Buffer): void;
  /** Take nothing more from the client. */
  hold(): void;
  cut(): void;
}

/** A database of its own, and such a way to it. */
export async function testWay(t: TestContext): Promise<Way> {
  const { url, database: direct } = await testDatabase(t);
  const { hostname, port: serverPort } = new URL(url);
  const sockets: Socket[] = [];
  let at: string | Buffer | undefined;
  const cut = () => {
    for (const socket of sockets.splice(0)) socket.resetAndDestroy();
  };
  const server = createServer((client) => {
    const onward = connectTo(Number(serverPort || 5432), hostname);
    sockets.push(client, onward);
    for (const socket of [client, onward]) socket.on("error", () => {});
    client.on("data", (chunk) => {
      if (at !== undefined && chunk.includes(at)) cut();
      else if (!onward.write(chunk)) {
        client.pause();
        onward.once("drain", () => client.resume());
      }
    });
    onward.on("data", (chunk) => client.write(chunk));
    client.on("close", () => onward.destroy());
    onward.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(t, () => void server.close());
  const { port } = server.address() as { readonly port: number };
  const target = new URL(url);
  target.host = `127.0.0.1:${port}`;
  const database = connect(target.href, { max: 1 });
  // A client that waits for ever is not waited for: the test that found it has failed already.
  atEnd(t, async () => await Promise.race([database.close(), pause(5000, undefined, { ref: false })]));
  atEnd(t, cut);
  await database.query("select 1");
  return {
    database,
    direct,
    cut,
    cutAt: (sent) => {
      at = sent;
    },
    hold: () => {
      for (const socket of sockets) socket.pause();
    },
  };
}
