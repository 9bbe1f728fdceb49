/** Words of one's own account. */
import { defineWords } from "../../words.ts";

export const WORDS = defineWords({
  title: { zh: "我的帐户", en: "My account" },
  lead: {
    zh: "本次登录，以及自己的口令和恢复代码",
    en: "This session, and one's own password and recovery codes",
  },
  session: { zh: "本次登录", en: "This session" },
  name: { zh: "姓名", en: "Name" },
  roles: { zh: "角色", en: "Roles" },
  scope: { zh: "可见单位", en: "Sees" },
  everything: { zh: "全部单位", en: "Every agency" },
  since: { zh: "登录于", en: "Signed in" },
  ends: { zh: "最迟结束于", en: "Ends at the latest" },
  idle: { zh: "30 分钟无操作即结束", en: "Ends after 30 minutes without an act" },
  password: { zh: "修改口令", en: "Change the password" },
  passwordLead: { zh: "其他浏览器上的会话随即结束。", en: "Sessions in other browsers end at once." },
  now: { zh: "现口令", en: "Present password" },
  next: { zh: "新口令", en: "New password" },
  nextHint: { zh: "至少 12 个字符，不含登录名", en: "12 characters or more, without the sign-in name" },
  again: { zh: "再输一次", en: "Once more" },
  notSame: { zh: "两次输入不一致", en: "The two are not the same" },
  code: { zh: "验证码，或一个恢复代码", en: "Code, or a recovery code" },
  change: { zh: "修改口令", en: "Change it" },
  changed: { zh: "口令已修改", en: "The password is changed" },
  recovery: { zh: "恢复代码", en: "Recovery codes" },
  left: {
    zh: (n: number) => `还剩 ${n} 个。手机不在身边时，每个可代替验证码用一次。`,
    en: (n: number) => `${n} left. Each stands in for a code once, when the phone is not at hand.`,
  },
  few: { zh: "恢复代码快用完了", en: "Recovery codes are running out" },
  renew: { zh: "换新的恢复代码", en: "Take new recovery codes" },
  renewLead: { zh: "旧代码随即作废。", en: "The old ones are void at once." },
  shown: {
    zh: "只显示这一次，请抄下或打印后妥善保存",
    en: "Shown this once: write them down or print them, and keep them safe",
  },
  needed: { zh: "请填写", en: "Please fill in" },
  provided: {
    zh: "此帐户由统一身份认证登录；口令和验证器在那里管理。",
    en: "This account signs in by the identity provider, which keeps its password and second factor.",
  },
});
