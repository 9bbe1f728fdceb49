import assert from "node:assert/strict";
import { test } from "node:test";

import type { Field, Standard } from "../model/catalog.ts";
import { compileIdentity, compileSubject } from "./identity.ts";

const field = (name: string): Field => ({
  name,
  title: { zh: name, en: name },
  aliases: [],
  type: "string",
  sensitivity: "personal",
  required: true,
});

/** About natural persons alone: there is no unified code to look for. */
const PERSONS: Standard = {
  id: "persons@1",
  title: { zh: "人员", en: "Persons" },
  identity: ["certificateNo"],
  subject: { certType: "certType", certNo: "certNo", name: "name" },
  fields: ["certType", "certNo", "name", "certificateNo"].map(field),
  schema: {},
  rules: [],
};
const KEY = new Uint8Array(32).fill(7);
const PERSON = { certType: "身份证", certNo: "11010519491231002X", name: "王虚构", certificateNo: "SL-1" };

test("a standard of natural persons names them by their document, and the number stays unseen", () => {
  const subject = compileSubject(PERSONS, KEY)(PERSON);
  assert.match(String(subject), /^p:[\w-]{22}$/);
  assert.equal(compileSubject(PERSONS, KEY)({ ...PERSON, name: "王示例" }), subject);
  assert.notEqual(
    compileSubject(PERSONS, KEY)({ ...PERSON, certNo: "H12345678", certType: "护照号" }),
    subject,
  );
});

test("what a stray column calls undefined is no code of such a standard", () => {
  const stray = { ...PERSON, undefined: "91370102N04P4LKJXC" };
  assert.equal(compileSubject(PERSONS, KEY)(stray), compileSubject(PERSONS, KEY)(PERSON));
});

test("two certificates of one person are two records of one subject", () => {
  const identify = compileIdentity(PERSONS, "DYZG", KEY);
  const [one, other] = [identify(PERSON), identify({ ...PERSON, certificateNo: "SL-2" })];
  assert.equal(one?.subject, other?.subject);
  assert.notEqual(one?.text, other?.text);
});
