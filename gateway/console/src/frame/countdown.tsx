/**
 * A notice with a time that runs out. The trap: what changes within role="status" is read out at each change, every
 * second here. So the running time is for the eye alone, and the ear is told once, with the time left at the first.
 */
import { type ReactNode, useState } from "react";

import { Notice } from "./notice.tsx";

export function Countdown({
  seconds,
  shown,
  told,
  action,
}: {
  readonly seconds: number;
  readonly shown: (seconds: number) => string;
  readonly told: (seconds: number) => string;
  readonly action?: ReactNode;
}) {
  const [first] = useState(seconds);
  return (
    <Notice
      tone="warn"
      title={
        <>
          <span aria-hidden="true">{shown(seconds)}</span>
          <span className="unseen">{told(first)}</span>
        </>
      }
      action={action}
    />
  );
}
