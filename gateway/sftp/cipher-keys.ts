/**
 * ssh2 makes a cipher for every packet and gives its key as bytes. Node 24 looks at such a key
 * in ways that throw and catch, 14 µs each time: a fifth of the time of an upload. So the bytes that a connection
 * keeps are exchanged for a KeyObject of the same bytes. The trap: these are ssh2's own fields; where
 * another version has none of these names, nothing is done, and it is only slower.
 */
import { createSecretKey } from "node:crypto";

type Fields = Record<string, unknown>;

/** After each exchange of keys. */
export function keepKeys(connection: object): void {
  const protocol = fieldsOf((connection as Fields)["_protocol"]);
  exchange(fieldsOf(protocol?.["_cipher"]), "_encKey");
  exchange(fieldsOf(protocol?.["_decipher"]), "_decipherKey");
}

function exchange(holder: Fields | undefined, name: string): void {
  const key = holder?.[name];
  if (holder && Buffer.isBuffer(key) && key.length > 0) holder[name] = createSecretKey(key);
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null ? (value as Fields) : undefined;
}
