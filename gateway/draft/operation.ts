/**
 * The column that says what a row does, where a source sends only what changed: known by its title
 * or, failing that, by holding nothing but marks of operations. It is no field of any record.
 */
import type { Column, Table } from "./table.ts";

export interface OperationColumn {
  readonly column: Column;
  readonly put: readonly string[];
  readonly withdraw: readonly string[];
}

const TITLE =
  /^(op|opt|oper|operate|operation|action)[_-]?(type|flag|code|kind)?$|操作(类型|标识|标志|方式|类别)?$|(变更|变动|增量|更新)(标识|标志|类型)$/i;
const PUT = ["I", "U", "A", "INSERT", "UPDATE", "ADD", "新增", "增加", "修改", "变更", "更新"];
const WITHDRAW = ["D", "DELETE", "DEL", "删除", "撤销", "作废"];
/** Without a telling title, only the marks that mean nothing else. */
const BARE_MARKS = new Set(["I", "U", "D"]);

export function findOperation({ columns }: Table): OperationColumn | undefined {
  for (const column of columns) {
    const marks = [...new Set(column.cells.map((cell) => cell.trim().toUpperCase()))].filter(
      (mark) => mark !== "",
    );
    const known = marks.filter((mark) => PUT.includes(mark) || WITHDRAW.includes(mark));
    const bare = marks.length >= 2 && marks.every((mark) => BARE_MARKS.has(mark));
    // A few rows may be faulty; most must say what they do.
    if (!bare && !(TITLE.test(column.title.trim()) && known.length > 0 && known.length >= marks.length / 2))
      continue;
    const words = known.some((mark) => mark.length > 1 && /\p{Script=Han}/u.test(mark));
    const family = words
      ? ["新增", "修改", "删除"]
      : known.some((mark) => mark.length > 1)
        ? []
        : ["I", "U", "D"];
    const all = [...new Set([...known, ...family])];
    return {
      column,
      put: all.filter((mark) => PUT.includes(mark)),
      withdraw: all.filter((mark) => WITHDRAW.includes(mark)),
    };
  }
  return undefined;
}
