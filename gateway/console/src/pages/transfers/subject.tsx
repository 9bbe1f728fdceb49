/** Looking for what belongs to a subject or a record: the identifier stays in this page's memory, purpose and basis are asked for and logged. */
import { useState } from "react";
import type { Purpose } from "../../shared-views/dialog-props.ts";
import { PurposeDialog } from "../../shared-views/purpose-dialog.tsx";
import { useWords } from "../../words.ts";
import { isId } from "./filter.ts";
import { WORDS } from "./words.ts";

export type Subject =
  | { readonly uscc: string }
  | { readonly certType: string; readonly certNo: string }
  | { readonly businessRegNo: string }
  | { readonly name: string }
  | { readonly key: string };

/** One of the two at least. */
export interface About extends Purpose {
  readonly subject?: Subject;
  readonly record?: string;
}

const WAYS = ["uscc", "resident", "registration", "subjectName", "key", "record"] as const;
type Way = (typeof WAYS)[number];

function subjectOf(way: Exclude<Way, "record">, text: string): Subject {
  if (way === "uscc") return { uscc: text };
  if (way === "resident") return { certType: "身份证", certNo: text };
  if (way === "registration") return { businessRegNo: text };
  if (way === "subjectName") return { name: text };
  return { key: text };
}

const FITS: Readonly<Record<Exclude<Way, "record">, RegExp>> = {
  uscc: /^[0-9A-Za-z]{18}$/,
  resident: /^.{15,18}$/,
  registration: /^[0-9A-Za-z]{13,15}$/,
  subjectName: /^.{2,200}$/,
  key: /^(?:[0-9A-Z]{18}|[pn]:[A-Za-z0-9_-]{22}|r:[0-9A-Z]{1,50})$/,
};

export function BySubject({
  given: first = "",
  onAbout,
}: {
  /** The id of a record that was looked for in vain. */
  readonly given?: string | undefined;
  readonly onAbout: (about: About) => Promise<unknown>;
}) {
  const t = useWords(WORDS);
  const [way, setWay] = useState<Way>(first === "" ? "uscc" : "record");
  const [text, setText] = useState(first);
  const [record, setRecord] = useState("");
  const [isAsking, setAsking] = useState(false);
  const given = text.trim();
  const isRecord = way === "record";
  const isWhole =
    way === "record" ? isId(given) : FITS[way].test(given) && (record.trim() === "" || isId(record));
  return (
    <form
      className="row transfers-subject"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) setAsking(true);
      }}
    >
      <select
        className="transfers-field"
        aria-label={t.subjectKind}
        value={way}
        onChange={({ target }) => setWay(target.value as Way)}
      >
        {WAYS.map((one) => (
          <option key={one} value={one}>
            {t[one]}
          </option>
        ))}
      </select>
      <input
        className={isRecord ? "transfers-field transfers-id" : "transfers-field"}
        autoComplete="off"
        aria-label={t.subject}
        placeholder={t.subject}
        maxLength={200}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {!isRecord && (
        <input
          className="transfers-field"
          autoComplete="off"
          aria-label={t.recordId}
          placeholder={t.recordId}
          maxLength={40}
          value={record}
          onChange={({ target }) => setRecord(target.value)}
        />
      )}
      <button type="submit" className="button" disabled={!isWhole}>
        {t.look}
      </button>
      <span className="soft">{isRecord ? t.recordHint : t.subjectHint}</span>
      {isAsking && (
        <PurposeDialog
          onClose={() => setAsking(false)}
          onState={async (stated) => {
            const id = isRecord ? given : record.trim();
            await onAbout({
              ...stated,
              ...(way !== "record" && { subject: subjectOf(way, given) }),
              ...(isId(id) && { record: id.toLowerCase() }),
            });
            setAsking(false);
          }}
        />
      )}
    </form>
  );
}
