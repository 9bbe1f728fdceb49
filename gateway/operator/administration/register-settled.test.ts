import assert from "node:assert/strict";
import { test } from "node:test";

import type { Access, Grant } from "../../model/access.ts";
import { canonical } from "../../model/canonical.ts";
import { applyEdits, type Edit } from "./register-edits.ts";
import { type Kept, settledEdits } from "./register-settled.ts";

const ONE: Access = {
  ...{ format: "xinqiao.access/1", node: "370100", number: 1, issuedAt: "2026-11-20T02:00:00.000Z" },
  agencies: [{ id: "a", grants: [] }],
  ...{ nodes: [], eventKeys: [], tokenKeys: [] },
};
const grant = (item: string, until: string): Grant => ({ item, actions: ["query"], upTo: "open", until });
const put = (until: string, item = "XZCF", id = "a"): Edit => ({
  ...{ what: "grant.put", holder: { kind: "agency", id } },
  grant: grant(item, until),
});
const end = (item = "XZCF"): Edit => ({ what: "grant.end", holder: { kind: "agency", id: "a" }, item });

const kept = (edits: readonly Edit[], number = 1): readonly Kept[] =>
  edits.map((edit, at) => ({
    ...{ id: String(at + 1), at: new Date(0), by: "li.lei", byId: null, reason: "" },
    ...{ edit, number },
  }));
const settled = (access: Access, edits: readonly Edit[], number = 1) =>
  settledEdits(access, kept(edits, number)).join(" ");
const issued = (edits: readonly Edit[], number = 2): Access => ({ ...applyEdits(ONE, edits), number });

const [Y27, Y28, Y29] = [put("2027-12-31"), put("2028-12-31"), put("2029-12-31")] as const;
const OTHER = put("2027-12-31", "XZXK");

test("an edit that a later one lies over, or that makes good an earlier one, stays while no register has come since", () => {
  for (const edits of [
    [Y27, Y28],
    [Y27, end()],
    [Y27, end(), Y28],
  ])
    assert.equal(settled(ONE, edits), "");
});

test("a register settles what it takes up with all that lay under it, and leaves what came after", () => {
  assert.equal(settled(issued([OTHER]), [Y27, Y28]), "", "about something else");
  assert.equal(settled(issued([Y28]), [Y27, Y28]), "1 2");
  assert.equal(settled(issued([Y27]), [Y27, Y28]), "1", "signed before the second");
  assert.equal(settled(issued([Y28]), [Y27, Y28, Y29]), "1 2");
  assert.equal(settled(issued([Y27]), [Y27, OTHER, Y28, Y27]), "1 3 4");
  assert.equal(settled(issued([OTHER]), [Y27, OTHER, end()]), "1 3 2");
  assert.equal(settled(issued([Y27], 3), [Y28, Y27], 3), "", "drafted upon that very register");
});

test("what makes the entry of another edit is not passed over", () => {
  const made = put("2027-12-31", "XZCF", "b");
  const limits: Edit = { what: "limits", agency: "b", limits: { burst: 7 } };
  assert.equal(settled(issued([OTHER]), [made, limits]), "");
  assert.equal(settled(issued([made]), [made, limits]), "1");
  assert.equal(settled(issued([made, limits]), [made, limits]), "1 2");
});

const token = (id: string): Edit => ({
  ...{ what: "token-key.add", agency: "a" },
  key: { id, algorithm: "EdDSA", publicKey: "AAAA" },
});

test("a key that a register lists before others is taken up", () => {
  assert.equal(settled(issued([token("k1"), token("k2")]), [token("k1"), token("k2")]), "1 2");
});

const SSH = { agency: "a", key: `ssh-ed25519 ${"A".repeat(68)}` } as const;
const ALPHABET: readonly Edit[] = [
  ...[Y27, Y28, end(), OTHER, token("k1"), { what: "token-key.end", agency: "a", id: "k1" } as const],
  ...[put("2027-12-31", "XZCF", "b"), { what: "limits", agency: "b", limits: { burst: 7 } } as const],
  { what: "ssh-key.add", use: "sftpAuthority", ...SSH },
  { what: "ssh-key.end", use: "sftpAuthority", ...SSH },
  { what: "ssh-key.add", use: "sftp", ...SSH },
];

test("whatever was settled: the draft is the same, whatever else is undone; what was signed is settled whole", () => {
  const laid = (access: Access, list: readonly Kept[]) => {
    const { agencies } = applyEdits(
      access,
      list.map(({ edit }) => edit),
    );
    const inOrder = agencies.map((one) => ({
      ...one,
      grants: [...one.grants].sort((a, b) => a.item.localeCompare(b.item)),
    }));
    return canonical(inOrder.sort((a, b) => a.id.localeCompare(b.id)));
  };
  for (const edits of sequences(4)) {
    const all = kept(edits);
    for (let signed = 0; signed <= edits.length; signed += 1) {
      const access = issued(edits.slice(0, signed));
      const over = settledEdits(access, all);
      const left = all.filter(({ id }) => !over.includes(id));
      for (const undone of [null, ...left]) {
        const [whole, short] = [all, left].map((list) => list.filter((one) => one !== undone));
        assert.equal(
          laid(access, short ?? []),
          laid(access, whole ?? []),
          JSON.stringify([edits, signed, over]),
        );
      }
      if (signed === edits.length) assert.deepEqual(left, [], JSON.stringify(edits));
    }
  }
});

/** Of edits that each change something, as none other is drafted. */
function sequences(most: number): readonly (readonly Edit[])[] {
  let longest: readonly (readonly Edit[])[] = [[]];
  const all: (readonly Edit[])[] = [];
  for (let length = 1; length <= most; length += 1) {
    longest = longest.flatMap((before) =>
      ALPHABET.filter(
        (edit) => canonical(applyEdits(ONE, [...before, edit])) !== canonical(applyEdits(ONE, before)),
      ).map((edit) => [...before, edit]),
    );
    all.push(...longest);
  }
  return all;
}
