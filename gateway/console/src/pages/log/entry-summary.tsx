/** An entry of the log as a line to read; its own text stands below it. What is not known here is shown as it is. */
import { exactCount } from "../../format.ts";
import { AgencyName, ItemName, NodeName } from "../../shared-views/names.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { useWords } from "../../words.ts";
import { WORDS } from "./words.ts";

type Data = Readonly<Record<string, unknown>>;

/** The data of an entry; empty where it is no object. */
export function dataOf(text: string): Data {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Data) : {};
  } catch {
    return {};
  }
}

export function EntrySummary({ kind, text }: { readonly kind: string; readonly text: string }) {
  const t = useWords(WORDS);
  const data = dataOf(text);
  const of = (name: string) => (typeof data[name] === "string" ? data[name] : "");
  const count = (name: string) => exactCount(typeof data[name] === "number" ? data[name] : 0);
  if (kind === "batch")
    return (
      <span>
        <Sender id={of("from")} /> · <ItemName id={of("item")} /> ·{" "}
        <span className="figures">{t.counts(count("rows"), count("accepted"), count("rejected"))}</span>
      </span>
    );
  if (kind === "receipt")
    return (
      <span className="row">
        <NodeName id={of("node")} />
        <StateTag
          state={of("agrees") === "yes" ? "ok" : "down"}
          word={of("agrees") === "yes" ? t.agrees : t.disagrees}
        />
        <code title={of("batch")}>{of("batch").slice(0, 8)}…</code>
      </span>
    );
  if (kind === "refusal")
    return (
      <span>
        <Sender id={of("sender")} /> · <code>{of("code")}</code> {of("adapter")}
      </span>
    );
  if (kind === "register") return <span>{t.register(of("kind"), String(data["number"] ?? ""))}</span>;
  if (kind === "operator") return <code>{of("act")}</code>;
  return <code className="log-text">{text.length > 160 ? `${text.slice(0, 160)}…` : text}</code>;
}

/** Nodes are six digits, agencies are words. */
function Sender({ id }: { readonly id: string }) {
  return /^\d{6}$/.test(id) ? <NodeName id={id} /> : <AgencyName id={id} />;
}
