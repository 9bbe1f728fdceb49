/**
 * `xinqiao register`: what the holder of the network's key does with a register that a console drafted, on a machine that no
 * node knows: sees what differs, and signs. The trap: a signature stands for the exact bytes of the file, so the file is read
 * as strictly as a node reads it and is not written again.
 */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";

import { verifyAccess } from "../access.ts";
import type { Access } from "../model/access.ts";
import type { Network } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { differences } from "../operator/administration/register-differences.ts";
import { same } from "../operator/administration/register-sentences.ts";
import { readAccess } from "../rights/register.ts";
import { signDetached } from "../seal/cms.ts";
import { signRegistry, verifyRegistry } from "../seal/registry.ts";
import { needed, onlyArgument, readArguments } from "./arguments.ts";
import { whole } from "./sandbox-network.ts";

/** A registrar's machine has no catalog: ids stand for names. */
const IDS = { agency: same, item: same, node: same };

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    key: { type: "string" },
    "key-password-file": { type: "string" },
    cert: { type: "string" },
    ca: { type: "string" },
    against: { type: "string" },
    json: { type: "boolean" },
  });
  const [verb = "", ...files] = positionals;
  if (verb === "diff") return diff(files, values.json ?? false);
  if (verb !== "sign") throw new Refusal("COMMAND_INVALID", { detail: `register ${verb}` });
  const file = onlyArgument(files, "file");
  const text = read(file);
  const register = registerIn(text);
  const told = values.against === undefined ? null : against(readAccess(read(values.against)), register);
  const key = keyIn(needed(values.key, "--key"), values["key-password-file"]);
  const p7s = signed(text, register, key, read(needed(values.cert, "--cert")));
  if (values.ca !== undefined) demandSound(text, p7s, read(values.ca));
  whole(`${file}.p7s`, p7s);
  const { format, number = 0 } = register;
  if (values.json)
    print({ format, number, file, signature: `${file}.p7s`, differences: told?.lines ?? null });
  else
    process.stdout.write(
      `${told?.text ?? ""}✔ ${format} 编号 number ${number}：${file}.p7s\n两个文件一并交回，由控制台上传 Give both files back, to be uploaded in the console\n`,
    );
  return 0;
}

function diff(files: readonly string[], json: boolean): number {
  const [before, after, ...rest] = files;
  if (before === undefined || after === undefined || rest.length > 0)
    throw new Refusal("COMMAND_INVALID", { detail: "register diff <before> <after>" });
  const { lines, text } = tell(readAccess(read(before)), readAccess(read(after)));
  if (json) print({ differences: lines });
  else process.stdout.write(text);
  return lines.length === 0 ? 0 : 1;
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

const SIGNS = { added: "+", ended: "-", changed: "~" } as const;

function tell(before: Access, after: Access) {
  const lines = differences(before, after, IDS);
  const shown = lines.map(
    ({ change, holder, text: { zh, en } }) =>
      `${SIGNS[change]} ${holder === null ? "" : `${holder.id} `}${zh}\n    ${en}\n`,
  );
  return { lines, text: shown.length === 0 ? "没有差异 Nothing differs\n" : shown.join("") };
}

/** The one in force, which must not be the newer of the two. */
function against(before: Access, after: Access | Network): ReturnType<typeof tell> {
  if (!isAccess(after)) throw new Refusal("COMMAND_INVALID", { detail: "--against: xinqiao.access/1" });
  if (before.number >= after.number) throw new Refusal("REGISTER_NUMBER_LOW", { number: before.number });
  return tell(before, after);
}

function isAccess(register: Access | Network): register is Access {
  return register.format === "xinqiao.access/1";
}

function registerIn(text: string): Access | Network {
  let format: unknown;
  try {
    format = (JSON.parse(text) as { readonly format?: unknown } | null)?.format;
  } catch (cause) {
    throw new Refusal("REGISTER_FILE_INVALID", { detail: "JSON" }, { cause });
  }
  // Of the registry signRegistry reads the form.
  return format === "xinqiao.network/1" ? (JSON.parse(text) as Network) : readAccess(text);
}

function signed(text: string, register: Access | Network, key: KeyObject, certificate: string): Buffer {
  try {
    if (isAccess(register)) return signDetached(Buffer.from(text), key, certificate, new Date());
    const made = signRegistry(register, key, certificate, new Date());
    if (made.text === text) return made.p7s;
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal("COMMAND_INVALID", { detail: "--key, --cert" }, { cause });
  }
  throw new Refusal("REGISTER_FILE_INVALID", { detail: "不是规范 JSON not canonical JSON" });
}

function demandSound(text: string, p7s: Buffer, ca: string): void {
  try {
    if (isAccess(registerIn(text))) verifyAccess(text, p7s, { ca, network: NOTHING });
    else verifyRegistry(text, p7s, { roots: [ca] });
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new Refusal(
      "REGISTER_SIGNATURE_INVALID",
      { detail: String(cause.params["detail"] ?? cause.code) },
      { cause },
    );
  }
}

/** What was revoked only a node knows. */
const NOTHING: Network = { format: "xinqiao.network/1", nodes: [], agencies: [] };

function keyIn(file: string, passwordFile: string | undefined): KeyObject {
  const passphrase = passwordFile === undefined ? undefined : read(passwordFile).replace(/\r?\n$/, "");
  try {
    return createPrivateKey({ key: read(file), ...(passphrase !== undefined && { passphrase }) });
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal("COMMAND_INVALID", { detail: "--key" }, { cause });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Refusal("COMMAND_INVALID", { detail: file }, { cause });
  }
}
