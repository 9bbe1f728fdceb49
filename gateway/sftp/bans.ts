/**
 * Who failed to log in too often, by address. Counts connections that ended without a login,
 * not keys offered: a client with an agent offers all it has. The traps: a ban by name alone would let
 * a stranger lock an agency out; and agencies share addresses, so one that fails under its
 * own name is banned under that name there, and the address only when many names fail.
 */

export interface Bans {
  /** Seconds that are left; 0 where there is no ban. */
  left(address: string, name?: string): number;
  failed(address: string, name: string): void;
  passed(address: string, name: string): void;
}

const WINDOW_MS = 10 * 60_000;
const OF_NAME = 5;
const OF_ADDRESS = 20;
const FIRST_MS = 60_000;
const LONGEST_MS = 24 * 3_600_000;
/** Bounds what strangers can make us remember. */
const REMEMBERED = 10_000;

interface Record {
  failures: number[];
  bans: number;
  until: number;
}

export function makeBans(clock: () => Date): Bans {
  const records = new Map<string, Record>();
  const left = (key: string): number =>
    Math.max(0, Math.ceil(((records.get(key)?.until ?? 0) - clock().getTime()) / 1000));
  const count = (key: string, most: number): void => {
    const now = clock().getTime();
    const record = records.get(key) ?? { failures: [], bans: 0, until: 0 };
    // Deleted and set, so that the oldest are the first to be forgotten.
    records.delete(key);
    records.set(key, record);
    record.failures = [...record.failures.filter((at) => now - at < WINDOW_MS), now];
    if (record.failures.length >= most) {
      record.until = now + Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(record.bans, 20));
      record.bans += 1;
      record.failures = [];
    }
    for (const oldest of records.keys()) {
      if (records.size <= REMEMBERED) break;
      records.delete(oldest);
    }
  };
  return {
    left: (address, name) => Math.max(left(address), name === undefined ? 0 : left(pair(address, name))),
    failed(address, name) {
      count(pair(address, name), OF_NAME);
      count(address, OF_ADDRESS);
    },
    passed: (address, name) => void records.delete(pair(address, name)),
  };
}

function pair(address: string, name: string): string {
  return `${address}\0${name.slice(0, 64)}`;
}
