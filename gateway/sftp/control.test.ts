import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { readControl } from "./control.ts";

const DIGEST = `${"a".repeat(63)}0`;
const bytes = Buffer.from(DIGEST, "hex");
const refused = (detail: string) => (error: unknown) =>
  error instanceof Refusal && error.code === "SFTP_CONTROL" && error.params["detail"] === detail;

test("a control file is JSON, a size with a digest, or what sha256sum writes", () => {
  const json = JSON.stringify({ size: 12, sha256: DIGEST });
  assert.deepEqual(readControl(`\uFEFF${json}\n`, "x.csv"), { bytes: 12, sha256: bytes });
  assert.deepEqual(readControl(`12 ${DIGEST}\r\n`, "x.csv"), { bytes: 12, sha256: bytes });
  assert.deepEqual(readControl(`${DIGEST}  x.csv\n`, "x.csv"), { bytes: null, sha256: bytes });
  assert.deepEqual(readControl(`${DIGEST.toUpperCase()} *out/x.csv.part`, "x.csv"), {
    bytes: null,
    sha256: bytes,
  });
  assert.deepEqual(readControl(DIGEST, "x.csv"), { bytes: null, sha256: bytes });
});

test("a control file cut anywhere is refused, not half believed", () => {
  for (const text of [JSON.stringify({ size: 12, sha256: DIGEST }), `12 ${DIGEST}`])
    for (let end = 0; end < text.length; end++)
      assert.throws(() => readControl(text.slice(0, end), "x.csv"), Refusal, text.slice(0, end));
});

test("each fault of a control file is named", () => {
  assert.throws(() => readControl(`{"size":-1,"sha256":"${DIGEST}"}`, "x"), refused("size"));
  assert.throws(() => readControl(`{"size":1,"sha256":"00"}`, "x"), refused("sha256"));
  assert.throws(() => readControl(`{"size":1,"sha256":"${DIGEST}","name":"y"}`, "x"), refused("name"));
  assert.throws(() => readControl(`${DIGEST}  y.csv`, "x.csv"), refused("name"));
  assert.throws(() => readControl("{", "x"), refused("JSON"));
});
