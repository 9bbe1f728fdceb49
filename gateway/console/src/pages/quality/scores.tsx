/** The score and the three rates of what was asked, held against the target; and how the score is reckoned. */
import { percentOf } from "../../format.ts";
import { StateTag } from "../../shared-views/state-tag.tsx";
import { useSaid, useWords } from "../../words.ts";
import type { Quality, Score } from "./quality-data.ts";
import { WORDS } from "./words.ts";

export function Scores({ quality }: { readonly quality: Quality }) {
  const t = useWords(WORDS);
  const { whole, formula } = quality;
  const target = t.target(formula.target * 100);
  return (
    <ul className="scores">
      <li>
        <span>{t.score}</span>
        <strong className="figures">{scoreText(whole.score)}</strong>
        <span className="soft">{t.ofHundred}</span>
      </li>
      {(["acceptance", "timeliness", "completeness"] as const).map((name) => (
        <li key={name}>
          <span>{t[name]}</span>
          <strong className="figures">{rateText(whole[name])}</strong>
          <span className="soft">
            {whole[name] === null ? (
              t.unknown
            ) : (
              <>
                <StateTag
                  state={whole[name] < formula.target ? "warning" : "ok"}
                  word={whole[name] < formula.target ? t.below : t.reached}
                />{" "}
                {target}
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Formula({ quality }: { readonly quality: Quality }) {
  const said = useSaid();
  return (
    <>
      <ul className="formula">
        {quality.formula.terms.map((term) => (
          <li key={term.en}>{said(term)}</li>
        ))}
      </ul>
      <p className="soft">{said(quality.formula.source)}</p>
    </>
  );
}

export function rateText(rate: number | null): string {
  return rate === null ? "—" : percentOf(rate, 1);
}

export function scoreText(score: Score["score"]): string {
  return score === null ? "—" : (Math.floor(score * 10) / 10).toFixed(1);
}
