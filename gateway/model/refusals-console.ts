/**
 * Refusals of the operators' console. The same promise as in refusals.ts, which spreads this table: never
 * renamed, never reused, and each text names the remedy.
 */
import type { RefusalRow } from "./refusal-row.ts";

export const CONSOLE_REFUSALS = {
  SESSION_MISSING: {
    status: 401,
    retry: false,
    zh: "尚未登录，或会话已结束；请登录",
    en: "Nobody is signed in, or the session has ended; sign in",
  },
  SIGN_IN_REFUSED: {
    status: 401,
    retry: false,
    zh: "登录名、口令或验证码不正确，或账户暂不能登录；请核对后再试，多次失败须等待",
    en: "The name, password or code is wrong, or the account cannot sign in now; check them and try again, after a wait if it failed often",
  },
  SIGN_IN_ELSEWHERE_REFUSED: {
    status: 401,
    retry: false,
    zh: "统一身份认证没有确认一位本控制台的操作员（{detail}）；请重新登录，或请安全管理员添加该账户",
    en: "The identity provider did not confirm an operator of this console ({detail}); sign in again, or have the security administrator add the account",
  },
  LINK_INVALID: {
    status: 410,
    retry: false,
    zh: "链接无效、已用过或已过期；请向安全管理员索取新的链接，或在节点上运行 xinqiao operator link",
    en: "The link is not valid, was used or has expired; ask the security administrator for a new one, or run xinqiao operator link at the node",
  },
  PASSWORD_WEAK: {
    status: 422,
    retry: false,
    zh: "口令太弱（{detail}）；请使用至少 {least} 个字符、不含登录名、不常见的口令",
    en: "The password is weak ({detail}); use {least} characters or more, without the sign-in name, and none that is common",
  },
  CODE_WRONG: {
    status: 422,
    retry: true,
    zh: "验证码不正确；请核对手机时间，输入当前显示的六位数字",
    en: "The code is wrong; check the clock of the phone and type the six digits that it shows now",
  },
  LOG_CHECK_RUNNING: {
    status: 409,
    retry: true,
    zh: "存证日志正在核验中；请等它结束，或先停止",
    en: "The log is being verified; wait until it has ended, or stop it first",
  },
  ROLE_NEEDED: {
    status: 403,
    retry: false,
    zh: "您的角色不能进行此操作；需要：{roles}",
    en: "Your role does not allow this; needed: {roles}",
  },
  ORIGIN_FOREIGN: {
    status: 403,
    retry: false,
    zh: "请求不是由本控制台的页面发出的；请在控制台页面中操作",
    en: "The request does not come from a page of this console; use its pages",
  },
  ROLES_INCOMPATIBLE: {
    status: 422,
    retry: false,
    zh: "系统、安全、审计三类管理员不得由一人兼任，限定单位的只能是查看员；请调整角色",
    en: "Nobody may be two of the system, security and audit administrators, and only viewers are confined to agencies; change the roles",
  },
  OPERATOR_SELF: {
    status: 409,
    retry: false,
    zh: "不能对自己的账户进行此操作；请由另一位管理员进行",
    en: "This cannot be done to one's own account; have another administrator do it",
  },
  OPERATOR_LAST: {
    status: 409,
    retry: false,
    zh: "这是最后一位可用的安全管理员；请先添加另一位",
    en: "This is the last security administrator who can sign in; add another first",
  },
  OPERATOR_EXISTS: {
    status: 409,
    retry: false,
    zh: "登录名 {login} 已被使用；请另选一个",
    en: "The sign-in name {login} is taken; choose another",
  },
  OPERATOR_CHANGED: {
    status: 409,
    retry: false,
    zh: "该账户刚被他人修改；请重新读取后再改",
    en: "Somebody has just changed this account; read it anew and change that",
  },
  ACT_IMPOSSIBLE: {
    status: 409,
    retry: false,
    zh: "此处置现在不适用：{detail}；请刷新后查看当前状态",
    en: "This cannot be done now: {detail}; reload and look at how things stand",
  },
  ACT_CONFLICT: {
    status: 409,
    retry: false,
    zh: "该编号已用于另一项处置；请刷新后重新提出",
    en: "This id was used for another order; reload and order anew",
  },
  OWN_PROPOSAL: {
    status: 409,
    retry: false,
    zh: "不得批准或否决自己提出的处置；请由另一位操作员决定，或自行撤回",
    en: "Nobody decides what they proposed themselves; have another operator decide, or withdraw it",
  },
  PROPOSAL_DECIDED: {
    status: 409,
    retry: false,
    zh: "该处置已有决定（{state}）；请刷新",
    en: "This was decided already ({state}); reload",
  },
  PROPOSAL_EXPIRED: {
    status: 409,
    retry: false,
    zh: "该处置已过 {hours} 小时有效期；如仍需要，请重新提出",
    en: "This was open for {hours} hours and has expired; propose it anew if it is still wanted",
  },
  REGISTER_EDIT_INVALID: {
    status: 422,
    retry: false,
    zh: "授权登记不能这样改：{detail}",
    en: "The access register cannot be changed so: {detail}",
  },
  REGISTER_KEY_INVALID: {
    status: 422,
    retry: false,
    zh: "不能采用这个密钥：{detail}",
    en: "This key cannot be taken: {detail}",
  },
  REGISTER_SIGNATURE_INVALID: {
    status: 422,
    retry: false,
    zh: "不是登记机关对这份授权登记的签名（{detail}）；请用 xinqiao register sign 重新签名，两个文件原样上传",
    en: "This is not the registrar's signature of this very register ({detail}); sign it anew by xinqiao register sign, and give both files as they are",
  },
  REGISTER_FILE_INVALID: {
    status: 422,
    retry: false,
    zh: "授权登记有误：{detail}；请改正后重新签名",
    en: "The access register is wrong: {detail}; mend it and sign it anew",
  },
  REGISTER_NUMBER_LOW: {
    status: 409,
    retry: false,
    zh: "授权登记的编号须大于已生效的 {number}；请以更大的编号重新签发",
    en: "The number of a register must be higher than {number}, which is in force; issue it anew with a higher one",
  },
  REGISTER_PLACE_READONLY: {
    status: 409,
    retry: false,
    zh: "节点不能写授权登记所在的位置；请把两个文件改名后手工放到该处",
    en: "The node may not write where its access register lies; lay both files there by hand",
  },
  SEARCH_TOO_LONG: {
    status: 422,
    retry: false,
    zh: "只凭记录编号查找，{seconds} 秒内没有找到；请同时给出主体代码",
    en: "Nothing was found by the record's id alone within {seconds} seconds; give the subject's code too",
  },
  ALARM_ACKNOWLEDGED: {
    status: 409,
    retry: false,
    zh: "该告警已由 {by} 确认，或已关闭；请刷新页面",
    en: "The alarm was acknowledged by {by} already, or is closed; reload the page",
  },
  ALARM_RULE_INVALID: {
    status: 422,
    retry: false,
    zh: "阈值无效：{detail}",
    en: "The threshold is not valid: {detail}",
  },
  ALARM_TARGET_INVALID: {
    status: 422,
    retry: false,
    zh: "通知对象无效（{detail}）；邮箱须为一个地址，回调须为不含帐号口令的 https 地址",
    en: "The target is not valid ({detail}); a mailbox is one address, a webhook an https address without a user in it",
  },
} as const satisfies Record<string, RefusalRow>;
