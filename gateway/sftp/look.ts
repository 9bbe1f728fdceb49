/**
 * What is seen at a place: its attributes, and what a folder holds. Reads only. The trap:
 * an upload's size is that of its file on disk, since a client resumes from it.
 */
import { Refusal } from "../model/refusal.ts";
import { Denied } from "./answers.ts";
import type { Login, SftpDoor } from "./door.ts";
import { type Attributes, type Entry, entry, fileAttributes, folderAttributes } from "./listing.ts";
import { type Place, placeOf } from "./paths.ts";

export interface Look {
  attributes(place: Place): Promise<Attributes>;
  entries(place: Place): Promise<readonly Entry[]>;
}

/** `taken`: what the session made final, by path under in/, with its size. */
export function lookAt(door: SftpDoor, login: Login, taken: ReadonlyMap<string, number>): Look {
  const { agency } = login;
  const attributesAt = async (path: string): Promise<Attributes> => {
    const found = placeOf(path, login.account().adapters);
    if (found === undefined) throw new Refusal("SFTP_PATH");
    return await attributes(found);
  };
  const attributes = async (found: Place): Promise<Attributes> => {
    if (found.kind === "folder" || found.kind === "inbox" || found.kind === "out")
      return folderAttributes(door.clock());
    if (found.kind === "template") return fileAttributes(door.template(found.adapter).length, door.clock());
    if (found.kind === "feedback") {
      const one = (await door.feedback.list(agency)).find(({ name }) => name === found.name);
      if (one === undefined) throw new Refusal("SFTP_PATH");
      return fileAttributes(one.bytes, one.at);
    }
    const one = await door.uploads.find(agency, found.adapter, found.name);
    if (one) return fileAttributes(one.bytes, one.at);
    const size = taken.get(`${found.adapter}/${found.name}`);
    if (size === undefined) throw new Refusal("SFTP_PATH");
    return fileAttributes(size, door.clock());
  };
  const entries = async (found: Place): Promise<readonly Entry[]> => {
    const dots = [".", ".."].map((name) => entry(name, folderAttributes(door.clock())));
    if (found.kind === "folder") {
      const under = found.path === "/" ? "" : found.path;
      const names = found.names.map(async (name) => entry(name, await attributesAt(`${under}/${name}`)));
      return [...dots, ...(await Promise.all(names))];
    }
    if (found.kind === "inbox" || found.kind === "out") {
      const files =
        found.kind === "out"
          ? await door.feedback.list(agency)
          : await door.uploads.list(agency, found.adapter);
      return [...dots, ...files.map(({ name, bytes, at }) => entry(name, fileAttributes(bytes, at)))];
    }
    throw new Denied();
  };
  return { attributes, entries };
}
