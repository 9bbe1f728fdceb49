/** 中文 / English; kept in this browser. */
import { useContext } from "react";

import { LanguageContext } from "../words.ts";

export function LanguageSwitch() {
  const { language, choose } = useContext(LanguageContext);
  const other = language === "zh" ? "en" : "zh";
  return (
    <button type="button" className="plain language" lang={other} onClick={() => choose(other)}>
      {other === "zh" ? "中文" : "English"}
    </button>
  );
}
