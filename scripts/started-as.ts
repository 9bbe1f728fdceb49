/**
 * Whether a script is what the command line names, and not imported by another. Node's own
 * import.meta.main is false for a script that scripts/run.mjs starts.
 */
import { realpathSync } from "node:fs";
import { resolve } from "node:path";

/** `file` is the asking module's import.meta.filename; argv[1] is the script, for run.mjs takes itself out of it. */
export function startedAs(file: string): boolean {
  const script = process.argv[1];
  if (script === undefined) return false;
  try {
    return realpathSync(resolve(script)) === realpathSync(file);
  } catch {
    return false;
  }
}
