/**
 * In which line of its file a problem stands: for who mends a file of two hundred lines. Read
 * again and only when there is something to tell. The trap: what is missing has no line, so the
 * line is that of the nearest thing around it.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Range, visit } from "yaml";

import type { Problem } from "./problem.ts";

/** The same problems, each with its line as far as its file can be read. */
export function withLines(folder: string, problems: readonly Problem[]): Problem[] {
  const finders = new Map<string, (place: string) => number>();
  return problems.map((problem) => {
    if (problem.line !== undefined) return problem;
    const given = /^line (\d+) ?(.*)$/.exec(problem.place);
    if (given) return { ...problem, line: Number(given[1]), place: given[2] || "/" };
    const find = finders.get(problem.file) ?? finderOf(join(folder, problem.file));
    finders.set(problem.file, find);
    return { ...problem, line: find(problem.place) };
  });
}

/** YAML reads JSON too. */
function finderOf(path: string): (place: string) => number {
  if (!existsSync(path)) return () => 1;
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, "utf8"), { lineCounter: lines, prettyErrors: false });
  const lineAt = (range: Range | null | undefined, before: number): number =>
    range ? lines.linePos(range[0]).line : before;

  const alongPointer = (steps: readonly string[]): number => {
    let node: unknown = document.contents;
    let line = 1;
    for (const step of steps) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
        if (!pair) break;
        line = lineAt(isScalar(pair.key) ? pair.key.range : null, line);
        node = pair.value;
      } else if (isSeq(node)) {
        const { items } = node;
        const item = /^\d+$/.test(step)
          ? items[Number(step)]
          : items.find((one) => isScalar(one) && one.value === step);
        line = lineAt((item as { range?: Range } | undefined)?.range, line);
        node = item;
      } else break;
    }
    return line;
  };
  const ofValue = (value: string): number => {
    let line = 1;
    visit(document, {
      Scalar: (_key, { value: found, range }) => {
        if (String(found) !== value) return undefined;
        line = lineAt(range, line);
        return visit.BREAK;
      },
    });
    return line;
  };
  return (place) =>
    place.startsWith("/")
      ? alongPointer(
          place
            .split("/")
            .slice(1)
            .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")),
        )
      : ofValue(place);
}
