/**
 * Finds the elements of one array in a JSON text that comes in chunks, without building
 * anything of it: only brackets, quotes and the path to the array are followed. An element
 * that is no good JSON refuses itself later; brackets that do not match refuse the file.
 */
import { Refusal } from "../model/refusal.ts";
import { FIRST_ROW } from "./keyed.ts";

export interface SplitLimits {
  readonly maxDepth: number;
  readonly maxRecord: number;
}

export interface Splitter {
  /** Elements completed by this chunk. */
  feed(chunk: string): string[];
  /** Throws unless the text ended where JSON may end. */
  end(): void;
  readonly row: number;
}

const OPENER: Readonly<Record<string, string>> = { "}": "{", "]": "[" };

function broken(detail: string): Refusal {
  return new Refusal("DECODE_FORMAT", { format: "json", detail });
}

export function createSplitter(path: string, limits: SplitLimits): Splitter {
  const wanted = path === "" ? [] : path.split(".");
  /** Open brackets, and the key each was opened under ("" in arrays and at the top). */
  const open: { readonly bracket: string; readonly key: string }[] = [];
  let key = "";
  let inString = false;
  let escaped = false;
  let string = "";
  /** Depth of the array once found; its elements lie directly below. */
  let arrayDepth = -1;
  let over = false;
  let begun = false;
  let pending = "";
  let elements = 0;

  const isWanted = () =>
    open.length === wanted.length + 1 &&
    wanted.every((name, index) => open[index]?.bracket === "{" && open[index + 1]?.key === name);

  function feed(chunk: string): string[] {
    const found: string[] = [];
    /** Where the part of the current element in this chunk begins. */
    let from = arrayDepth >= 0 && !over ? 0 : -1;
    const complete = (at: number) => {
      const text = pending + chunk.slice(Math.max(from, 0), at);
      pending = "";
      from = at + 1;
      if (text.length > limits.maxRecord)
        throw new Refusal("DECODE_ROW_TOO_LONG", { row: FIRST_ROW + elements, limit: limits.maxRecord });
      elements += 1;
      found.push(text);
    };

    for (let i = 0; i < chunk.length; i += 1) {
      const unit = chunk.charCodeAt(i);
      if (inString) {
        if (escaped) escaped = false;
        else if (unit === 0x5c) escaped = true;
        else if (unit === 0x22) {
          inString = false;
          if (arrayDepth < 0) key = string;
        } else if (arrayDepth < 0 && string.length < 256) string += chunk.charAt(i);
        continue;
      }
      if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) continue;
      if (begun && open.length === 0) throw broken("数组之后还有内容 / content after the end");
      switch (unit) {
        case 0x22:
          inString = true;
          string = "";
          break;
        case 0x7b:
        case 0x5b: {
          open.push({ bracket: chunk.charAt(i), key });
          key = "";
          begun = true;
          if (open.length > limits.maxDepth)
            throw new Refusal("DECODE_LIMIT", {
              detail: `嵌套超过 ${limits.maxDepth} 层 / nested over ${limits.maxDepth} levels`,
            });
          if (arrayDepth < 0 && !over && unit === 0x5b && isWanted()) {
            arrayDepth = open.length;
            from = i + 1;
          }
          break;
        }
        case 0x7d:
        case 0x5d: {
          if (arrayDepth >= 0 && !over && open.length === arrayDepth) {
            // An empty array, or white space after the last element, is no element.
            if (elements > 0 || (pending + chunk.slice(Math.max(from, 0), i)).trim() !== "") complete(i);
            over = true;
          }
          if (open.pop()?.bracket !== OPENER[chunk.charAt(i)])
            throw broken(
              `第 ${FIRST_ROW + elements} 行附近括号不配对 / brackets do not match near row ${FIRST_ROW + elements}`,
            );
          break;
        }
        case 0x2c:
          if (arrayDepth >= 0 && !over && open.length === arrayDepth) complete(i);
          break;
        default:
          if (open.length === 0) throw broken("不是 JSON 数组 / not a JSON array");
      }
    }
    if (arrayDepth >= 0 && !over) {
      pending += chunk.slice(Math.max(from, 0));
      if (pending.length > limits.maxRecord)
        throw new Refusal("DECODE_ROW_TOO_LONG", { row: FIRST_ROW + elements, limit: limits.maxRecord });
    }
    return found;
  }

  return {
    feed,
    end() {
      if (!begun && !inString) throw new Refusal("DECODE_EMPTY");
      if (inString || open.length > 0)
        throw broken(
          `文件在第 ${FIRST_ROW + elements} 行附近中断 / the file breaks off near row ${FIRST_ROW + elements}`,
        );
      if (!over)
        throw broken(
          path === "" ? "不是 JSON 数组 / not a JSON array" : `没有数组 ${path} / there is no array ${path}`,
        );
    },
    get row() {
      return FIRST_ROW + elements;
    },
  };
}
