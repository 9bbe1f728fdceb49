/** What --help tells of `xinqiao operator`: a row of the table in help.ts. */
import { CONFIG, JSON_OPTION } from "./help-options.ts";

export const OPERATOR_HELP = {
  usage: [
    "xinqiao operator link --config <file> [--json]",
    "xinqiao operator list --config <file> [--json]",
    "xinqiao operator lock|unlock|reset <login> --reason <text> --config <file> [--json]",
  ],
  about: {
    zh: "控制台的操作员：一次性设置链接、列出、锁定、解锁、重设",
    en: "operators of the console: a one-time set-up link, list, lock, unlock, reset",
  },
  options: [
    [
      "link",
      "打印一次性设置链接（24 小时）；使用者成为安全管理员兼值班员",
      "print a one-time set-up link (24 hours); whoever uses it becomes security administrator and operator on duty",
    ],
    ["list", "登录名、状态、角色、可见单位", "sign-in names, states, roles and what they see"],
    ["lock", "不能再登录，会话随即结束", "signs in no more, and its sessions end at once"],
    ["unlock", "解除锁定，也结束多次失败后的等待", "ends a lock, and the wait after too many failures"],
    [
      "reset",
      "口令、验证器、恢复代码作废，打印重设链接（24 小时）",
      "password, authenticator and recovery codes are void; prints a link to set them anew (24 hours)",
    ],
    ["--reason <text>", "为何；写入审计", "why; goes into the audit"],
    CONFIG,
    JSON_OPTION,
  ],
  exit: [
    [0, "成功", "success"],
    [1, "没有这个登录名", "there is no such sign-in name"],
  ],
} as const;
