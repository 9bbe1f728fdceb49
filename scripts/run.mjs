/** `node scripts/run.mjs <script.ts> [arguments]`: runs a script by the project's own Node, whatever Node the machine has. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { onNode24 } from "../gateway/node24.mjs";

await onNode24(async () => {
  // From here on the command line is that of the script alone; see started-as.ts.
  process.argv.splice(1, 1);
  await import(pathToFileURL(resolve(process.argv[1])).href);
});
