/**
 * What differs between two access registers, line by line, as a second person has to read it before it is in force. Knows
 * every member of the form. The trap: what is not compared here would be put in force unseen; so registers that differ
 * and have no line are told to differ, in order or spelling.
 */
import type { Access, AccessAgency, Grant, SftpAccount, TokenKey } from "../../model/access.ts";
import type { RegisteredKey } from "../../model/network.ts";
import type { Text } from "../../model/text.ts";
import type { Names } from "../today/names.ts";
import type { Holder, SshUse } from "./register-edits.ts";
import { sshFingerprint, tokenFingerprint } from "./register-keys.ts";
import {
  accountChanged,
  accountSaid,
  changed,
  grantChanged,
  grantSaid,
  isSame,
  joined,
  limitsSaid,
  same,
  targetChanged,
  targetSaid,
} from "./register-sentences.ts";

export interface Line {
  readonly change: "added" | "ended" | "changed";
  readonly about: "agency" | "grant" | "key" | "account" | "signature" | "target" | "limits" | "node";
  readonly holder: Holder | null;
  readonly item: string | null;
  readonly text: Text;
}

export function differences(before: Access, after: Access, names: Names): readonly Line[] {
  const lines: Line[] = [];
  const ids = (one: Access) => one.agencies.map(({ id }) => id);
  for (const id of new Set([...ids(before), ...ids(after)]))
    lines.push(...agencyLines(id, find(before.agencies, id), find(after.agencies, id), names));
  const nodes = (one: Access) => one.nodes.map(({ id }) => id);
  for (const id of new Set([...nodes(before), ...nodes(after)])) {
    const [was, is] = [find(before.nodes, id), find(after.nodes, id)];
    const holder = { kind: "node", id } as const;
    if (!was || !is) lines.push(holderLine(holder, is !== undefined));
    lines.push(...grantLines(holder, was?.grants ?? [], is?.grants ?? [], names));
  }
  lines.push(...nodeLines(before, after));
  const body = ({ number: _number, issuedAt: _issuedAt, ...others }: Access) => others;
  if (lines.length === 0 && !isSame(body(before), body(after)))
    lines.push({
      ...{ change: "changed", about: "node", holder: null, item: null },
      text: { zh: "只有次序或写法不同", en: "only order or spelling differs" },
    });
  return lines;
}

function find<T extends { readonly id: string }>(all: readonly T[], id: string): T | undefined {
  return all.find((one) => one.id === id);
}

function holderLine(holder: Holder, isNew: boolean): Line {
  return {
    ...{ change: isNew ? "added" : "ended", about: "agency", holder, item: null },
    text: isNew ? { zh: "列入授权表", en: "is listed" } : { zh: "不再列入授权表", en: "is listed no more" },
  };
}

function agencyLines(
  id: string,
  before: AccessAgency | undefined,
  after: AccessAgency | undefined,
  names: Names,
): readonly Line[] {
  const holder = { kind: "agency", id } as const;
  const lines: Line[] = before && after ? [] : [holderLine(holder, after !== undefined)];
  const line = (change: Line["change"], about: Line["about"], text: Text) =>
    void lines.push({ change, about, holder, item: null, text });
  lines.push(...grantLines(holder, before?.grants ?? [], after?.grants ?? [], names));
  keyLines({ zh: "取令牌的密钥 ", en: "token key " }, [before?.tokenKeys, after?.tokenKeys], (change, text) =>
    line(change, "key", text),
  );
  accountLines(before?.sftp, after?.sftp, line);
  const signature = (one: AccessAgency | undefined): Text =>
    one?.signature === "required" ? { zh: "必须", en: "required" } : { zh: "可选", en: "optional" };
  if (!isSame(signature(before), signature(after)))
    line(
      "changed",
      "signature",
      joined({ zh: "文件附单位签名：", en: "files signed: " }, changed(signature(before), signature(after))),
    );
  targetLines(before, after, line);
  const limits = (one: AccessAgency | undefined) => limitsSaid(one?.limits ?? {});
  if (!isSame(before?.limits ?? {}, after?.limits ?? {}))
    line(
      "changed",
      "limits",
      joined({ zh: "限额：", en: "limits: " }, changed(limits(before), limits(after))),
    );
  return lines;
}

type Tell = (change: Line["change"], about: Line["about"], text: Text) => void;

function grantLines(
  holder: Holder,
  before: readonly Grant[],
  after: readonly Grant[],
  names: Names,
): readonly Line[] {
  const was = new Map(before.map((one) => [one.item, one]));
  const is = new Map(after.map((one) => [one.item, one]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((item): readonly Line[] => {
    const [old, now] = [was.get(item), is.get(item)];
    if (isSame(old, now)) return [];
    const { zh, en } = names.item(item);
    const head = { zh: `“${zh}”（${item}）：`, en: `“${en}” (${item}): ` };
    const about = { about: "grant", holder, item } as const;
    if (!old && now) return [{ ...about, change: "added", text: joined(head, grantSaid(now)) }];
    if (old && !now) return [{ ...about, change: "ended", text: joined(head, grantSaid(old)) }];
    if (!old || !now) return [];
    return [{ ...about, change: "changed", text: joined(head, grantChanged(old, now)) }];
  });
}

type AnyKey = RegisteredKey & Partial<Pick<TokenKey, "algorithm">>;

/** A key is another one under its id, too. */
function keyLines(
  name: Text,
  [was = [], is = []]: readonly [readonly AnyKey[] | undefined, readonly AnyKey[] | undefined],
  tell: (change: Line["change"], text: Text) => void,
): void {
  const said = ({ id, algorithm, publicKey }: AnyKey) =>
    same([id, ...(algorithm === undefined ? [] : [algorithm]), tokenFingerprint(publicKey)].join(" "));
  for (const key of was) {
    const now = find(is, key.id);
    if (!now) tell("ended", joined(name, said(key)));
    else if (!isSame(key, now)) tell("changed", joined(name, changed(said(key), said(now))));
  }
  for (const key of is) if (!find(was, key.id)) tell("added", joined(name, said(key)));
}

function nodeLines(before: Access, after: Access): readonly Line[] {
  const lines: Line[] = [];
  const tell = (change: Line["change"], text: Text) =>
    void lines.push({ change, about: "node", holder: null, item: null, text });
  if (before.node !== after.node)
    tell(
      "changed",
      joined(
        { zh: "所属节点：", en: "whose register it is: " },
        changed(same(before.node), same(after.node)),
      ),
    );
  const events = { zh: "节点签发事件的密钥 ", en: "the node's key for events " };
  keyLines(events, [before.eventKeys, after.eventKeys], tell);
  const tokens = { zh: "节点签发令牌的密钥 ", en: "the node's key for tokens " };
  keyLines(tokens, [before.tokenKeys, after.tokenKeys], tell);
  return lines;
}

const SSH: Readonly<Record<SshUse, readonly [list: "keys" | "certificateAuthorities", Text]>> = {
  sftp: ["keys", { zh: "SFTP 登录密钥 ", en: "SFTP key " }],
  sftpAuthority: ["certificateAuthorities", { zh: "SFTP 登录证书的签发密钥 ", en: "SFTP authority " }],
};

function accountLines(before: SftpAccount | undefined, after: SftpAccount | undefined, tell: Tell): void {
  if (before === undefined && after !== undefined)
    tell("added", "account", joined({ zh: "设立 SFTP 账户：", en: "an SFTP account: " }, accountSaid(after)));
  if (before !== undefined && after === undefined)
    tell(
      "ended",
      "account",
      joined({ zh: "撤销 SFTP 账户：", en: "the SFTP account: " }, accountSaid(before)),
    );
  for (const [list, name] of Object.values(SSH)) {
    const [was, is] = [before?.[list] ?? [], after?.[list] ?? []];
    const said = (key: string) => joined(name, same(`${key.split(" ")[0]} ${sshFingerprint(key)}`));
    for (const key of was) if (!is.includes(key)) tell("ended", "key", said(key));
    for (const key of is) if (!was.includes(key)) tell("added", "key", said(key));
  }
  const password = { zh: "SFTP 口令", en: "the SFTP password" };
  const another = changed({ zh: "一个口令", en: "one" }, { zh: "另一口令", en: "another" });
  if (before?.password !== after?.password) {
    if (before?.password === undefined) tell("added", "account", password);
    else if (after?.password === undefined) tell("ended", "account", password);
    else tell("changed", "account", joined(password, { zh: "：", en: ": " }, another));
  }
  const rest = before && after ? accountChanged(before, after) : null;
  if (rest) tell("changed", "account", joined({ zh: "SFTP 账户：", en: "SFTP account: " }, rest));
}

function targetLines(before: AccessAgency | undefined, after: AccessAgency | undefined, tell: Tell): void {
  const [was, is] = [before?.targets ?? [], after?.targets ?? []];
  const target = (text: Text) => joined({ zh: "接收目标 ", en: "target " }, text);
  for (const one of was) {
    const now = is.find(({ name }) => name === one.name);
    if (!now) tell("ended", "target", target(targetSaid(one)));
    else if (!isSame(one, now)) tell("changed", "target", target(targetChanged(one, now)));
  }
  for (const one of is)
    if (!was.some(({ name }) => name === one.name)) tell("added", "target", target(targetSaid(one)));
}
