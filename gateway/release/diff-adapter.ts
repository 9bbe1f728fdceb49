/** What is different between the adapters of two releases: how a source's files are to look. */

import type { Adapter, FieldMap } from "../model/adapter.ts";
import { canonical } from "../model/canonical.ts";
import { normaliseTitle } from "../model/title.ts";
import { type Change, missing, paired, type Teller, tellerOf } from "./change.ts";

export function compareAdapters(
  before: readonly Adapter[],
  after: readonly Adapter[],
  changes: Change[],
): void {
  const { gone, come, kept } = paired(before, after);
  for (const { id } of gone)
    tellerOf(`adapter ${id}`, changes).breaks(
      "adapter.removed",
      `删去适配器 ${id}`,
      `adapter ${id} is removed`,
    );
  for (const { id, title } of come)
    tellerOf(`adapter ${id}`, changes).tells(
      "adapter.added",
      `新增适配器 ${title.zh}`,
      `adapter ${title.en} is new`,
    );
  for (const [old, now] of kept)
    if (old.digest !== now.digest) compareAdapter(old, now, tellerOf(`adapter ${old.id}`, changes));
}

function compareAdapter(before: Adapter, after: Adapter, tell: Teller): void {
  let told = false;
  const breaks = (kind: string, zh: string, en: string) => {
    told = true;
    tell.breaks(kind, zh, en);
  };
  if (before.agency !== after.agency)
    breaks(
      "adapter.agency",
      `改由 ${after.agency} 报送`,
      `${after.agency} sends by it, and no longer ${before.agency}`,
    );
  if (before.item !== after.item)
    breaks(
      "adapter.item",
      `改报事项 ${after.item}`,
      `it brings item ${after.item} and no longer ${before.item}`,
    );
  if (canonical(before.decode) !== canonical(after.decode))
    breaks(
      "adapter.format",
      "文件格式、字符集或表头位置改变",
      "format, character set or place of the title row change",
    );
  if (before.delivery !== after.delivery)
    breaks(
      "adapter.delivery",
      `报送方式由 ${before.delivery} 改为 ${after.delivery}`,
      `it is delivered as ${after.delivery} and no longer as ${before.delivery}`,
    );
  const lost = missing(titlesOf(before), titlesOf(after));
  if (lost.length > 0)
    breaks(
      "adapter.title",
      `不再认列名 ${lost.join("、")}`,
      `the titles ${lost.join(", ")} are no longer known`,
    );
  const demanded = missing(mandatoryOf(after), mandatoryOf(before));
  if (demanded.length > 0)
    breaks(
      "adapter.column",
      `字段 ${demanded.join("、")} 的列改为必备`,
      `columns for ${demanded.join(", ")} must be there now`,
    );
  if (canonical(before.operation ?? null) !== canonical(after.operation ?? null))
    breaks(
      "adapter.operation",
      "操作标志列或其取值改变",
      "the column that says what a row does, or its values, change",
    );
  const unread = missing(before.nulls, after.nulls);
  if (unread.length > 0)
    breaks(
      "adapter.nulls",
      `不再把 ${unread.join("、")} 当作空值`,
      `${unread.join(", ")} no longer stand for nothing`,
    );
  if (!told)
    tell.tells(
      "adapter.changed",
      `适配器改动（版本 ${before.version} → ${after.version}），来件形式不变`,
      `the adapter changes (version ${before.version} → ${after.version}); files look as before`,
    );
}

function titlesOf({ map, ignore, operation }: Adapter): readonly string[] {
  const of = ({ columns, further = [], otherwise }: FieldMap) => [
    ...columns,
    ...further,
    ...(otherwise?.columns ?? []),
  ];
  return [...new Set([...map.flatMap(of), ...(operation?.columns ?? []), ...ignore].map(normaliseTitle))];
}

function mandatoryOf({ map }: Adapter): readonly string[] {
  return map.filter(({ mandatory }) => mandatory).map(({ field }) => field);
}
