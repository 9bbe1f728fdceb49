/** What a test of a connection found, step by step, with what can be done about it. */
import { exactTimeOf } from "../../format.ts";
import { Notice } from "../../frame/notice.tsx";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { Time } from "../../shared-views/time.tsx";
import { useWords } from "../../words.ts";
import type { ConnectionTest } from "./network-data.ts";
import { CODES, WORDS } from "./words.ts";

export function TestResult({ test }: { readonly test: ConnectionTest }) {
  const t = useWords(WORDS);
  const codes: Readonly<Record<string, string>> = useWords(CODES);
  const { ok, steps, at, operator, version, protocol, cipher, validTo, clockMs } = test;
  return (
    <Notice tone={ok ? "good" : "bad"} title={ok ? t.reachable : t.unreachable}>
      <p className="soft">
        {t.tested} <Time at={at} /> · {t.by} {operator}
      </p>
      <ul className="network-steps">
        {steps.map(({ step, ok: isGood, ms, detail }) => (
          <li key={step}>
            <StateTag state={isGood ? (detail === undefined ? "ok" : "warning") : "down"} word={t[step]} />
            <span className="figures">{ms} ms</span>
            {detail !== undefined && (
              <span>
                {codes[detail] ?? ""} <code>{detail}</code>
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="soft">
        {[
          protocol,
          cipher,
          version && `Xinqiao ${version}`,
          validTo && `${t.expires} ${exactTimeOf(validTo).slice(0, 10)}`,
          clockMs === undefined ? undefined : clockMs === 0 ? t.clockSame : t.clockApart(clockMs / 1000),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </Notice>
  );
}
