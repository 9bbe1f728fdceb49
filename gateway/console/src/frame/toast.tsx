/** `toast("已重新发送")`: says for a few seconds what has been done, and is read out. For what went wrong use <ProblemView>. */
import { useEffect, useState } from "react";

const SECONDS = 5;
let show: (text: string) => void = () => {};

export function toast(text: string): void {
  show(text);
}

/** Once, in the frame. */
export function Toasts() {
  const [said, setSaid] = useState<{ readonly text: string; readonly n: number }>();
  useEffect(() => {
    let n = 0;
    show = (text) => setSaid({ text, n: n++ });
  }, []);
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className="toasts" role="status">
      {said && <div className="toast">{said.text}</div>}
    </div>
  );
}
