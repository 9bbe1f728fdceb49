/** The columns that rejected rows come back with, after the sender's own. Adapters ignore them, so that mended files can be sent as they are. */
export const FEEDBACK_TITLES = ["原行号", "错误列", "错误代码", "错误说明"] as const;
