/**
 * The numbers of a node's configuration: what each is when nothing is said, and between
 * which bounds it may be. The trap: a number out of bounds is a fault, never rounded.
 */
export type Numbers<K extends string> = { readonly [key in K]: number };

/** [value, least, most] */
type Bounds = readonly [number, number, number];

export const LIMITS = {
  fileBytes: [16 * 2 ** 30, 1, 2 ** 40],
  transferBytes: [8 * 2 ** 30, 1, 2 ** 40],
  leftoverSeconds: [3600, 0, 604_800],
  idleSeconds: [60, 1, 3600],
  waitSeconds: [60, 1, 600],
  /** In so many seconds of waiting for a body so many bytes of it must have come. */
  paceSeconds: [30, 1, 3600],
  paceBytes: [32_768, 0, 2 ** 30],
} as const;
export const LEASES = {
  workSeconds: [20, 1, 3600],
  deliverSeconds: [20, 1, 3600],
  workAttempts: [8, 1, 1000],
} as const;
export const DELIVER = {
  perPeer: [2, 1, 64],
  attempts: [200, 1, 100_000],
  longestPauseMs: [30_000, 100, 86_400_000],
  timeoutSeconds: [60, 1, 3600],
  patienceSeconds: [600, 1, 604_800],
} as const;
/** How often the parent is asked for releases of the catalog. */
export const RELEASES = { pollSeconds: [60, 1, 86_400] } as const;
/** Months of the journal that are kept; 0 keeps all. */
export const JOURNAL = { keepMonths: [0, 0, 1200] } as const;
export const LOG = { checkpointLeaves: [1000, 1, 100_000], checkpointSeconds: [60, 1, 3600] } as const;
export const PUSH = {
  lockWaitMs: [1000, 1, 60_000],
  windowMs: [2, 0, 1000],
  groupRecords: [256, 1, 10_000],
  bodyBytes: [16 * 2 ** 20, 1024, 2 ** 28],
} as const;
/**
 * Of an agency, where its entry in the access register says nothing else; see model/access.ts. More requests than
 * one process answers: who is to have less is said in the register.
 */
export const AGENCY_LIMITS = {
  requestsPerSecond: [10_000, 1, 1_000_000],
  burst: [20_000, 1, 1_000_000],
  recordsPerDay: [100_000_000, 1, 2 ** 50],
  bytesPerDay: [2 ** 40, 1, 2 ** 50],
  openUploads: [64, 1, 100_000],
  subscriptions: [32, 1, 10_000],
} as const;

/** One group of numbers; `others` are members of it that are read elsewhere. */
export function readNumbers<K extends string>(
  from: Readonly<Record<string, unknown>>,
  group: string,
  bounds: Readonly<Record<K, Bounds>>,
  fault: (what: string) => void,
  others: readonly string[] = [],
): Numbers<K> {
  for (const key of Object.keys(from))
    if (!(key in bounds) && !others.includes(key)) fault(`unknown setting ${group}.${key}`);
  return Object.fromEntries(
    (Object.entries(bounds) as [K, Bounds][]).map(([key, [value, least, most]]) => {
      const given = from[key] ?? value;
      if (Number.isInteger(given) && (given as number) >= least && (given as number) <= most)
        return [key, given];
      fault(`${group}.${key} must be a whole number from ${least} to ${most}`);
      return [key, value];
    }),
  ) as Numbers<K>;
}
