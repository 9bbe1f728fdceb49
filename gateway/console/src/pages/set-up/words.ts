/** Words of the set-up page. */
import { defineWords } from "../../words.ts";

export const WORDS = defineWords({
  setup: { zh: "首次设置", en: "First set-up" },
  invitation: { zh: "接受邀请", en: "Accept the invitation" },
  reset: { zh: "重设口令和验证器", en: "New password and authenticator" },
  lead: {
    zh: "链接只能使用一次，使用之后即行作废。",
    en: "The link works once and is void after it has been used.",
  },
  missing: {
    zh: "网址不完整：缺少 # 之后的部分。请完整复制链接。",
    en: "The address is incomplete: the part after # is missing. Copy the whole link.",
  },
  until: { zh: "有效至", en: "Valid until" },
  login: { zh: "登录名", en: "Sign-in name" },
  loginHint: {
    zh: "字母、数字和 . _ @ -，至少两个字符",
    en: "Letters, digits and . _ @ -, two characters or more",
  },
  name: { zh: "姓名", en: "Name" },
  password: { zh: "口令", en: "Password" },
  again: { zh: "再输一次", en: "Once more" },
  notSame: { zh: "两次输入不一致", en: "The two are not the same" },
  needed: { zh: "请填写", en: "Please fill in" },
  digits: { zh: "六位数字", en: "Six digits" },
  tooShort: {
    zh: (left: number) => `还差 ${left} 个字符（至少 12 个）`,
    en: (left: number) => `${left} more characters needed (12 at least)`,
  },
  simple: { zh: "字符太单一", en: "Too few different characters" },
  hasLogin: { zh: "不要包含登录名", en: "Leave the sign-in name out of it" },
  fair: { zh: "可以；更长更好", en: "Acceptable; longer is better" },
  strong: { zh: "很好", en: "Strong" },
  strength: { zh: "口令强度", en: "Strength of the password" },
  totp: { zh: "验证器", en: "Authenticator" },
  scan: {
    zh: "用手机验证器（支持 TOTP 的任何应用）扫描，或手工输入密钥：",
    en: "Scan with an authenticator on your phone (any app for TOTP), or type the key:",
  },
  qr: { zh: "验证器二维码", en: "QR code for the authenticator" },
  code: { zh: "验证器显示的六位数字", en: "The six digits that it shows" },
  finish: { zh: "完成并登录", en: "Finish and sign in" },
  codes: { zh: "恢复代码", en: "Recovery codes" },
  codesLead: {
    zh: "手机丢失时，每个代码可代替一次验证码。只显示这一次，请打印或抄下，存放在安全处。",
    en: "Each stands in for a code once, should the phone be lost. They are shown this once: print them or write them down, and keep them safe.",
  },
  print: { zh: "打印", en: "Print" },
  kept: { zh: "已妥善保存，进入控制台", en: "They are kept; go on" },
  signIn: { zh: "去登录", en: "Go to sign-in" },
});
