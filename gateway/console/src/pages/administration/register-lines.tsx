/** Differences of an access register, a line each: sign and word, whose, what. */
import { AgencyName, NodeName } from "../../shared-views/names.tsx";
import { useSaid, useWords } from "../../words.ts";
import type { Line } from "./register-data.ts";
import { DRAFT } from "./register-words.ts";

const SIGNS = { added: "＋", ended: "－", changed: "～" } as const;

export function RegisterLines({ lines }: { readonly lines: readonly Line[] }) {
  const t = useWords(DRAFT);
  const said = useSaid();
  if (lines.length === 0) return <p className="soft">{t.noDifference}</p>;
  return (
    <ul className="register-lines">
      {lines.map((line) => (
        <li key={`${line.holder?.id ?? ""} ${line.change} ${line.text.zh}`} className={`line-${line.change}`}>
          <span className="line-sign">
            <span aria-hidden="true">{SIGNS[line.change]}</span> {t[line.change]}
          </span>
          <span>
            <strong>
              {line.holder === null ? (
                t.node
              ) : line.holder.kind === "agency" ? (
                <AgencyName id={line.holder.id} />
              ) : (
                <NodeName id={line.holder.id} />
              )}
            </strong>{" "}
            {said(line.text)}
          </span>
        </li>
      ))}
    </ul>
  );
}
