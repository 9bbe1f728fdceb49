/** The nodes that a record reached, in their order on the way up, each with what it said itself. */
import { NodeName } from "../../shared-views/names.tsx";
import { type State, StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import type { Stop } from "./record-data.ts";
import { WORDS } from "./words.ts";

const TAGS: Readonly<Record<Stop["state"], State>> = {
  held: "done",
  refused: "refused",
  waiting: "waiting",
  "not-forwarded": "not-due",
  abandoned: "abandoned",
};
/** States of a transfer, as the other node names them. */
const ONWARD: Readonly<Record<string, State>> = {
  due: "waiting",
  acknowledged: "delivered",
  abandoned: "abandoned",
};

export function Stops({ stops }: { readonly stops: readonly Stop[] }) {
  return (
    <ol className="stops">
      {stops.map((stop) => (
        <li key={stop.node} className={`stop stop-${stop.state}`}>
          <StopCard stop={stop} />
        </li>
      ))}
    </ol>
  );
}

function StopCard({ stop }: { readonly stop: Stop }) {
  const t = useWords(WORDS);
  const { node, role, state, reason, at, asked, milliseconds, rows, accepted, agrees, next, attempts, code } =
    stop;
  const why = reason === undefined ? null : reason in WORDS ? t[reason as "NOTHING_NEW"] : reason;
  return (
    <>
      <div className="row">
        <strong>
          <NodeName id={node} />
        </strong>
        <span className="soft">{t[role]}</span>
        <StateTag state={TAGS[state]} word={t[state]} />
      </div>
      {at !== undefined && <Time at={at} full />}
      {why !== null && <p>{why}</p>}
      {attempts !== undefined && state !== "held" && <p className="soft">{t.tries(attempts)}</p>}
      {rows !== undefined && accepted !== undefined && <p>{t.rows(accepted, rows)}</p>}
      {state === "held" && (
        <p>
          {agrees === undefined ? (
            <span className="soft">{t.receiptNone}</span>
          ) : (
            <StateTag state={agrees ? "ok" : "failed"} word={agrees ? t.receiptGood : t.receiptBad} />
          )}
        </p>
      )}
      {asked !== "here" && (
        <p className={["timeout", "refused", "unreachable"].includes(asked) ? "warn" : "soft"}>
          {asked === "answered"
            ? t.answered(milliseconds ?? 0)
            : asked === "refused"
              ? t.askRefused
              : t[asked]}
          {code !== undefined && <code> {code}</code>}
        </p>
      )}
      {next !== undefined && next.length > 0 && (
        <p>
          {t.onward}{" "}
          {next.map((one) => (
            <span key={one.peer} className="row">
              <NodeName id={one.peer} /> <StateTag state={ONWARD[one.state] ?? "unknown"} />{" "}
              {t.tries(one.attempts)}
              {one.reason !== undefined && <code>{one.reason}</code>}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
