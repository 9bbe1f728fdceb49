/** What the search box looks through, as a script: pages opened from a disk may load one, but may not fetch. */
import { fileOf } from "./page.ts";
import type { Shown } from "./shown.ts";

/** Title, English, code, kind, address. */
type Entry = readonly [zh: string, en: string, code: string, kind: string, to: string];

export function searchIndex({ catalog, adapters, systems }: Shown): string {
  const entries: Entry[] = [
    ...catalog.items.map(({ id, title }): Entry => [title.zh, title.en, id, "事项", `items/${id}.html`]),
    ...catalog.standards.map(
      ({ id, title }): Entry => [title.zh, title.en, id, "标准", `standards/${fileOf(id)}.html`],
    ),
    ...catalog.codeSets.map(
      ({ id, title }): Entry => [title.zh, title.en, id, "代码集", `codesets/${id}.html`],
    ),
    ...systems.map(({ id, name }): Entry => [name.zh, name.en, id, "系统", `systems.html#${id}`]),
    ...adapters.map(
      ({ id, title }): Entry => [title.zh, title.en, id, "适配器", `adapters.html#${id.replace("/", "-")}`],
    ),
    ...catalog.standards.flatMap(({ id, title, fields }) =>
      fields.map(
        (field): Entry => [
          `${field.title.zh}（${title.zh}）`,
          field.title.en,
          [field.code, field.name].filter(Boolean).join(" "),
          "字段",
          `standards/${fileOf(id)}.html`,
        ],
      ),
    ),
    ...catalog.codeSets.flatMap(({ id, title, codes }) =>
      codes.map(
        ({ code, label }): Entry => [
          `${label.zh}（${title.zh}）`,
          label.en,
          code,
          "代码",
          `codesets/${id}.html`,
        ],
      ),
    ),
  ];
  return `window.XINQIAO_INDEX = ${JSON.stringify(entries)};\n`;
}
