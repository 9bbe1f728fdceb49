/**
 * What a process says of its own work to those who watch it, by calls and not by text: metrics and the notes about
 * neighbours listen. The trap: it is said on the way of a batch, so who listens keeps it and answers at once.
 */
export type Signal =
  /** An intake ended in this process; everything else of it stands in its row. */
  | {
      readonly what: "intake";
      readonly intakeId: string;
      readonly outcome: "done" | "refused" | "poisoned";
    }
  /** A group of pushes became a batch. */
  | {
      readonly what: "pushed";
      readonly agency: string;
      readonly item: string;
      readonly counts: Counts;
    }
  | {
      readonly what: "hop";
      readonly peer: string;
      readonly kind: "batch" | "receipt";
      readonly outcome: "delivered" | "failed" | "abandoned";
      /** Since it was planned. */
      readonly seconds: number;
      readonly code?: string;
    }
  /** A neighbour has shown itself. */
  | { readonly what: "heard"; readonly peer: string }
  | { readonly what: "certificate"; readonly shown: ShownCertificate }
  /** A line for an operator, or a defect, was written. */
  | { readonly what: "line"; readonly level: "alarm" | "error" };

export interface Counts {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly warnings: number;
}

export interface ShownCertificate {
  /** agency:<id> or node:<id> */
  readonly holder: string;
  readonly side: "client" | "server";
  /** Upper-case hex. */
  readonly serial: string;
  readonly from: Date;
  readonly to: Date;
}
