/**
 * Feedback to the sender of a file: the columns of a rejected row, and how its door shows the files.
 */
/** The columns that rejected rows come back with, before the sender's own. Adapters ignore them, so that mended files can be sent as they are. */
export const FEEDBACK_TITLES = ["原行号", "错误列", "错误代码", "错误说明"] as const;

export interface FeedbackEntry {
  readonly name: string;
  readonly bytes: number;
  readonly at: Date;
}

/** One file of an agency's feedback, open for reading. */
export interface FeedbackSource {
  readonly bytes: number;
  readonly at: Date;
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** What lies in an agency's out/: made by the feedback loop, shown by the SFTP door. */
export interface FeedbackFiles {
  list(agency: string): Promise<readonly FeedbackEntry[]>;
  /** Undefined when the agency has no such file. */
  open(agency: string, name: string): Promise<FeedbackSource | undefined>;
}
