/**
 * Invented identifiers with valid check digits, for test data and sample files.
 *
 * Nothing here looks anything up: a code made by chance may exist, so the names
 * that go with it must be plainly invented. `random` gives numbers in [0, 1).
 */
import {
  businessRegNoCheck,
  orgCodeCheck,
  residentIdCheck,
  USCC_CHARACTERS,
  usccCheck,
} from "../gateway/model/identifier.ts";

export type Random = () => number;

/** A seeded generator (mulberry32): the same seed gives the same data on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** An organisation code of 9 characters. */
export function makeOrgCode(random: Random): string {
  // The eight characters are drawn from the set of the uscc, since the code also stands inside one.
  let first8 = "";
  for (let i = 0; i < 8; i++) first8 += USCC_CHARACTERS[Math.floor(random() * 31)];
  return first8 + orgCodeCheck(first8);
}

/** A unified social credit code; `prefix` is department and category, "91" for an enterprise. */
export function makeUscc(random: Random, prefix = "91", region = "370102"): string {
  const first17 = prefix + region + makeOrgCode(random);
  return first17 + usccCheck(first17);
}

/** A resident ID; the date of birth is YYYYMMDD. */
export function makeResidentId(random: Random, born = "19850312", region = "370102"): string {
  const first17 = region + born + String(Math.floor(random() * 1000)).padStart(3, "0");
  return first17 + residentIdCheck(first17);
}

/** A 15-digit business registration number. */
export function makeBusinessRegNo(random: Random, region = "370102"): string {
  const first14 = region + String(Math.floor(random() * 1e8)).padStart(8, "0");
  return first14 + businessRegNoCheck(first14);
}
