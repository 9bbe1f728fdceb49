/** `node scripts/run.mjs <script.ts> [arguments]`: runs a script by the project's own Node, whatever Node the machine has. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { onNode24 } from "../gateway/node24.mjs";

await onNode24(async () => {
  const [script] = process.argv.splice(2, 1);
  await import(pathToFileURL(resolve(script)).href);
});
