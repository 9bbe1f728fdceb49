/** An address that no page has. */
import { Link } from "react-router";

import { defineWords, useWords } from "../words.ts";
import { Page } from "./page.tsx";
import { Nothing } from "./states.tsx";

const WORDS = defineWords({
  title: { zh: "没有这个页面", en: "No such page" },
  home: { zh: "回到首页", en: "Back to the first page" },
});

export function NotThere() {
  const t = useWords(WORDS);
  return (
    <Page title={t.title}>
      <Nothing title={t.title}>
        <Link to="/">{t.home}</Link>
      </Nothing>
    </Page>
  );
}
