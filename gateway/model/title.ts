/**
 * One spelling for column titles, so that a title matches whatever brackets, width
 * or marks the source's office program gave it. Three rooms compare titles (adapter,
 * map, decode), hence the ground floor. It never looks at values.
 */

const REQUIRED_MARK = /[*＊]|[(（]必填[)）]|\[必填\]|【必填】/g;
// Byte order mark, zero-width marks, every kind of white space.
const INVISIBLE = /[\s\u00a0\u200b-\u200d\u2060\u3000\ufeff]/g;

/** Full-width forms to half-width: U+FF01..U+FF5E stand 0xFEE0 above ASCII. */
export function halfWidth(text: string): string {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x3000 || (unit >= 0xff01 && unit <= 0xff5e)) return toHalfWidth(text);
  }
  return text;
}

function toHalfWidth(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x3000) out += " ";
    else if (unit >= 0xff01 && unit <= 0xff5e) out += String.fromCharCode(unit - 0xfee0);
    else out += text[i];
  }
  return out;
}

/** The comparison form of a column title; "" when nothing but marks was there. */
export function normaliseTitle(title: string): string {
  return halfWidth(title.replace(REQUIRED_MARK, "").replace(INVISIBLE, "")).toLowerCase();
}
