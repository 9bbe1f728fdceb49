/** `node scripts/check-floors.ts`: the rules of scripts/floors.ts on this checkout; exit code 1 with complaints. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { checkFloors } from "./floors.ts";

const ROOT = join(import.meta.dirname, "..");

const paths = globSync(["gateway/**/*.{ts,tsx}", "scripts/**/*.ts", "contracts/**/*.ts"], {
  cwd: ROOT,
}).filter((path) => !path.startsWith("gateway/console/dist/") && !path.endsWith(".d.ts"));
const files = new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

const complaints = checkFloors(files, Object.keys(manifest.dependencies));
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.stdout.write(`floors: ${files.size} files, ${complaints.length} complaints\n`);
if (complaints.length > 0) process.exitCode = 1;
