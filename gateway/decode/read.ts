/**
 * The reader for a format. Runs inside the reading process only (convert-child.ts): the
 * libraries behind it are not to be trusted with the memory of a node.
 */
import { readJson } from "./json.ts";
import type { ConvertJob, Line } from "./lines.ts";
import { readNdjson } from "./ndjson.ts";
import { readXlsx } from "./xlsx.ts";
import { readXml } from "./xml.ts";

export function readRows(job: ConvertJob): AsyncIterable<Line> {
  const { format } = job.options;
  switch (format) {
    case "xlsx":
      return readXlsx(job);
    case "xml":
      return readXml(job);
    case "json":
      return readJson(job);
    case "ndjson":
      return readNdjson(job);
    case "csv":
      throw new Error("csv is read by the worker threads");
  }
}
