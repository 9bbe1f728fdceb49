/** Sources that were paused: what is not fetched is missing, and whoever looks at the holes must know why. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { Notice } from "../../frame/notice.tsx";
import { useMay } from "../../session.ts";
import { ItemName } from "../../shared-views/names.tsx";
import { Time } from "../../shared-views/time.tsx";
import { defineWords, useWords } from "../../words.ts";
import { schedulesQuery } from "../administration/administration-data.ts";

const WORDS = defineWords({
  title: { zh: (n: number) => `${n} 项抽取已暂停`, en: (n: number) => `${n} paused: fetched no more` },
  look: { zh: "抽取计划", en: "Schedules" },
});

export function PausedPulls() {
  const t = useWords(WORDS);
  const may = useMay();
  const enabled = may("system", "security", "audit", "operator");
  const { data } = useQuery({ ...schedulesQuery, enabled });
  const paused = data?.items.filter((one) => one.paused !== null) ?? [];
  if (paused.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title={t.title(paused.length)}
      action={
        <Link className="button" to="/administration?view=schedules">
          {t.look}
        </Link>
      }
    >
      {paused.map(({ id, item, paused: pause }) => (
        <p key={id}>
          <strong>{id}</strong> <ItemName id={item} /> · <Time at={pause?.at ?? null} /> {pause?.by}：
          {pause?.reason}
        </p>
      ))}
    </Notice>
  );
}
