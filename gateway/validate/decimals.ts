/**
 * Comparing amounts of money as they are written: unsigned decimal numbers of any
 * length. No floats, so 10000.000001 is more than 10000, to the last digit.
 */

/** Whether any digit is not zero. */
export function isPositive(amount: string): boolean {
  if (amount.charCodeAt(0) === 45) return false;
  for (let i = 0; i < amount.length; i++) {
    const code = amount.charCodeAt(i);
    if (code >= 49 && code <= 57) return true;
  }
  return false;
}

/** Whether `amount` is strictly more than `limit`. */
export function isOver(amount: string, limit: string): boolean {
  const [whole, part] = split(amount);
  const [limitWhole, limitPart] = split(limit);
  if (whole.length !== limitWhole.length) return whole.length > limitWhole.length;
  if (whole !== limitWhole) return whole > limitWhole;
  return part > limitPart;
}

/** Whole part without leading zeros, decimals without trailing ones; texts of that form compare as the numbers do. */
function split(amount: string): [whole: string, part: string] {
  const point = amount.indexOf(".");
  const whole = (point < 0 ? amount : amount.slice(0, point)).replace(/^0+/, "");
  return [whole, point < 0 ? "" : amount.slice(point + 1).replace(/0+$/, "")];
}
