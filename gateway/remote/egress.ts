/**
 * Which addresses of other people's servers this node may call. A name is resolved once, every
 * address it has is judged, and the connection goes to the very address that was: a name that
 * answers otherwise the second time changes nothing. The trap: one machine has many spellings (mapped,
 * decimal, translated), so it is the resolved address that is judged and never the text.
 */
import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv6 } from "node:net";

import { Refusal } from "../model/refusal.ts";

export interface Egress {
  /** CIDRs that may be called although they are listed here. */
  readonly allow: readonly string[];
  /** Whether private networks are refused as well, unless they are listed. */
  readonly closed?: boolean;
}

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

type Range = readonly [net: string, prefix: number];

/** This machine, the link, nobody, many; and where clouds tell their machines' secrets. */
const FORBIDDEN_4: readonly Range[] = [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["100.100.100.200", 32],
];
/** The last three embed an address of version 4, in forms that a gateway may translate back. */
const FORBIDDEN_6: readonly Range[] = [
  ["::", 96],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
  ["fd00:ec2::254", 128],
  ["64:ff9b::", 32],
  ["2001::", 32],
  ["2002::", 16],
];
const PRIVATE_4: readonly Range[] = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
];
const PRIVATE_6: readonly Range[] = [["fc00::", 7]];
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

const forbidden = blockList(FORBIDDEN_4, FORBIDDEN_6);
const inner = blockList(PRIVATE_4, PRIVATE_6);

function blockList(four: readonly Range[], six: readonly Range[]): BlockList {
  const made = new BlockList();
  for (const [net, prefix] of four) made.addSubnet(net, prefix, "ipv4");
  for (const [net, prefix] of six) made.addSubnet(net, prefix, "ipv6");
  return made;
}

/** Whether this address, as resolved, may be called. */
export function mayCall(address: string, { allow, closed = false }: Egress): boolean {
  const plain = plainAddress(address);
  const family = isIPv6(plain) ? "ipv6" : "ipv4";
  const isFree = !forbidden.check(plain, family) && !(closed && inner.check(plain, family));
  return isIP(plain) !== 0 && (isFree || allowed(allow).check(plain, family));
}

/** Where to connect for a host; ADDRESS_FORBIDDEN when any of its addresses may not be called. `target` is how we name it. */
export async function resolveHost(host: string, egress: Egress, target: string): Promise<Address> {
  const bare = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  let found: readonly { readonly address: string }[];
  try {
    found = await lookup(bare, { all: true });
  } catch (cause) {
    throw new Refusal("PULL_UNREACHABLE", {}, { cause });
  }
  if (found.some(({ address }) => !mayCall(address, egress)))
    throw new Refusal("ADDRESS_FORBIDDEN", { target });
  const first = found[0]?.address;
  if (first === undefined) throw new Refusal("PULL_UNREACHABLE");
  return { address: first, family: isIPv6(first) ? 6 : 4 };
}

/** An address of version 4 in the clothes of version 6 is one of version 4; a zone is no part of it. */
function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, "");
  if (!isIPv6(bare)) return bare;
  // The parser of URLs writes an address in its one canonical form.
  const canonical = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (!hex) return MAPPED.exec(canonical)?.[1] ?? canonical;
  const [high, low] = [Number.parseInt(hex[1] ?? "", 16), Number.parseInt(hex[2] ?? "", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

const lists = new WeakMap<readonly string[], BlockList>();

function allowed(cidrs: readonly string[]): BlockList {
  const known = lists.get(cidrs);
  if (known) return known;
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [net = "", prefix] = cidr.split("/");
    const family = isIPv6(net) ? "ipv6" : "ipv4";
    list.addSubnet(net, prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix), family);
  }
  lists.set(cidrs, list);
  return list;
}
