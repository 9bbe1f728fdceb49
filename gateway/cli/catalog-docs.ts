/**
 * `xinqiao catalog docs`: the catalog as a static site, with templates, plain JSON Schemas and samples to
 * take away. Earlier releases, oldest first, give its history of changes.
 */
import { gather } from "../catalog-site/shown.ts";
import { writeSite } from "../catalog-site/write-site.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER, loadData } from "../data.ts";
import { dayInChina } from "../model/calendar.ts";
import { Refusal } from "../model/refusal.ts";
import { difference } from "../release/diff.ts";
import { readForComparing } from "../release/publish.ts";
import { needed, readArguments } from "./arguments.ts";

export async function docsCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    out: { type: "string" },
    since: { type: "string", multiple: true, default: [] },
    catalog: { type: "string" },
    adapters: { type: "string" },
    json: { type: "boolean", default: false },
  });
  if (positionals.length > 0) throw new Refusal("COMMAND_INVALID", { detail: "docs --out <folder>" });
  const out = needed(values.out, "--out <folder>");
  const folders = { catalog: values.catalog ?? CATALOG_FOLDER, adapters: values.adapters ?? ADAPTERS_FOLDER };
  const known = loadData(folders);
  const editions = [...values.since.map(readForComparing), known];
  const history = editions.slice(1).map((after, at) => difference(editions[at] ?? after, after));
  const written = await orRefused(out, () =>
    writeSite(gather(known, folders, history), out, dayInChina(new Date())),
  );
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ out, ...written })}\n`
      : `✔ ${out}/index.html\n  ${written.pages} 页 pages，${written.templates} 个填报模板 templates，${written.schemas} 个 JSON Schema，${written.samples} 个样例 samples\n`,
  );
  return 0;
}

/** A folder that cannot be written is a wrong call, not a defect. */
async function orRefused<T>(out: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined || !/^(EACCES|EEXIST|ENOTDIR|EROFS|ENOSPC|EPERM)$/.test(code)) throw cause;
    throw new Refusal("COMMAND_INVALID", { detail: `--out ${out}: ${code}` }, { cause });
  }
}
