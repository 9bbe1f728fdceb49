/**
 * Making a release out of folders: everything that a node will ask of it is asked here first,
 * so that nothing is signed which somebody would refuse. And reading a release, or folders, for
 * comparing; there nobody's signature is asked.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { drafts } from "../catalog/lock.ts";
import { loadData } from "../data.ts";
import { readDocument } from "../model/document.ts";
import { Refusal } from "../model/refusal.ts";
import { BUNDLE, type Bundle } from "../model/release.ts";
import type { Known } from "../piece/piece.ts";
import { makeBundle, type Plan } from "./bundle.ts";
import { type Folders, layOut, readFolders } from "./folder.ts";

/** The text of the bundle; CATALOG_INVALID where something is not as it must be. */
export function publish(
  folders: Folders,
  plan: Omit<Plan, "version">,
  signer: Parameters<typeof makeBundle>[2],
): string {
  const { catalog } = loadData(folders);
  const unlisted = drafts(folders.catalog, catalog);
  if (unlisted.length > 0)
    throw new Refusal("CATALOG_INVALID", {
      detail: `published.lock: ${unlisted.join(", ")} 尚未登记，请先运行 xinqiao catalog lock / not listed yet; run xinqiao catalog lock first`,
    });
  return makeBundle(readFolders(folders), { ...plan, version: catalog.version }, signer);
}

/** A bundle's file, a folder with catalog/ and adapters/ in it, or a catalog's folder with adapters/ beside it. */
export function readForComparing(path: string): Known {
  if (!existsSync(path)) throw new Refusal("COMMAND_INVALID", { detail: path });
  if (statSync(path).isDirectory()) {
    const isCatalog = existsSync(join(path, "catalog.yaml"));
    return isCatalog
      ? loadData({ catalog: path, adapters: join(path, "../adapters") })
      : loadData({ catalog: join(path, "catalog"), adapters: join(path, "adapters") });
  }
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-release-"));
  try {
    const bundle = readDocument(readFileSync(path, "utf8"), BUNDLE) as Bundle;
    return loadData(layOut(folder, bundle.files));
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal("RELEASE_INVALID", { detail: "bundle" }, { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
