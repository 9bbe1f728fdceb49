/** A number as people say it, the exact one as its title; `estimate` marks what was not counted. */
import { countOf, exactCount } from "../format.ts";
import { useLanguage } from "../words.ts";

export function Count({
  of,
  estimate,
}: {
  readonly of: number | null | undefined;
  readonly estimate?: boolean;
}) {
  const language = useLanguage();
  if (of === null || of === undefined) return <span className="soft">—</span>;
  return (
    <span className="figures" title={estimate ? `≈ ${exactCount(of)}` : exactCount(of)}>
      {estimate && (language === "zh" ? "约 " : "≈ ")}
      {countOf(of, language)}
    </span>
  );
}
