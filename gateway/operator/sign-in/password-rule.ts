/**
 * Which passwords are taken. Length is what counts; what everybody tries first is refused. The trap: rules about
 * kinds of characters make people write Passw0rd!, so there are none.
 */
import { Refusal } from "../../model/refusal.ts";

export const LEAST = 12;
const FEWEST_KINDS = 6;
const COMMON = [
  ...[
    "password",
    "passw0rd",
    "qwerty",
    "asdfgh",
    "zxcvbn",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
  ],
  ...["xinqiao", "credit", "woaini", "shandong", "jinan", "123456", "654321", "111111", "000000", "888888"],
];

/** PASSWORD_WEAK with the reason. */
export function demandStrong(password: string, login: string): void {
  const given = password.normalize("NFC");
  const folded = given.toLowerCase();
  const kinds = new Set(folded).size;
  // What is left when the first guesses are taken out must still be long.
  const left = COMMON.reduce((text, word) => text.replaceAll(word, ""), folded).replaceAll(
    /(.)\1{2,}/g,
    "$1",
  );
  const weak = (detail: string) => new Refusal("PASSWORD_WEAK", { detail, least: LEAST });
  if ([...given].length < LEAST) throw weak("太短 too short");
  if (login.length > 2 && folded.includes(login.toLowerCase()))
    throw weak("含登录名 contains the sign-in name");
  if (kinds < FEWEST_KINDS || left.length < 8 || isRun(folded)) throw weak("太常见 too common");
}

/** abcdefghijkl, 987654321098: each the next of the one before. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((one, at) => (one.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0));
  return steps.filter((step) => Math.abs(step) <= 1).length > steps.length * 0.7;
}
