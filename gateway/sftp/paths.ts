/**
 * The tree that an agency sees by SFTP, resolved by table: in/<adapter>/, out/, templates/.
 * Knows nothing of disks. The trap: a client's path must never become a path of ours;
 * what it names is one of a handful of places, or nothing.
 */

export type Place =
  | { readonly kind: "folder"; readonly path: string; readonly names: readonly string[] }
  | { readonly kind: "inbox"; readonly path: string; readonly adapter: string }
  | { readonly kind: "upload"; readonly adapter: string; readonly name: string }
  | { readonly kind: "out"; readonly path: string }
  | { readonly kind: "feedback"; readonly name: string }
  | { readonly kind: "template"; readonly adapter: string };

/** Bytes of a name in UTF-8: feedback appends to it, and no file system takes more than 255. */
const LONGEST_NAME = 230;
/** Longer than any path in this tree can be; it bounds the work on a hostile one. */
const LONGEST_PATH = 4096;
// Control and direction characters, line ends of Unicode, lone surrogates, what stands for undecodable
// bytes, and both slashes.
const FORBIDDEN_IN_NAMES = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD/\\]/u;
const TEMPLATE = ".csv";

/** Whether an agency may call a file so. A leading dash or dot is unkind to people and their shells. */
export function isName(name: string): boolean {
  return (
    name !== "" &&
    !/^[.\-~ ]/.test(name) &&
    !name.endsWith(" ") &&
    Buffer.byteLength(name) <= LONGEST_NAME &&
    !FORBIDDEN_IN_NAMES.test(name)
  );
}

/** The absolute form of a path, "." and ".." worked off; ".." of the root is the root. */
export function absolute(path: string): string {
  const way: string[] = [];
  if (path.length > LONGEST_PATH) return "/\0";
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") way.pop();
    else way.push(part);
  }
  return `/${way.join("/")}`;
}

/** Where a path leads in the tree of an agency with these adapters; undefined when it leads nowhere. */
export function placeOf(given: string, adapters: readonly string[]): Place | undefined {
  const path = absolute(given);
  const folders = foldersOf(adapters);
  const names = folders.get(path);
  if (names) return { kind: "folder", path, names };
  if (path === "/out") return { kind: "out", path };
  const [, top = "", ...rest] = path.split("/");
  const last = rest.at(-1) ?? "";
  const middle = rest.slice(0, -1).join("/");
  if (top === "in" && adapters.includes(rest.join("/")))
    return { kind: "inbox", path, adapter: rest.join("/") };
  if (top === "in" && adapters.includes(middle)) return { kind: "upload", adapter: middle, name: last };
  if (top === "out" && rest.length === 1) return { kind: "feedback", name: last };
  const template = rest.join("/").slice(0, -TEMPLATE.length);
  if (top === "templates" && last.endsWith(TEMPLATE) && adapters.includes(template))
    return { kind: "template", adapter: template };
  return undefined;
}

/** Folders that hold only what the table says, with the names in them. */
function foldersOf(adapters: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>([
    ["/", new Set(["in", "out", "templates"])],
    ["/in", new Set()],
    ["/templates", new Set()],
  ]);
  const put = (folder: string, name: string) => {
    const names = found.get(folder) ?? new Set<string>();
    names.add(name);
    found.set(folder, names);
  };
  for (const adapter of adapters) {
    const parts = adapter.split("/");
    for (const [at, part] of parts.entries()) {
      const above = parts.slice(0, at).map((one) => `/${one}`);
      const isLast = at === parts.length - 1;
      put(`/in${above.join("")}`, part);
      put(`/templates${above.join("")}`, isLast ? `${part}${TEMPLATE}` : part);
    }
  }
  return new Map([...found].map(([folder, names]) => [folder, [...names].sort()]));
}

const UNFINISHED = /\.(part|tmp|filepart)$/;

/** What a sender calls a file that is still under way. */
export function isUnfinishedName(name: string): boolean {
  return UNFINISHED.test(name);
}

/** Files that speak of another file: its control file (size and digest) or its signature. */
export function companionOf(
  name: string,
): { readonly kind: "control" | "signature"; readonly of: string } | undefined {
  const control = /^(.+)\.(ctl|sha256)$/.exec(name);
  if (control) return { kind: "control", of: control[1] ?? "" };
  const signature = /^(.+)\.p7s$/.exec(name);
  return signature ? { kind: "signature", of: signature[1] ?? "" } : undefined;
}
