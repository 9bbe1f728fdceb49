/**
 * W3C trace context: one id that a request keeps through answers, rows, events and other
 * nodes. The trap: a header that does not fit is no fault of the request; it is ignored and
 * a new trace begins. Chance is passed in, since the ground has none.
 */
export interface Trace {
  /** 32 hexadecimal digits, not all zero. */
  readonly traceId: string;
  /** The span in which we are: 16 hexadecimal digits. */
  readonly spanId: string;
  readonly flags: string;
}

const HEADER = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What a traceparent header says; undefined where it says nothing that we read. */
export function parseTrace(header: string | undefined): Trace | undefined {
  const match = HEADER.exec(header ?? "");
  const [, traceId = "", spanId = "", flags = ""] = match ?? [];
  return match && !/^0+$/.test(traceId) && !/^0+$/.test(spanId) ? { traceId, spanId, flags } : undefined;
}

export function formatTrace({ traceId, spanId, flags }: Trace): string {
  return `00-${traceId}-${spanId}-${flags}`;
}

/** The next span of the same trace. `spanId` is 16 random hexadecimal digits. */
export function childTrace(trace: Trace, spanId: string): Trace {
  return { ...trace, spanId };
}

/** `random` is 48 hexadecimal digits. */
export function newTrace(random: string): Trace {
  return { traceId: random.slice(0, 32), spanId: random.slice(32, 48), flags: "00" };
}

/** The trace of a batch on its way: its own id, so that every node's lines about it are found by that. */
export function batchTrace(batchId: string): Trace {
  const traceId = batchId.replaceAll("-", "");
  return { traceId, spanId: traceId.slice(16), flags: "00" };
}
