/** What the documents name is there: links, sections, tests, files; and the two READMEs say the same. */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "..");
const DOCUMENTS = [
  ...["README.md", "README.zh-CN.md", "CHANGELOG.md", "SECURITY.md"],
  ...globSync(["gateway/*.md", "docs/*.md", "contracts/*.md", "contracts/client/*.md"], { cwd: ROOT }),
  ...["catalog/README.md", "adapters/README.md"],
];
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** Without what stands between fences. */
const prose = (text: string) => text.replaceAll(/^```[\s\S]*?^```/gm, "");

const fenced = (text: string, kind: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${kind}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, body = ""]) => body);

/** As hosts of repositories make them of titles. */
function anchors(text: string): readonly string[] {
  return [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test("every link leads to a file that is there, and to a section of it", () => {
  let links = 0;
  for (const document of DOCUMENTS)
    for (const [, target = ""] of prose(read(document)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      links++;
      const [path = "", section] = target.split("#");
      const file = path === "" ? document : join(dirname(document), path);
      assert.ok(existsSync(join(ROOT, file)), `${document}: ${target}`);
      if (section !== undefined)
        assert.ok(anchors(read(file)).includes(decodeURIComponent(section)), `${document}: ${target}`);
    }
  assert.ok(links > 100, `${links} links`);
});

test("every test that a document names is there", () => {
  let tests = 0;
  for (const document of DOCUMENTS)
    for (const [name = ""] of read(document).matchAll(/[\w*./-]+\.test\.ts\b/g)) {
      tests++;
      const places = [name, `gateway/${name}`];
      assert.ok(
        places.some((place) => globSync(place, { cwd: ROOT }).length > 0),
        `${document}: ${name}`,
      );
    }
  assert.ok(tests > 100, `${tests} tests`);
});

test("every script of npm that a document calls is there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  for (const document of DOCUMENTS)
    for (const [, name = ""] of read(document).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g))
      assert.ok(scripts[name], `${document}: npm run ${name}`);
});

test("the two READMEs have the same commands, output, figures, links and parts", () => {
  const [english, chinese] = [read("README.md"), read("README.zh-CN.md")];
  assert.deepEqual(fenced(chinese, "console"), fenced(english, "console"));
  const commands = (text: string) => {
    const bare = fenced(text, "sh").map((body) => body.replaceAll(/ +#.*$/gm, ""));
    const inline = [...prose(text).matchAll(/`((?:npm|npx|bash|sh|docker|buildah|serve) [^`]+)`/g)];
    // What stands for something of the reader's is told in the reader's language.
    return [...bare, ...inline.map(([, command = ""]) => command.replaceAll(/<[^>]+>/g, "<>"))].sort();
  };
  assert.deepEqual(commands(chinese), commands(english));
  const links = (text: string) =>
    [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^README|^#|screenshots/.test(target))
      .sort();
  assert.deepEqual(links(chinese), links(english));
  const rows = (text: string) =>
    prose(text)
      .split("\n## ")
      .map((part) => [...part.matchAll(/^(\||- |### )/gm)].map(([, mark]) => mark).join(""));
  assert.deepEqual(rows(chinese), rows(english));
  // 200,000 rows are 20 万 in Chinese, and ratios are told in another order.
  const numbers = (text: string) => {
    const [, after = ""] = text.split(/\n## (?:How fast|有多快)\n/);
    return [...(after.split("\n## ")[0] ?? "").matchAll(/^\| \d.*$/gm)].map(([row]) =>
      [...row.matchAll(/\d[\d.,]*\d|\d/g)].map(([number]) => number.replace("200,000", "20")).sort(),
    );
  };
  assert.deepEqual(numbers(chinese), numbers(english));
});
