import assert from "node:assert/strict";
import { test } from "node:test";

import { readMail } from "./config-mail.ts";

function faultsOf(given: object): readonly string[] {
  const faults: string[] = [];
  const secret = () => "word";
  const whole = { host: "mail.example", port: 587, from: "xinqiao@jinan.example", ...given };
  readMail(whole, { base: "/", secret, fault: (what) => void faults.push(what) });
  return faults;
}

test("a mail server needs no more than where it is and who writes", () => {
  assert.deepEqual(faultsOf({}), []);
  assert.deepEqual(faultsOf({ user: "xinqiao", passwordFile: "mail.password", encryption: "tls" }), []);
});

const WRONG = {
  "mail in the clear to another machine": { encryption: "none" },
  "a port that is none": { port: 0 },
  "two writers": { from: "a@b,c@d" },
  "a setting that nobody knows": { pass: "secret" },
};

for (const [what, given] of Object.entries(WRONG))
  test(`${what} is a fault of the configuration`, () => {
    assert.equal(faultsOf(given).length, 1);
  });

test("this machine is spoken to without encryption", () => {
  assert.deepEqual(faultsOf({ host: "127.0.0.1", encryption: "none" }), []);
});
