/** A moment, short; the exact one is its title. All in Asia/Shanghai. */
import { exactTimeOf, shortTimeOf, timeOf } from "../format.ts";

export function Time({ at, full }: { readonly at: string | null | undefined; readonly full?: boolean }) {
  if (at === null || at === undefined || at === "") return <span className="soft">—</span>;
  return (
    <time className="figures" dateTime={at} title={exactTimeOf(at)}>
      {full ? timeOf(at) : shortTimeOf(at)}
    </time>
  );
}
