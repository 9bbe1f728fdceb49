/**
 * The table of the console: plain elements, head that stays, scrolls within itself, rows that open by a click or a
 * link in them. antd's Table weighs 130 kB gzip, half of a page's budget; this does what our pages need of it.
 * Paging is the page's: keyset lists have "more", not numbers.
 */
import { Fragment, type ReactNode, useState } from "react";

import { Loading, Nothing } from "../frame/states.tsx";
import { defineWords, useWords } from "../words.ts";
import "./data-table.css";

export interface Column<T> {
  readonly key: string;
  readonly title: ReactNode;
  readonly render: (row: T) => ReactNode;
  /** CSS width, "8em"; what has none shares the rest. */
  readonly width?: string;
  /** Numbers stand at the end. */
  readonly align?: "start" | "end";
  /** One line, cut with an ellipsis; the whole is the title if `render` gives a string. */
  readonly oneLine?: boolean;
}

const WORDS = defineWords({
  nothing: { zh: "没有符合条件的数据", en: "Nothing matches" },
  expand: { zh: "展开", en: "Show more" },
  collapse: { zh: "收起", en: "Show less" },
});

export function DataTable<T>({
  caption,
  columns,
  rows,
  rowKey,
  onOpen,
  expand,
  empty,
  loading,
  height,
  layout = "auto",
}: {
  /** What the table is; for those who do not see it. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** A click anywhere on the row; give a link in a cell as well, for the keyboard. */
  readonly onOpen?: (row: T) => void;
  /** What unfolds below a row; undefined where there is nothing more. */
  readonly expand?: (row: T) => ReactNode;
  readonly empty?: ReactNode;
  readonly loading?: boolean;
  /** Beyond it the table scrolls within itself. */
  readonly height?: string;
  /** "fixed" keeps to the widths given, whatever is in the cells. */
  readonly layout?: "auto" | "fixed";
}) {
  const t = useWords(WORDS);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  if (rows.length === 0) return loading ? <Loading /> : (empty ?? <Nothing title={t.nothing} />);
  const turn = (key: string) =>
    setOpen((before) =>
      before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key]),
    );
  return (
    <section
      className="data-table"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
      style={height === undefined ? {} : { maxHeight: height }}
    >
      <table style={{ tableLayout: layout }}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {expand && <th className="data-table-turn" aria-label={t.expand} />}
            {columns.map(({ key, title, width, align }) => (
              <th
                key={key}
                scope="col"
                className={align === "end" ? "end" : ""}
                style={width === undefined ? {} : { width }}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            const more = expand?.(row);
            const isOpen = open.has(key);
            return (
              <Fragment key={key}>
                <tr
                  className={onOpen && "opens"}
                  onClick={onOpen && ((event) => clickedItself(event) && onOpen(row))}
                  onKeyDown={undefined}
                >
                  {expand && (
                    <td className="data-table-turn">
                      {more !== undefined && more !== null && (
                        <button
                          type="button"
                          aria-expanded={isOpen}
                          aria-label={isOpen ? t.collapse : t.expand}
                          onClick={() => turn(key)}
                        >
                          {isOpen ? "−" : "+"}
                        </button>
                      )}
                    </td>
                  )}
                  {columns.map((column) => (
                    <Cell key={column.key} column={column} row={row} />
                  ))}
                </tr>
                {isOpen && (
                  <tr className="data-table-more">
                    <td colSpan={columns.length + 1}>{more}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Cell<T>({ column, row }: { readonly column: Column<T>; readonly row: T }) {
  const shown = column.render(row);
  const className = [column.align === "end" && "end", column.oneLine && "cut"].filter(Boolean).join(" ");
  return (
    <td className={className} title={column.oneLine && typeof shown === "string" ? shown : undefined}>
      {shown}
    </td>
  );
}

/** Not on a link or a button in the row, and not while text is being selected. */
function clickedItself(event: React.MouseEvent): boolean {
  const { target } = event;
  if (target instanceof Element && target.closest("a, button, input, label, select") !== null) return false;
  return window.getSelection()?.toString() === "";
}
