/**
 * What may be edited in an access register on screen, and what a register is after it. Pure. The trap: an edit says what
 * shall be and not what was, so that the same edits can be laid over whatever register is in force by then; one that finds
 * it so already changes nothing.
 */
import type { Access, AccessAgency, Grant, Limits, SftpAccount, TokenKey } from "../../model/access.ts";

export interface Holder {
  readonly kind: "agency" | "node";
  readonly id: string;
}

export type Edit =
  /** Adds the grant for its item, or puts it in the place of the one there is. */
  | { readonly what: "grant.put"; readonly holder: Holder; readonly grant: Grant }
  | { readonly what: "grant.end"; readonly holder: Holder; readonly item: string }
  | { readonly what: "token-key.add"; readonly agency: string; readonly key: TokenKey }
  | { readonly what: "token-key.end"; readonly agency: string; readonly id: string }
  | { readonly what: "ssh-key.add"; readonly agency: string; readonly use: SshUse; readonly key: string }
  | { readonly what: "ssh-key.end"; readonly agency: string; readonly use: SshUse; readonly key: string }
  /** All that differ from the node's; an empty object: none does. */
  | { readonly what: "limits"; readonly agency: string; readonly limits: Partial<Limits> };

/** sftp: signs in by it; sftpAuthority: signs certificates for signing in. */
export type SshUse = "sftp" | "sftpAuthority";

export function applyEdits(access: Access, edits: readonly Edit[]): Access {
  return edits.reduce(applyEdit, access);
}

export function applyEdit(access: Access, edit: Edit): Access {
  if ("holder" in edit) {
    const { kind, id } = edit.holder;
    const regrant = (grants: readonly Grant[]) => grantsAfter(grants, edit);
    if (kind === "agency")
      return withAgency(access, id, (one) => ({ ...one, grants: regrant(one.grants) }), edit.what);
    const known = access.nodes.find((one) => one.id === id);
    if (!known && edit.what === "grant.end") return access;
    const nodes = known
      ? access.nodes.map((one) => (one.id === id ? { ...one, grants: regrant(one.grants) } : one))
      : [...access.nodes, { id, grants: regrant([]) }];
    return { ...access, nodes };
  }
  return withAgency(access, edit.agency, (one) => agencyAfter(one, edit), edit.what);
}

function grantsAfter(
  grants: readonly Grant[],
  edit: Extract<Edit, { readonly holder: Holder }>,
): readonly Grant[] {
  if (edit.what === "grant.end") return grants.filter(({ item }) => item !== edit.item);
  const { grant } = edit;
  return grants.some(({ item }) => item === grant.item)
    ? grants.map((one) => (one.item === grant.item ? grant : one))
    : [...grants, grant];
}

function agencyAfter(agency: AccessAgency, edit: Exclude<Edit, { readonly holder: Holder }>): AccessAgency {
  const { tokenKeys = [], limits: _limits, ...others } = agency;
  switch (edit.what) {
    case "token-key.add":
      return { ...agency, tokenKeys: keysAfter(tokenKeys, edit.key) };
    case "token-key.end":
      return agency.tokenKeys
        ? { ...agency, tokenKeys: tokenKeys.filter(({ id }) => id !== edit.id) }
        : agency;
    case "ssh-key.add":
    case "ssh-key.end": {
      const sftp = accountAfter(agency.sftp, edit);
      return sftp === undefined ? agency : { ...agency, sftp };
    }
    case "limits":
      return {
        ...others,
        ...(agency.tokenKeys && { tokenKeys }),
        ...(Object.keys(edit.limits).length > 0 && { limits: edit.limits }),
      };
  }
}

/** In the place of the one of its id: a register that lists it already is the same after it. */
function keysAfter(keys: readonly TokenKey[], key: TokenKey): readonly TokenKey[] {
  return keys.some(({ id }) => id === key.id)
    ? keys.map((one) => (one.id === key.id ? key : one))
    : [...keys, key];
}

/** A first key makes the account, whose uploads are final once they are renamed. */
function accountAfter(
  account: SftpAccount | undefined,
  edit: Extract<Edit, { readonly use: SshUse }>,
): SftpAccount | undefined {
  const list = edit.use === "sftp" ? "keys" : "certificateAuthorities";
  const before = account?.[list] ?? [];
  if (edit.what === "ssh-key.end")
    return before.includes(edit.key) && account
      ? { ...account, [list]: before.filter((one) => one !== edit.key) }
      : account;
  const known: SftpAccount = account ?? { keys: [], final: "rename" };
  const after = before.includes(edit.key) ? before : [...before, edit.key];
  const allow = [...new Set([...(known.allow ?? []), "certificate" as const])];
  return { ...known, ...(list === "certificateAuthorities" && { allow }), [list]: after };
}

/** One that is not listed yet begins with nothing; ending what it has not is no reason to list it. */
function withAgency(
  access: Access,
  id: string,
  change: (agency: AccessAgency) => AccessAgency,
  what: Edit["what"],
): Access {
  const known = access.agencies.some((one) => one.id === id);
  if (!known && (what.endsWith(".end") || what === "limits")) return access;
  const agencies = known
    ? access.agencies.map((one) => (one.id === id ? change(one) : one))
    : [...access.agencies, change({ id, grants: [] })];
  return { ...access, agencies };
}
