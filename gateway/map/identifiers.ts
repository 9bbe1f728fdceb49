/**
 * Identifiers (credit codes, registration and document numbers) in one spelling, so that the
 * same number typed in two ways meets itself. Whether it is a valid number is validate's
 * question: a masked 330222************ passes through as it is and fails there.
 */
import { halfWidth } from "../model/title.ts";

export function normaliseIdentifier(text: string, stripHyphens: boolean): string {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const plain = (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a);
    if (!plain) return normaliseSlowly(text, stripHyphens);
  }
  return text;
}

function normaliseSlowly(text: string, stripHyphens: boolean): string {
  const narrow = halfWidth(text)
    .replace(/[\s\u00a0\u200b\ufeff]/g, "")
    .toUpperCase();
  return stripHyphens ? narrow.replace(/[-－—–‐‑]/g, "") : narrow;
}

/** A document number keeps its letters and brackets 〔 〕; width and gaps differ between typists and go. */
export function normaliseDocumentNumber(text: string): string {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit <= 0x20 || unit === 0xa0 || unit === 0x3000 || (unit >= 0xff01 && unit <= 0xff5e)) {
      return halfWidth(text).replace(/\s+/g, "");
    }
  }
  return text;
}
