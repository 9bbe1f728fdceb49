/** Words of signing in. */
import { defineWords } from "../../words.ts";

export const WORDS = defineWords({
  title: { zh: "登录", en: "Sign in" },
  login: { zh: "登录名", en: "Sign-in name" },
  password: { zh: "口令", en: "Password" },
  code: { zh: "验证码", en: "Code" },
  codeHint: {
    zh: "验证器上的六位数字；手机不在身边时用一个恢复代码",
    en: "Six digits of the authenticator, or a recovery code",
  },
  go: { zh: "登录", en: "Sign in" },
  needed: { zh: "请填写", en: "Please fill in" },
  by: { zh: (name: string) => `用${name}登录`, en: (name: string) => `Sign in by ${name}` },
  or: { zh: "或", en: "or" },
  wait: {
    zh: (time: string) => `连续失败，请等待 ${time} 后再试`,
    en: (time: string) => `Too many failures; wait ${time}`,
  },
  locked: {
    zh: (time: string) => `登录暂停 ${time}`,
    en: (time: string) => `Signing in is paused for ${time}`,
  },
  setUp: {
    zh: "本节点还没有操作员。请使用首次启动时打印的一次性设置链接。",
    en: "This node has no operator yet. Use the one-time set-up link that it printed when it started.",
  },
  setUpAgain: { zh: "链接可用命令重新生成：", en: "A new link is made by:" },
  elsewhere: {
    zh: "统一身份认证没有接受这次登录",
    en: "The identity provider's sign-in was not accepted",
  },
});
