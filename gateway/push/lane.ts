/**
 * Pushes of one item on their way into batches: while one group is being committed the next
 * one gathers, so that many callers share one seal and one commit, and a single caller waits
 * for nobody. Decides who goes together, and who stands alone when a group fails.
 *
 * The trap: a push that breaks its group must cost nobody but itself, so a group that the
 * database refuses is done again, one by one.
 */
import { errorCode } from "../store/connect.ts";
import type { Push } from "./commit.ts";

export interface LaneWork<Answer> {
  /** All of them, or a throw and none. */
  commit(pushes: readonly Push[]): Promise<ReadonlyMap<Push, Answer>>;
  readonly groupRecords: number;
  readonly groupBytes: number;
  /** How long a group may wait for those who took part in the last one. */
  readonly windowMs: number;
}

export interface Lane<Answer> {
  submit(push: Push, day: string): Promise<Answer>;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
}

interface Waiting<Answer> {
  readonly push: Push;
  /** Day of receipt: rules about dates count from it, and a batch has one. */
  readonly day: string;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export function createLane<Answer>(work: LaneWork<Answer>): Lane<Answer> {
  let waiting: Waiting<Answer>[] = [];
  let running: Promise<void> | undefined;
  /** How many may come: as many as took part just before. */
  let expected = 1;
  let complete: (() => void) | undefined;

  async function run(): Promise<void> {
    // What arrives in the same turn of the loop goes together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = together(waiting, work);
      const taken = new Set(group);
      waiting = waiting.filter((one) => !taken.has(one));
      await settle(group);
      expected = group.length + waiting.length;
      await gather();
    }
    expected = 1;
    running = undefined;
  }

  /** Whoever was just answered may have more; a seal and a commit for all of them cost as much as for one. */
  async function gather(): Promise<void> {
    if (work.windowMs === 0 || waiting.length >= expected) return;
    const full = new Promise<void>((resolve) => {
      complete = resolve;
    });
    const timer = setTimeout(() => complete?.(), work.windowMs);
    await full;
    clearTimeout(timer);
    complete = undefined;
  }

  async function settle(group: readonly Waiting<Answer>[]): Promise<void> {
    try {
      const answers = await work.commit(group.map(({ push }) => push));
      for (const { push, resolve, reject } of group) {
        const answer = answers.get(push);
        if (answer === undefined) reject(new Error("a push of the group got no answer"));
        else resolve(answer);
      }
    } catch (error) {
      if (group.length > 1 && isOfOne(error)) for (const one of group) await settle([one]);
      else for (const { reject } of group) reject(error);
    }
  }

  return {
    submit: (push, day) =>
      new Promise((resolve, reject) => {
        waiting.push({ push, day, resolve, reject });
        if (waiting.length >= expected) complete?.();
        running ??= run();
      }),
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}

/** Whether one row of the group brought it down: its data, a constraint, a limit of the server. */
function isOfOne(error: unknown): boolean {
  return /^(22|23|54)/.test(errorCode(error));
}

/**
 * The first that waits, and whoever may go with it: of the same sender, adapter and day, and
 * without a record that is in the group already, whose second version is another batch's.
 */
function together<Answer>(
  waiting: readonly Waiting<Answer>[],
  { groupRecords, groupBytes }: LaneWork<Answer>,
): readonly Waiting<Answer>[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const ids = new Set<string>();
  const group: Waiting<Answer>[] = [];
  let [rows, bytes] = [0, 0];
  for (const one of waiting) {
    const { push, day } = one;
    const fits =
      group.length === 0 ||
      (rows + push.rows.length <= groupRecords && bytes + push.body.length <= groupBytes);
    // The very same declaration: of two releases of the catalog there are two of one id.
    const fellow = push.sender === first.push.sender && push.adapter === first.push.adapter;
    if (!fits || !fellow || day !== first.day) continue;
    const own = push.rows.flatMap(({ record }) => (record === null ? [] : [record.id]));
    if (own.some((id) => ids.has(id))) continue;
    for (const id of own) ids.add(id);
    rows += push.rows.length;
    bytes += push.body.length;
    group.push(one);
  }
  return group;
}
