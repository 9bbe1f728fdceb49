/**
 * The reader for a format. Runs inside the reading process only (convert-child.ts): the
 * libraries behind it are not to be trusted with the memory of a node. Each is loaded when its
 * format comes: a reading process is started for every file, and loading them all took half of its start.
 */
import type { ConvertJob, Line } from "./lines.ts";

export async function readRows(job: ConvertJob): Promise<AsyncIterable<Line>> {
  const { format } = job.options;
  switch (format) {
    case "xlsx":
      return (await import("./xlsx.ts")).readXlsx(job);
    case "xml":
      return (await import("./xml.ts")).readXml(job);
    case "json":
      return (await import("./json.ts")).readJson(job);
    case "ndjson":
      return (await import("./ndjson.ts")).readNdjson(job);
    case "csv":
      throw new Error("csv is read by the worker threads");
  }
}
