/** A refusal of the node, or an answer that did not come, as people can act on it: what, whose, the code, again. */
import { problemOf } from "../api.ts";
import { defineWords, useSaid, useWords } from "../words.ts";
import { Notice } from "./notice.tsx";

const WORDS = defineWords({
  again: { zh: "再试一次", en: "Try again" },
  code: { zh: "代码", en: "Code" },
  trace: { zh: "追踪号", en: "Trace" },
  sender: { zh: "请检查所填内容或所选条件", en: "Check what was entered or chosen" },
  absent: {
    zh: "不存在，或不属于您可见的单位",
    en: "It is not there, or not of an agency that you may see",
  },
  node: { zh: "责任在本节点；原因见节点日志", en: "It is this node's fault; its log says why" },
  peer: { zh: "责任在其他节点或系统", en: "It is another system's fault" },
  wait: {
    zh: (seconds: number) => `请在 ${seconds} 秒后再试`,
    en: (seconds: number) => `Try again in ${seconds} s`,
  },
});

export function ProblemView({ error, retry }: { readonly error: unknown; readonly retry?: () => unknown }) {
  const t = useWords(WORDS);
  const said = useSaid();
  const problem = problemOf(error);
  return (
    <Notice
      tone="bad"
      title={said(problem.message)}
      action={
        retry &&
        problem.code !== "NOT_FOUND" && (
          <button type="button" className="button" onClick={() => void retry()}>
            {t.again}
          </button>
        )
      }
    >
      {problem.fault !== undefined && <p>{problem.code === "NOT_FOUND" ? t.absent : t[problem.fault]}</p>}
      {problem.retryAfter !== undefined && <p>{t.wait(problem.retryAfter)}</p>}
      {problem.errors?.map(({ in: where, pointer, rule }) => (
        <p key={`${where}${pointer}${rule}`}>
          <code>
            {where} {pointer}
          </code>{" "}
          {rule}
        </p>
      ))}
      <p className="soft">
        {t.code} <code>{problem.code}</code>
        {problem.instance !== undefined && (
          <>
            {" · "}
            {t.trace} <code>{problem.instance}</code>
          </>
        )}
      </p>
    </Notice>
  );
}
