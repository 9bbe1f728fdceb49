/** What the dialogs of acts and purposes are given; apart, since each is in two files of which one is loaded later. */
import type { ReactNode } from "react";

export interface ActDialogProps {
  readonly title: string;
  /** What will happen, and what cannot be undone. */
  readonly children?: ReactNode;
  /** The word on the button: what is done, "重新发送". */
  readonly verb: string;
  readonly danger?: boolean;
  /** A second person must agree before it is done; said beside the button. */
  readonly fourEyes?: boolean;
  readonly onAct: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export interface Purpose {
  readonly purpose: string;
  readonly basis: string;
}

export interface PurposeDialogProps {
  readonly title?: string;
  readonly children?: ReactNode;
  readonly onState: (stated: Purpose) => Promise<unknown>;
  readonly onClose: () => void;
}
