/**
 * Tells of the idle time-out before it comes: two minutes before, with a button that stays signed in. The clock starts
 * anew with every answer, as it does at the node; whether the session has ended is asked of the node, not of this clock.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { whenAnswered } from "../api.ts";
import { lookAtSession, nodeNow, sessionQuery, useSession } from "../session.ts";
import { defineWords, useWords } from "../words.ts";
import { Countdown } from "./countdown.tsx";

const WORDS = defineWords({
  soon: {
    zh: (seconds: number) => `长时间未操作，${seconds} 秒后将自动退出`,
    en: (seconds: number) => `No activity: you will be signed out in ${seconds} s`,
  },
  told: {
    zh: (seconds: number) => `约 ${seconds} 秒后将自动退出登录`,
    en: (seconds: number) => `You will soon be signed out, in about ${seconds} s`,
  },
  stay: { zh: "继续使用", en: "Stay signed in" },
});

const WARN_SECONDS = 120;
const LOOK_MS = 15_000;

export function IdleWatch() {
  const t = useWords(WORDS);
  const client = useQueryClient();
  const { idleUntil } = useSession();
  const [left, setLeft] = useState(Number.POSITIVE_INFINITY);
  useEffect(() => {
    const lasts = new Date(idleUntil).getTime() - nodeNow();
    let from = Date.now();
    whenAnswered(() => {
      from = Date.now();
    });
    const timer = setInterval(() => setLeft(Math.ceil((from + lasts - Date.now()) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [idleUntil]);
  const over = left <= 0;
  useEffect(() => {
    if (!over) return;
    void lookAtSession(client);
    const timer = setInterval(() => void lookAtSession(client), LOOK_MS);
    return () => clearInterval(timer);
  }, [over, client]);
  if (left > WARN_SECONDS) return null;
  return (
    <div className="idle">
      <Countdown
        seconds={Math.max(0, left)}
        shown={t.soon}
        told={t.told}
        action={
          <button
            type="button"
            className="button"
            onClick={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })}
          >
            {t.stay}
          </button>
        }
      />
    </div>
  );
}
