/**
 * Runs Biome, `node scripts/biome.ts check --write .`. We depend on its binaries for the platforms
 * we build on, not on the package that fetches one for every platform there is: a lock file
 * must name all of those, and a registry need not have them all.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(import.meta.resolve(`@biomejs/cli-${process.platform}-${process.arch}/biome`));
const { status, error } = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" });
if (error) throw error;
process.exitCode = status ?? 1;
