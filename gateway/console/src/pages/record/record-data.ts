/** What the page of records asks. All by POST: what is asked about a person stands in no address and no history. */
import { answered, api, heard, OWN_PAGE, refusedWith } from "../../api.ts";

export interface Statement {
  readonly purpose: string;
  readonly basis: string;
}

export interface RecordName {
  readonly id: string;
  readonly item: string;
  readonly subject: string;
  /** The version that this batch brought; the latest when absent. */
  readonly batch?: string;
}

export type By = "uscc" | "certNo" | "businessRegNo" | "record";

/** `item` empty: of every item. */
export interface Sought {
  readonly by: By;
  readonly value: string;
  readonly item: string;
}

export async function findRecords({ by, value, item }: Sought, statement: Statement) {
  const body = { ...statement, [by]: value, ...(item !== "" && { items: [item] }) };
  return await answered(api.POST("/api/records/search", { body }));
}

export async function readPath(name: RecordName, statement: Statement) {
  return await answered(api.POST("/api/records/path", { body: { ...statement, ...name } }));
}

export async function unmask(name: RecordName, statement: Statement) {
  return await answered(api.POST("/api/records/unmask", { body: { ...statement, ...name } }));
}

/** The file as the node wrote it: it is signed, so not a byte may be written anew. */
export async function downloadEvidence(name: RecordName, statement: Statement): Promise<void> {
  const response = await heard(
    fetch("/api/records/evidence", {
      method: "POST",
      headers: { "content-type": "application/json", ...OWN_PAGE },
      body: JSON.stringify({ ...statement, ...name }),
    }),
  );
  if (!response.ok) throw refusedWith(await response.json().catch(() => null), response.status);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${name.id}.evidence.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

export type Found = Awaited<ReturnType<typeof findRecords>>;
export type Path = Awaited<ReturnType<typeof readPath>>;
export type Version = Found["items"][number];
export type Stop = Path["stops"][number];
