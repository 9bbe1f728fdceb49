/**
 * Where the records lie in the head of an XML or JSON text. A rough look that needs no end of
 * the text and judges nothing; the readers in decode/ do the reading, strictly.
 */

interface Element {
  readonly name: string;
  leaves: string[];
  hasGrandchildren: boolean;
}

/** The element that holds one record: it repeats, or failing that its children are known titles. */
export function recordElement(text: string, isTitle: (name: string) => boolean): string | undefined {
  const found = new Map<string, { count: number; children: Set<string> }>();
  const open: Element[] = [];
  const close = (element: Element) => {
    const parent = open.at(-1);
    if (element.leaves.length === 0) parent?.leaves.push(element.name);
    else if (parent) parent.hasGrandchildren = true;
    if (element.leaves.length < 2 || element.hasGrandchildren) return;
    const known = found.get(element.name) ?? { count: 0, children: new Set<string>() };
    known.count += 1;
    for (const name of element.leaves) known.children.add(name);
    found.set(element.name, known);
  };
  for (const [, slash, name = "", empty] of text.matchAll(/<(\/?)([^\s<>/!?]+)[^<>]*?(\/?)>/g)) {
    if (slash === "/") {
      const element = open.pop();
      if (element?.name !== name) return best(found, isTitle);
      close(element);
    } else if (empty === "/") open.at(-1)?.leaves.push(name);
    else open.push({ name, leaves: [], hasGrandchildren: false });
  }
  return best(found, isTitle);
}

function best(
  found: ReadonlyMap<string, { readonly count: number; readonly children: ReadonlySet<string> }>,
  isTitle: (name: string) => boolean,
): string | undefined {
  const ranked = [...found].map(([name, { count, children }]) => {
    const known = [...children].filter(isTitle).length;
    return { name, score: count + 3 * known + children.size / 100 };
  });
  return ranked.sort((a, b) => b.score - a.score)[0]?.name;
}

/** Dotted path to the first array of objects, "" at the top; undefined when there is none. */
export function pathOfRecords(text: string): string | undefined {
  const path: { readonly kind: "{" | "["; key: string }[] = [];
  let key = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      const from = at + 1;
      for (at = from; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at += 1;
      const inner = path.at(-1);
      // Names and values look alike; the last text before a colon is the name.
      if (inner?.kind === "{" && /^\s*:/.test(text.slice(at + 1, at + 40))) key = text.slice(from, at);
    } else if (sign === "{" || sign === "[") {
      if (sign === "{" && path.at(-1)?.kind === "[")
        return path
          .filter(({ key }) => key !== "")
          .map(({ key }) => key)
          .join(".");
      path.push({ kind: sign, key });
      key = "";
    } else if (sign === "}" || sign === "]") {
      path.pop();
      key = "";
    }
  }
  return undefined;
}
