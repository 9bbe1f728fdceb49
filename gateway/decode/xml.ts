/**
 * The exchange message (报文) and its like: every element of the adapter's name holds one
 * record, its child elements are the fields. Streaming, without any document type: entities
 * of a DTD are how a small file grows without end. Anything not well-formed refuses the file.
 */
import { open } from "node:fs/promises";
import { SaxesParser } from "saxes";

import type { Charset } from "../model/adapter.ts";
import { Refusal } from "../model/refusal.ts";
import { FIRST_ROW, type KeyedRecord, keyedRows, unreadable } from "./keyed.ts";
import type { ConvertJob, Line } from "./lines.ts";
import { readText } from "./text.ts";

const HEAD_BYTES = 256;
/** Names under which the two character sets are declared; GBK and GB2312 are parts of GB18030. */
const CHARSET_OF: Readonly<Record<string, Charset>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  gb18030: "gb18030",
  gbk: "gb18030",
  gb2312: "gb18030",
};

export async function* readXml(job: ConvertJob): AsyncGenerator<Line, void, undefined> {
  const charset = await declaredCharset(job.path, job.options.charset);
  yield* keyedRows(job, () => records(job, charset));
}

/** The charset that the file declares; the adapter's when it declares none. */
async function declaredCharset(path: string, usual: Charset): Promise<Charset> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    if (bytesRead === 0) throw new Refusal("DECODE_EMPTY");
    const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(
      buffer.toString("latin1", 0, bytesRead),
    )?.[1];
    if (declared === undefined) return usual;
    const charset = CHARSET_OF[declared.toLowerCase()];
    if (charset === undefined) throw new Refusal("DECODE_CHARSET", { charset: usual, row: 1 });
    return charset;
  } finally {
    await file.close();
  }
}

async function* records(
  { path, options, limits }: ConvertJob,
  charset: Charset,
): AsyncGenerator<KeyedRecord, void, undefined> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const done: KeyedRecord[] = [];
  let row = FIRST_ROW;
  let depth = 0;
  /** Depth of the record element being read; 0 outside. */
  let recordDepth = 0;
  let fields: [string, string | null][] = [];
  let fault: KeyedRecord | undefined;
  let name = "";
  let text = "";
  let size = 0;

  const refuse = (detail: string): never => {
    throw new Refusal("DECODE_FORMAT", { format: "xml", detail });
  };
  parser.on("error", () => refuse(`第 ${parser.line} 行不合语法 / not well-formed at line ${parser.line}`));
  parser.on("doctype", () => refuse("不接受 DOCTYPE / a DOCTYPE is not accepted"));
  parser.on("opentag", (tag) => {
    depth += 1;
    if (depth > limits.maxDepth)
      throw new Refusal("DECODE_LIMIT", {
        detail: `嵌套超过 ${limits.maxDepth} 层 / nested over ${limits.maxDepth} levels`,
      });
    if (recordDepth === 0) {
      if (tag.name !== options.rowElement) return;
      recordDepth = depth;
      fields = [];
      fault = undefined;
      size = 0;
    } else if (depth === recordDepth + 1) {
      name = tag.name;
      text = "";
      if (fields.some(([other]) => other === name))
        fault ??= unreadable("同一个元素出现两次 / an element comes twice");
    } else fault ??= unreadable("元素之内还有元素 / an element inside an element");
  });
  const addText = (part: string) => {
    if (recordDepth === 0) return;
    size += part.length;
    if (size > limits.maxRecord) throw new Refusal("DECODE_ROW_TOO_LONG", { row, limit: limits.maxRecord });
    if (depth === recordDepth + 1) text += part;
    else if (part.trim() !== "") fault ??= unreadable("元素之间有文字 / text between elements");
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    if (recordDepth > 0 && depth === recordDepth + 1) fields.push([name, text === "" ? null : text]);
    else if (depth === recordDepth) {
      done.push(fault ?? { fields });
      recordDepth = 0;
      row += 1;
    }
    depth -= 1;
  });

  for await (const chunk of readText(path, charset, () => row)) {
    parser.write(chunk);
    yield* done.splice(0);
  }
  parser.close();
  yield* done.splice(0);
}
