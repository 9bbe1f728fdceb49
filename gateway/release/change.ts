/**
 * One difference between two catalogs, in words, and whom it meets. A change breaks senders
 * when what was accepted yesterday may be refused tomorrow, or arrive with less in it; it
 * narrows readers when they may see less. The trap: in doubt a change breaks; a sender who
 * was warned for nothing loses a morning, one who was not loses a night's file.
 */
export interface Change {
  /** What sort of change: "field.required", "code.removed" … */
  readonly kind: string;
  /** What changed: an item, a standard, a code set, an adapter … */
  readonly part: string;
  readonly breaksSenders: boolean;
  readonly narrowsReaders: boolean;
  readonly zh: string;
  readonly en: string;
}

/** Tells changes of one part. */
export interface Teller {
  breaks(kind: string, zh: string, en: string): void;
  narrows(kind: string, zh: string, en: string): void;
  tells(kind: string, zh: string, en: string): void;
  /** Breaks or only tells, as said. */
  maybe(breaks: boolean, kind: string, zh: string, en: string): void;
}

export function tellerOf(part: string, changes: Change[]): Teller {
  const tell = (breaksSenders: boolean, narrowsReaders: boolean) => (kind: string, zh: string, en: string) =>
    void changes.push({ kind, part, breaksSenders, narrowsReaders, zh, en });
  const [breaks, narrows, tells] = [tell(true, false), tell(false, true), tell(false, false)];
  return {
    ...{ breaks, narrows, tells },
    maybe: (breaking, kind, zh, en) => (breaking ? breaks : tells)(kind, zh, en),
  };
}

/** What is only before, what is only after, and what is in both, by id. */
export function paired<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): { readonly gone: readonly T[]; readonly come: readonly T[]; readonly kept: readonly (readonly [T, T])[] } {
  const old = new Map(before.map((one) => [one.id, one]));
  const now = new Map(after.map((one) => [one.id, one]));
  return {
    gone: before.filter(({ id }) => !now.has(id)),
    come: after.filter(({ id }) => !old.has(id)),
    kept: before.flatMap((one) => {
      const other = now.get(one.id);
      return other === undefined ? [] : [[one, other] as const];
    }),
  };
}

/** Members of the first that the second does not have. */
export function missing(before: readonly string[], after: readonly string[]): readonly string[] {
  const there = new Set(after);
  return before.filter((one) => !there.has(one));
}
