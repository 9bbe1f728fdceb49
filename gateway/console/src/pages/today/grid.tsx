/**
 * The nights grid: a line for each item of an agency, a column for each night; a hole is seen at once and a click opens
 * its cause. Plain cells with a sign each, one listener for all of them and one cell in the tab order: two hundred
 * lines are six thousand cells, and anything more per cell is felt.
 */
import { type KeyboardEvent, type MouseEvent, memo, useDeferredValue, useEffect, useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { exactCount } from "../../format.ts";
import { TypedField } from "../../frame/fields.tsx";
import { useMayOpen } from "../../shared-views/page-link.tsx";
import { type Language, useLanguage, useSaid, useWords } from "../../words.ts";
import { linkOf, neighbourOf } from "./cells.ts";
import {
  dayName,
  type Letter,
  type NightsLine,
  nightsBefore,
  SIGNS,
  type Today,
  weekdayOf,
} from "./nights.ts";
import { CYCLES, LETTERS, WORDS } from "./words.ts";

const GRAVITY = ["rejected", "missing", "partial", "late"];

export function Grid({ today }: { readonly today: Today }) {
  const t = useWords(WORDS);
  const letters = useWords(LETTERS);
  const said = useSaid();
  const language = useLanguage();
  const navigate = useNavigate();
  const isOpen = useMayOpen()("/transfers");
  const [search, setSearch] = useSearchParams();
  const table = useRef<HTMLTableElement>(null);
  const scroll = useRef<HTMLElement>(null);
  // Where it is wider than the window, the latest nights are what one came for.
  // In braces: Chromium's scrollTo gives a promise, which React would take for the effect's end.
  useEffect(() => {
    void scroll.current?.scrollTo({ left: scroll.current.scrollWidth });
  }, []);
  // The arrows move the one cell in the tab order by hand, which React does not know: it may go with its line, or
  // a second may come with a new first line.
  useEffect(() => {
    const cells = table.current?.querySelectorAll<HTMLElement>('td[tabindex="0"]') ?? [];
    const kept = [...cells].find((cell) => cell === document.activeElement) ?? cells[0];
    for (const cell of cells) if (cell !== kept) cell.tabIndex = -1;
    if (kept !== undefined) return;
    const last = table.current?.querySelector<HTMLElement>("tr[data-line] td[data-at]:last-of-type");
    if (last) last.tabIndex = 0;
  });
  const nights = nightsBefore(today.tonight.night, today.series.length);
  const words = useDeferredValue(search.get("q") ?? "").toLowerCase();
  const onlyProblems = search.get("show") === "problems";
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const wanted = today.lines.filter(
    (line) =>
      (!onlyProblems || GRAVITY.includes(line.standing)) &&
      (words === "" ||
        [line.agency, line.item, said(line.agencyName), said(line.itemTitle)].some((one) =>
          one.toLowerCase().includes(words),
        )),
  );
  const rank = ({ standing }: NightsLine) =>
    (GRAVITY.indexOf(standing) + GRAVITY.length + 1) % (GRAVITY.length + 1);
  const duties = wanted.filter(({ isDuty }) => isDuty).sort((one, other) => rank(one) - rank(other));
  const groups = [
    { name: null, lines: duties.filter(({ child }) => child === null) },
    { name: t.below, lines: duties.filter(({ child }) => child !== null) },
    { name: t.others, lines: wanted.filter(({ isDuty }) => !isDuty) },
  ].filter(({ lines }) => lines.length > 0);
  const open = (cell: Element | null) => {
    const to = cell instanceof HTMLElement ? linkOf(cell, wanted, nights, today.dueHour) : undefined;
    if (to !== undefined && isOpen) void navigate(to);
  };
  const click = (event: MouseEvent) =>
    open(event.target instanceof Element ? event.target.closest("td") : null);
  const press = (event: KeyboardEvent) => {
    const cell = event.target instanceof HTMLTableCellElement ? event.target : null;
    if (event.key === "Enter") return open(cell);
    const next = cell && neighbourOf(cell, event.key);
    if (!next) return;
    event.preventDefault();
    for (const old of table.current?.querySelectorAll('td[tabindex="0"]') ?? [])
      old.setAttribute("tabindex", "-1");
    next.tabIndex = 0;
    next.focus();
  };
  const lineProps = { nights, language, letters, t, dueHour: today.dueHour };
  return (
    <>
      <div className="grid-tools">
        <fieldset className="choice">
          <legend className="unseen">{t.grid}</legend>
          {["", "problems"].map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="grid-show"
                checked={onlyProblems === (value !== "")}
                onChange={() => set("show", value)}
              />
              {value === "" ? `${t.all} ${today.lines.length}` : t.problems}
            </label>
          ))}
        </fieldset>
        <TypedField
          className="field"
          placeholder={t.search}
          aria-label={t.search}
          maxLength={100}
          value={search.get("q") ?? ""}
          onValue={(q) => set("q", q)}
        />
        <span className="grow" />
        <Legend />
      </div>
      {wanted.length === 0 ? (
        <p className="soft">{t.nothingFound}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        <section ref={scroll} className="nights-scroll" aria-label={t.grid} tabIndex={0}>
          <table
            className={isOpen ? "nights" : "nights nights-closed"}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are moved in by arrow keys.
            role="grid"
            ref={table}
            aria-label={`${t.grid}. ${isOpen ? t.gridHelp : t.gridMoves}`}
            onClick={click}
            onKeyDown={press}
          >
            <thead>
              <tr>
                <th scope="col" className="nights-name">
                  {t.agencyItem}
                </th>
                <th scope="col" className="nights-cycle">
                  {t.cycle}
                </th>
                {nights.map((night, at) => (
                  <th
                    key={night}
                    scope="col"
                    title={dayName(night, language, t.weekdays)}
                    className={[isWeekend(night) && "weekend", night === today.night && "last"]
                      .filter(Boolean)
                      .join(" ")}
                  >
                    {(at === 0 || night.endsWith("-01")) && (
                      <span className="nights-month">
                        {Number(night.slice(5, 7))}
                        {language === "zh" ? "月" : "/"}
                      </span>
                    )}
                    {Number(night.slice(8))}
                  </th>
                ))}
              </tr>
            </thead>
            {groups.map(({ name, lines }, group) => (
              <tbody key={name}>
                {name !== null && (
                  <tr className="nights-others">
                    <th scope="rowgroup" colSpan={2}>
                      {name}
                    </th>
                    <td colSpan={nights.length} aria-hidden="true" />
                  </tr>
                )}
                {lines.map((line, at) => (
                  <Line
                    key={`${line.child} ${line.origin} ${line.agency} ${line.item}`}
                    line={line}
                    index={wanted.indexOf(line)}
                    first={group === 0 && at === 0}
                    {...lineProps}
                  />
                ))}
              </tbody>
            ))}
          </table>
        </section>
      )}
    </>
  );
}

interface LineProps {
  readonly line: NightsLine;
  readonly index: number;
  readonly first: boolean;
  readonly nights: readonly string[];
  readonly language: Language;
  readonly letters: ReturnType<typeof useWords<typeof LETTERS>>;
  readonly t: ReturnType<typeof useWords<typeof WORDS>>;
  readonly dueHour: number;
}

const Line = memo(
  function Line({ line, index, first, nights, language, letters, t }: LineProps) {
    const cycles = useWords(CYCLES);
    const item = line.itemTitle[language];
    const agency = line.agencyName[language];
    return (
      <tr data-line={index}>
        <th scope="row" className="nights-name" title={`${item} · ${agency}`}>
          <span className="nights-item">{item}</span>
          <span className="nights-agency">{agency}</span>
        </th>
        <td className="nights-cycle">{cycles[line.cycle]}</td>
        {nights.map((night, at) => {
          const letter = (line.states[at] ?? "i") as Letter;
          const rows = line.rows[at] ?? 0;
          const name =
            letter === "i"
              ? undefined
              : [
                  dayName(night, language, t.weekdays),
                  letter === "m" && line.child !== null ? t.notHandedUp : letters[letter],
                  ...(line.due[at] === "1" ? [t.cellDue] : []),
                  ...(rows > 0 ? [t.cellRows(exactCount(rows), exactCount(line.rejected[at] ?? 0))] : []),
                ].join(" · ");
          return (
            <td
              key={night}
              className={`night night-${letter}${isWeekend(night) ? " weekend" : ""}`}
              data-at={at}
              title={name}
              aria-label={name}
              tabIndex={first && at === nights.length - 1 ? 0 : -1}
            >
              {SIGNS[letter]}
            </td>
          );
        })}
      </tr>
    );
  },
  (before, after) =>
    before.index === after.index &&
    before.first === after.first &&
    before.language === after.language &&
    before.line.states === after.line.states &&
    before.nights.at(-1) === after.nights.at(-1) &&
    before.line.rows.join() === after.line.rows.join() &&
    before.line.item === after.line.item &&
    before.line.agency === after.line.agency,
);

function Legend() {
  const letters = useWords(LETTERS);
  return (
    <ul className="nights-legend">
      {(["a", "p", "l", "m", "r", "w"] as const).map((letter) => (
        <li key={letter}>
          <span className={`night night-${letter}`} aria-hidden="true">
            {SIGNS[letter]}
          </span>
          {letters[letter]}
        </li>
      ))}
    </ul>
  );
}

function isWeekend(day: string): boolean {
  return weekdayOf(day) % 6 === 0;
}
