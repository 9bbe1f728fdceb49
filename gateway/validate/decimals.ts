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
  const length = wholeDigits(amount);
  const limitLength = wholeDigits(limit);
  if (length !== limitLength) return length > limitLength;
  return plain(amount) > plain(limit);
}

/** How many digits the whole part has, leading zeros aside. */
function wholeDigits(amount: string): number {
  const point = amount.indexOf(".");
  let start = 0;
  while (amount.charCodeAt(start) === 48) start++;
  return (point < 0 ? amount.length : point) - start;
}

/** Without leading zeros and without trailing decimals that are zero; with whole parts of equal length these compare as the numbers do. */
function plain(amount: string): string {
  const trimmed = amount.replace(/^0+/, "");
  return trimmed.includes(".") ? trimmed.replace(/\.?0*$/, "") : trimmed;
}
