/**
 * The initials of a Chinese title, as column codes are made of them: 列入时间 → LRSJ. Taken from
 * the order in which the platform sorts Chinese, so no table of characters is needed. A character
 * with two readings has only the more usual one here.
 */
const FIRST_OF = [..."阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀"];
const INITIALS = [..."ABCDEFGHJKLMNOPQRSTWXYZ"];
const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
const known = new Map<string, string>();

/** Latin letters and digits stay, everything else but Chinese characters goes. Upper case. */
export function initialsOf(text: string): string {
  let initials = "";
  for (const sign of text)
    if (/[a-z0-9]/i.test(sign)) initials += sign.toUpperCase();
    else if (/\p{Script=Han}/u.test(sign)) initials += initialOf(sign);
  return initials;
}

function initialOf(sign: string): string {
  const before = known.get(sign);
  if (before !== undefined) return before;
  let initial = "";
  FIRST_OF.forEach((first, at) => {
    if (order.compare(first, sign) <= 0) initial = INITIALS[at] ?? "";
  });
  known.set(sign, initial);
  return initial;
}
