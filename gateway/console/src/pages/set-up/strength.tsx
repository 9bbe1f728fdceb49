/** Tells how strong a password is while it is typed; the node decides (operator/sign-in/password-rule.ts). Length counts, kinds of characters do not. */
import { useWords } from "../../words.ts";
import { WORDS } from "./words.ts";

const LEAST = 12;
const STRONG = 16;
const FEWEST_KINDS = 6;

export function Strength({ password, login }: { readonly password: string; readonly login: string }) {
  const t = useWords(WORDS);
  if (password === "") return null;
  const length = [...password].length;
  const kinds = new Set(password.toLowerCase()).size;
  const [tone, told] =
    length < LEAST
      ? (["bad", t.tooShort(LEAST - length)] as const)
      : kinds < FEWEST_KINDS
        ? (["bad", t.simple] as const)
        : login.length > 2 && password.toLowerCase().includes(login.toLowerCase())
          ? (["bad", t.hasLogin] as const)
          : length < STRONG
            ? (["warn", t.fair] as const)
            : (["good", t.strong] as const);
  return (
    <div className="strength">
      <meter
        min={0}
        max={STRONG}
        value={tone === "bad" ? Math.min(length, LEAST - 4) : length}
        aria-label={t.strength}
      />
      <span className={tone} role="status">
        {told}
      </span>
    </div>
  );
}
