import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { atEnd } from "../model/test-end.ts";
import { type Egress, mayCall, resolveHost } from "./egress.ts";
import { guardedRequest } from "./https.ts";

const NONE: Egress = { allow: [] };

for (const address of [
  ...[
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
  ],
  ...["100.100.100.200", "::", "::1", "fe80::1", "fe80::1%eth0", "ff02::1", "fd00:ec2::254"],
  ...["::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:7f00:0001", "::127.0.0.1", "64:ff9b::7f00:1"],
  ...["64:ff9b:1::7f00:1", "2002:7f00:1::1", "::ffff:a9fe:a9fe", "not-an-address", ""],
]) {
  test(`${address || "nothing"} is not called`, () => {
    assert.equal(mayCall(address, NONE), false);
  });
}

for (const address of [
  "10.1.2.3",
  "192.168.1.1",
  "172.16.0.1",
  "59.110.0.1",
  "2400:3200::1",
  "::ffff:10.1.2.3",
  "fd12::1",
]) {
  test(`${address} may be called: agencies sit in private networks`, () => {
    assert.equal(mayCall(address, NONE), true);
  });
}

test("what the operator allows may be called, in any spelling, and its neighbour may not", () => {
  const egress = { allow: ["127.0.0.1/32", "::1"] };
  assert.deepEqual(
    ["127.0.0.1", "::ffff:7f00:1", "::1", "127.0.0.2", "::ffff:7f00:2"].map((one) => mayCall(one, egress)),
    [true, true, true, false, false],
  );
});

test("where private networks are closed, only those that are listed may be called", () => {
  const egress = { allow: ["10.1.0.0/16"], closed: true };
  assert.deepEqual(
    ["10.1.2.3", "10.2.0.1", "192.168.1.1", "::ffff:172.16.0.1", "fd12::1", "59.110.0.1", "127.0.0.1"].map(
      (one) => mayCall(one, egress),
    ),
    [true, false, false, false, false, true, false],
  );
});

function isForbidden(error: unknown): boolean {
  return error instanceof Refusal && error.code === "ADDRESS_FORBIDDEN" && error.params["target"] === "desk";
}

for (const host of [
  "localhost",
  "2130706433",
  "0x7f000001",
  "0177.0.0.1",
  "127.1",
  "[::1]",
  "[::ffff:127.0.0.1]",
]) {
  test(`${host} is this machine, however it is written`, async () => {
    await assert.rejects(resolveHost(host, NONE, "desk"), isForbidden);
  });
}

test("a forbidden address is refused before a connection is opened", async (t) => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(t, () => server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  for (const host of ["127.0.0.1", "localhost", "2130706433", "[::ffff:7f00:1]"])
    await assert.rejects(
      guardedRequest({ target: "desk", url: `https://${host}:${port}/`, egress: NONE }),
      isForbidden,
    );
  assert.equal(connections, 0);
});

for (const url of [
  "http://10.0.0.1/",
  "file:///etc/passwd",
  "https://user:secret@10.0.0.1/",
  "//10.0.0.1",
  "ftp://a/",
]) {
  test(`${url} is no target`, async () => {
    await assert.rejects(
      guardedRequest({ target: "desk", url, egress: NONE }),
      (error) => error instanceof Refusal && error.code === "TARGET_UNKNOWN",
    );
  });
}
