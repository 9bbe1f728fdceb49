import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { reignsOf } from "../model/release.ts";
import { accepted, assertNotShut, olderThan, releaseOf, releaseOfSealed } from "./judging.ts";

const HOUR = 3_600_000;
const time = (hours: number) => new Date(Date.UTC(2026, 11, 1) + hours * HOUR);
const reigns = reignsOf([
  { number: 1, effectiveAt: time(10), graceUntil: time(20) },
  { number: 2, effectiveAt: time(30), graceUntil: time(40) },
]);

test("a file is judged by what was in force when it came, however late it is worked", () => {
  const of = (hours: number) => releaseOf(reigns, { receivedAt: time(hours), stated: null });
  assert.deepEqual([of(9), of(10), of(29), of(30), of(99)], [0, 1, 1, 2, 2]);
});

test("a sender may name the release before while its grace lasts, and no other", () => {
  const of = (hours: number, stated: number) => releaseOf(reigns, { receivedAt: time(hours), stated });
  assert.deepEqual([of(35, 1), of(35, 2), of(15, 0)], [1, 2, 0]);
  for (const [hours, stated] of [
    [40, 1],
    [35, 0],
    [29, 2],
    [35, 7],
  ] as const)
    assert.throws(
      () => of(hours, stated),
      (error) => error instanceof Refusal && error.code === "RELEASE_NOT_ACCEPTED",
    );
});

test("the older one is there until its grace is over", () => {
  assert.deepEqual(
    accepted(reigns, time(35)).map(({ number }) => number),
    [1, 2],
  );
  assert.equal(olderThan(reigns, 2, time(35)), 1);
  assert.equal(olderThan(reigns, 2, time(41)), undefined);
});

test("a sealed batch is judged by what its origin sealed it under, however late it arrives, if that was accepted then", () => {
  const contentOf = (number: number) => ["zero", "one", "two"][number];
  const of = (content: string, sealed: number, received: number) =>
    releaseOfSealed(reigns, contentOf, { content, sealedAt: time(sealed), receivedAt: time(received) });
  assert.equal(of("one", 29, 31), 1);
  assert.equal(of("one", 39, 99), 1, "the line was cut over the end of the grace");
  assert.equal(of("one", 41, 41), 2, "its origin had no right to it any more");
  assert.equal(of("two", 29.95, 29.95), 2, "the origin's clock is three minutes ahead");
  assert.equal(of("two", 5, 35), 2);
  assert.equal(of("not known here", 35, 35), 2);
});

test("what the catalog in force has shut is shut, by whatever release it comes", () => {
  const items = [
    { id: "A", status: "PROHIBITED" },
    { id: "B", status: "WITHDRAWN" },
    { id: "C", status: "ACTIVE" },
  ];
  const catalog = { items } as unknown as Parameters<typeof assertNotShut>[0];
  for (const id of ["A", "B"])
    assert.throws(
      () => assertNotShut(catalog, id),
      (error) => error instanceof Refusal && error.code === "ITEM_PROHIBITED",
    );
  for (const id of ["C", "D"]) assertNotShut(catalog, id);
});
