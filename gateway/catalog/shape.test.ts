import assert from "node:assert/strict";
import { test } from "node:test";

import { misfits, type Shape } from "./shape.ts";

const SHAPE: Shape = {
  type: "object",
  required: ["id"],
  additionalProperties: false,
  properties: {
    id: { type: "string", pattern: "^[a-z]+$" },
    tier: { enum: ["city", "nation"] },
    parts: { type: "array", minItems: 1, uniqueItems: true, items: { $ref: "#/$defs/part" } },
  },
  $defs: { part: { type: "object", required: ["n"], properties: { n: { type: "integer", minimum: 1 } } } },
};

const CASES: readonly (readonly [why: string, value: unknown, places: readonly string[]])[] = [
  ["what fits", { id: "a", tier: "city", parts: [{ n: 1 }] }, []],
  ["a missing key", {}, ["/"]],
  ["an unknown key", { id: "a", idd: "b" }, ["/idd"]],
  ["a wrong type", { id: 7 }, ["/id"]],
  ["a wrong form", { id: "A" }, ["/id"]],
  ["a value out of the list", { id: "a", tier: "village" }, ["/tier"]],
  ["an empty list", { id: "a", parts: [] }, ["/parts"]],
  ["a list with one entry twice", { id: "a", parts: [{ n: 1 }, { n: 1 }] }, ["/parts"]],
  [
    "mistakes deep in a list, all of them",
    { id: "a", parts: [{ n: 0 }, {}, { n: 1.5 }] },
    ["/parts/0/n", "/parts/1", "/parts/2/n"],
  ],
  ["a name with a slash", { id: "a", "x/y": 1 }, ["/x~1y"]],
];

for (const [why, value, places] of CASES) {
  test(`${why} is told at [${places.join(", ")}]`, () => {
    assert.deepEqual(
      misfits(SHAPE, value).map(({ place }) => place),
      places,
    );
  });
}

test("a keyword that the checker does not know stops it, since it would pass unseen", () => {
  assert.throws(() => misfits({ type: "string", maxLength: 3 }, "abcd"), /maxLength/);
});

test("a reference to nowhere stops it", () => {
  assert.throws(() => misfits({ $ref: "#/$defs/nothing" }, "a"), /nothing/);
});
